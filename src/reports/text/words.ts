/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listing(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** The first items, and how many are left out: `a, b, +12 more`. One is never left out alone. */
export function shortList(items: readonly string[], most: number): string {
  const { shown, left } = firstOf(items, most);
  return [...shown, ...(left === 0 ? [] : [`+${left} more`])].join(', ');
}

/** The first items and the number of those left out; one is never left out alone, since saying so takes its place. */
export function firstOf<T>(items: readonly T[], most: number): { readonly shown: readonly T[]; readonly left: number } {
  if (items.length <= most + 1) return { shown: items, left: 0 };
  return { shown: items.slice(0, most), left: items.length - most };
}
