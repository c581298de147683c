/** What an expression can evaluate to. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [name: string]: Data };

/** Everything but false, null, the empty string, zero and NaN. */
export function isTruthy(data: Data): boolean {
  return Boolean(data);
}

/** The text that GitHub puts in place of the data; lists and objects become the name of their kind. */
export function textOfData(data: Data): string {
  if (data === null) return '';
  if (isList(data)) return 'Array';
  if (typeof data === 'object') return 'Object';
  // Fifteen digits, as GitHub prints numbers; `+ 0` turns minus zero into zero.
  if (typeof data === 'number') return String(Number(data.toPrecision(15)) + 0);
  return String(data);
}

/** GitHub's `==`: text without case, different kinds as numbers, lists and objects only when they are the same one. */
export function looselyEqual(left: Data, right: Data): boolean {
  return compareData(left, right) === 0;
}

/** Negative, zero or positive; null where neither is greater, smaller or equal (NaN, lists, objects). */
export function compareData(left: Data, right: Data): number | null {
  if (typeof left === 'string' && typeof right === 'string') return order(foldCase(left), foldCase(right));
  if (isComposite(left) || isComposite(right)) return left === right ? 0 : null;
  const [a, b] = [numberOf(left), numberOf(right)];
  return Number.isNaN(a) || Number.isNaN(b) ? null : order(a, b);
}

/** `data[index]`: names without case, null for what is not there. */
export function propertyOf(data: Data, index: Data): Data {
  if (isList(data)) {
    const position = isComposite(index) ? Number.NaN : Math.floor(numberOf(index));
    return data[position] ?? null;
  }
  if (!isComposite(data) || isComposite(index)) return null;
  const name = textOfData(index).toLowerCase();
  return Object.entries(data).find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}

/** What `.*` yields. */
export function itemsOf(data: Data): readonly Data[] {
  if (isList(data)) return data;
  return isComposite(data) ? Object.values(data) : [];
}

export function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}

export function isComposite(data: Data): data is readonly Data[] | { readonly [name: string]: Data } {
  return typeof data === 'object' && data !== null;
}

/** GitHub folds case upwards, but leaves the dotless i alone. */
export function foldCase(text: string): string {
  return text
    .split('ı')
    .map((piece) => piece.toUpperCase())
    .join('ı');
}

function numberOf(data: string | number | boolean | null): number {
  return Number(data);
}

function order(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
