/** A version in a spelling that two tools agree on, to find `1.0rc1` behind the tag `v1.0.0-rc.1`. */
export interface VersionKey {
  /** With its zeros as they stand: `1.2` is not `1.2.0`. */
  readonly exact: string;
  /** Without the zeros at the end of its numbers. */
  readonly loose: string;
}

/** The key of a version, or null for what does not begin with a number, or is longer than any version. */
export function versionKey(text: string): VersionKey | null {
  const bare = text.replace(/^v(?=\d)/i, '');
  if (bare.length > longestVersion || !/^\d/.test(bare)) return null;
  const [released = ''] = bare.toLowerCase().split('+');
  const numbers = /^\d+(?:[._]\d+)*/.exec(released)?.[0] ?? '';
  const parts = numbers.split(/[._]/).map((part) => part.replace(/^0+(?=\d)/, ''));
  const rest = (released.slice(numbers.length).match(/\d+|[a-z]+/g) ?? []).map((word) => spellings.get(word) ?? word);
  const qualifier = rest.filter((word) => !empty.has(word)).join('.');
  const last = parts.findLastIndex((part) => part !== '0');
  return {
    exact: `${parts.join('.')}|${qualifier}`,
    loose: `${parts.slice(0, Math.max(last + 1, 1)).join('.')}|${qualifier}`,
  };
}

const longestVersion = 256;

/** Short and long spellings of the same qualifier (PEP 440, RubyGems, Maven). */
const spellings: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['c', 'rc'],
  ['cr', 'rc'],
  ['m', 'milestone'],
]);

/** Qualifiers that say that there is none (Maven). */
const empty: ReadonlySet<string> = new Set(['final', 'ga', 'release']);
