/** Stands for the newest release of a package where nobody has asked its registry. */
export const usualVersion = '1.4.5';

/** The version with its last number raised; with one of its own behind it where it ends otherwise. */
export function raised(version: string, by: number): string {
  const [, before = '', last = ''] = /^(.{0,90}?)(\d{1,9})$/.exec(version.slice(0, 100)) ?? [];
  return last === '' ? `${version.slice(0, 90)}.${by}` : `${before}${Number(last) + by}`;
}
