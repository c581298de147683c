import fc from 'fast-check';

/** Texts that are near what a parser expects: samples with parts cut out, repeated, exchanged or replaced; and any text. */
export function nearby(samples: readonly string[]): fc.Arbitrary<string> {
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.array(mutation(samples), { minLength: 1, maxLength: 6 }))
    .map(([sample, changes]) => changes.reduce((text, change) => change(text).slice(0, longest), sample));
  return fc.oneof(
    { weight: 6, arbitrary: mutated },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...tokens), { maxLength: 60 }).map((parts) => parts.join('')) },
  );
}

type Mutation = (text: string) => string;

const longest = 20_000;

/** A stretch of a text, by where it begins and ends in thousandths. */
const stretch = fc.tuple(fc.nat(1000), fc.nat(1000));

function mutation(samples: readonly string[]): fc.Arbitrary<Mutation> {
  const put = (token: string, [from, length]: [number, number]): Mutation => {
    return (text) => {
      const [start, end] = within(text, [from, Math.min(1000, from + Math.floor(length / 20))]);
      return text.slice(0, start) + token + text.slice(end);
    };
  };
  return fc.oneof(
    fc.tuple(fc.constantFrom(...tokens), stretch).map(([token, at]) => put(token, at)),
    fc.tuple(fc.string({ unit: 'binary', maxLength: 8 }), stretch).map(([token, at]) => put(token, at)),
    stretch.map((at) => (text: string) => {
      const [start, end] = within(text, at);
      return text.slice(0, start) + text.slice(end);
    }),
    fc.tuple(stretch, fc.constantFrom(2, 3, 20, 400)).map(([at, times]) => (text: string) => {
      const [start, end] = within(text, at);
      return text.slice(0, start) + text.slice(start, end).repeat(times).slice(0, longest) + text.slice(end);
    }),
    fc.tuple(fc.constantFrom(...samples), stretch, stretch).map(([other, at, from]) => (text: string) => {
      const [start, end] = within(text, at);
      return text.slice(0, start) + other.slice(...within(other, from)) + text.slice(end);
    }),
  );
}

function within(text: string, [a, b]: [number, number]): [number, number] {
  const at = (part: number) => Math.floor((text.length * part) / 1000);
  return a < b ? [at(a), at(b)] : [at(b), at(a)];
}

/** What means something to one of the languages that are read, and what has meant trouble to others. */
const tokens: readonly string[] = [
  ['{', '}', '[', ']', '(', ')', '<', '>', '"', "'", '`', '\\', ':', ',', '#', '|', '&', '*', '!', '%', '@', '$', '='],
  ['\n', '\r\n', '\t', '  ', '\0', '\u001b[2J', '\u202e', '\ufeff', '\u2028', '\ud800', 'а', '\u200b'],
  ['- ', ': ', '<<: *a', '&a', '*a', '!!js/function ""', '!!binary ', '---\n', '? ', '|-\n', '>\n', '# '],
  ['${{', '}}', '${{ ${{', "format('{0}', x)", 'fromJSON(', '*.*', '&&', '||', '!', '..', '[*]'],
  ['$(', '${', '<<EOF\n', '`', '&&', ';;', '@"\n', '"@', '$((', 'eval ', 'function f {', '%PATH%', '^'],
  ['<!DOCTYPE a [<!ENTITY b "&b;&b;">]>', '&b;', '<![CDATA[', ']]>', '<!--', '-->', '<?xml ?>', '</'],
  [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'null',
    'NaN',
    '-1',
    '1e999',
    '9007199254740993',
    '{}',
    '[[',
    '[]',
  ],
  ['../', '..\\', '/etc/passwd', 'file:///', 'C:\\', 'a/../../b', '%2e%2e/', '**/', '{a,b}', '{1..9999}', '[!a]', '?'],
  [
    '='.repeat(50),
    'a'.repeat(300),
    '('.repeat(300),
    '{'.repeat(300),
    '['.repeat(300),
    ' '.repeat(300),
    '\\'.repeat(99),
  ],
].flat();
