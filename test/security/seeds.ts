/** A text that a parser is to be given on every run: one that it stumbled over once, or that others have stumbled over. */
export interface Seed {
  /** Name of the parser, or `*` for all of them. */
  readonly parser: string;
  readonly text: string;
  readonly why: string;
}

/** `npm run test:fuzz` prints the text that a parser fails on: it goes here, with a word on what was wrong. */
export const seeds: readonly Seed[] = [
  { parser: '*', text: '', why: 'nothing' },
  { parser: '*', text: '\0', why: 'ends a text in C' },
  { parser: '*', text: '\ufeff', why: 'a byte order mark alone' },
  { parser: '*', text: '\ud800', why: 'half a character' },
  { parser: '*', text: 'null', why: 'JSON and YAML that is no object' },
  { parser: '*', text: '"\\u0000"', why: 'a NUL that Postgres does not store' },
  {
    parser: '*',
    text: '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    why: 'prototypes',
  },
  { parser: '*', text: '['.repeat(6000), why: 'deeper than a stack' },
  { parser: '*', text: '{"a":'.repeat(5000), why: 'deeper than a stack' },
  { parser: '*', text: '<a>'.repeat(5000), why: 'deeper than a stack' },
  { parser: '*', text: '('.repeat(5000), why: 'deeper than a stack' },
  { parser: '*', text: `${'a'.repeat(10_000)}!`, why: 'regular expressions that go back' },
  { parser: '*', text: `${' '.repeat(10_000)}x`, why: 'regular expressions that trim' },
  { parser: '*', text: `${'\n'.repeat(10_000)}x`, why: 'regular expressions over lines' },
  { parser: '*', text: 'a: &a [1]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n', why: 'aliases that double' },
  { parser: '*', text: `x: &x { ${'<<: *x, '.repeat(100)} }`, why: 'a mapping that merges itself' },
  { parser: '*', text: '${{ '.repeat(5000), why: 'expressions that are never closed' },
  { parser: '*', text: "${{ fromJSON('".concat('['.repeat(5000), "') }}"), why: 'JSON inside of an expression' },
  { parser: '*', text: '$('.repeat(3000), why: 'commands within commands' },
  { parser: '*', text: '<<A <<B <<C\n'.repeat(500), why: 'documents that never end' },
  { parser: '*', text: '{a,b}'.repeat(40), why: 'braces that multiply' },
  { parser: '*', text: '**/'.repeat(3000), why: 'globs that go back' },
  { parser: '*', text: '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]><a>&z;</a>', why: 'entities' },
];
