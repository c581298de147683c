/**
 * What a document says, without how it is written: the model that an edit is proved against. Mappings are maps, so that
 * no key of a file means anything to JavaScript.
 */
export type Data =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Data[]
  | { readonly date: string }
  | ReadonlyMap<string, Data>;

export type Path = readonly (string | number)[];

/** From what JSON and TOML are parsed into. */
export function dataOf(value: unknown): Data {
  if (Array.isArray(value)) return value.map(dataOf);
  if (value instanceof Date) return { date: value.toISOString() };
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, inner]) => [key, dataOf(inner)]));
  return value === undefined ? null : (value as Data);
}

export function isMapping(data: Data | undefined): data is ReadonlyMap<string, Data> {
  return data instanceof Map;
}

export function isList(data: Data | undefined): data is readonly Data[] {
  return Array.isArray(data);
}

/** Whether two documents say the same; the order of keys does not count. */
export function saysTheSame(a: Data | undefined, b: Data | undefined): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => saysTheSame(item, b[index]));
  if (isMapping(a))
    return (
      isMapping(b) && a.size === b.size && [...a].every(([key, item]) => b.has(key) && saysTheSame(item, b.get(key)))
    );
  if (isDate(a) || isDate(b)) return isDate(a) && isDate(b) && a.date === b.date;
  return Object.is(a, b);
}

function isDate(data: Data | undefined): data is { readonly date: string } {
  return typeof data === 'object' && data !== null && 'date' in data;
}

/** What stands at a path; undefined where nothing does. */
export function dataAt(root: Data, at: Path): Data | undefined {
  let here: Data | undefined = root;
  for (const part of at) {
    if (typeof part === 'number') here = isList(here) ? here[part] : undefined;
    else here = isMapping(here) ? here.get(part) : undefined;
  }
  return here;
}

/** The document with a value at a path, parents made where there are none; null where something else is in the way. */
export function withSet(root: Data, at: Path, value: Data): { readonly data: Data } | null {
  const [part, ...rest] = at;
  if (part === undefined) return { data: value };
  if (typeof part === 'number') {
    const list = root === null ? [] : root;
    if (!isList(list) || part < 0 || part > list.length) return null;
    const inner = withSet(list[part] ?? null, rest, value);
    return inner === null ? null : { data: [...list.slice(0, part), inner.data, ...list.slice(part + 1)] };
  }
  const mapping = root === null ? new Map<string, Data>() : root;
  if (!isMapping(mapping)) return null;
  const inner = withSet(mapping.get(part) ?? null, rest, value);
  return inner === null ? null : { data: new Map([...mapping, [part, inner.data]]) };
}

/** The document without what stands at a path; null where nothing does. */
export function withDelete(root: Data, at: Path): { readonly data: Data } | null {
  const [part, ...rest] = at;
  if (part === undefined) return null;
  const there = dataAt(root, [part]);
  if (there === undefined) return null;
  const inner = rest.length === 0 ? null : withDelete(there, rest);
  if (rest.length > 0 && inner === null) return null;
  if (typeof part === 'number' && isList(root))
    return {
      data: [...root.slice(0, part), ...(inner === null ? [] : [inner.data]), ...root.slice(part + 1)],
    };
  if (!isMapping(root)) return null;
  const key = String(part);
  const kept = [...root].filter(([name]) => name !== key || inner !== null);
  return { data: new Map(kept.map(([name, item]) => [name, name === key && inner !== null ? inner.data : item])) };
}
