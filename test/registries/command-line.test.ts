import { describe, expect, it } from 'vitest';
import { flagOf, isOn, mayBe, mayBeOn, readCommandLine, says } from '../../src/registries/command-line.ts';
import { known, showValue, type Value } from '../../src/types/values.ts';

const hidden = (candidates: readonly string[] | null): Value => [
  { kind: 'hidden', references: [], candidates, source: '${{ x }}' },
];

/** Words between spaces; `?` is hidden. */
function words(line: string): readonly Value[] {
  return line.split(' ').map((word) => (word === '?' ? hidden(null) : known(word)));
}

function read(line: string) {
  const { positionals, flags } = readCommandLine(words(line), ['--tag', '-t']);
  return {
    positionals: positionals.map(showValue),
    flags: Object.fromEntries(
      [...flags].map(([flag, values]) => [flag, values.map((value) => (value === null ? null : showValue(value)))]),
    ),
  };
}

describe('the words of a command', () => {
  it.each<[string, string[], Record<string, (string | null)[]>]>([
    ['publish dist', ['publish', 'dist'], {}],
    ['publish --tag next dist', ['publish', 'dist'], { '--tag': ['next'] }],
    ['publish --tag=next dist', ['publish', 'dist'], { '--tag': ['next'] }],
    ['publish --access public', ['publish', 'public'], { '--access': [null] }],
    ['-t a -t b', [], { '-t': ['a', 'b'] }],
    ['--tag', [], { '--tag': [null] }],
    ['run x -- --dry-run y', ['run', 'x', '--dry-run', 'y'], {}],
    ['push - /p:X=y', ['push', '-', '/p:X=y'], {}],
    ['--tag= x', ['x'], { '--tag': [''] }],
    ['--tag ? x ?', ['x', '${{ x }}'], { '--tag': ['${{ x }}'] }],
  ])('%s', (line, positionals, flags) => {
    expect(read(line)).toEqual({ positionals, flags });
  });

  it('keeps a value that is partly hidden', () => {
    const [part] = hidden(null);
    const word: Value = part === undefined ? [] : [{ kind: 'text', text: '--tag=v' }, part];
    const { flags } = readCommandLine([word], []);
    expect(flags.get('--tag')?.map((value) => showValue(value ?? []))).toEqual(['v${{ x }}']);
  });
});

describe('a switch', () => {
  const line = (value: Value | null) =>
    readCommandLine([value === null ? known('--dry') : [{ kind: 'text', text: '--dry=' }, ...value]], []);

  it.each<[string, Value | null, boolean, boolean]>([
    ['bare', null, true, true],
    ['true', known('true'), true, true],
    ['false', known('false'), false, false],
    ['0', known('0'), false, false],
    ['No', known('No'), false, false],
    ['hidden', hidden(null), false, true],
    ['true or false', hidden(['true', 'false']), false, true],
    ['one of two that are true', hidden(['true', '1']), true, true],
  ])('that is %s', (_, value, on, mayBeThere) => {
    expect(isOn(line(value), ['--dry'])).toBe(on);
    expect(mayBeOn(line(value), ['-d', '--dry'])).toBe(mayBeThere);
  });

  it('that is not there is off', () => {
    expect(isOn(line(null), ['--other'])).toBe(false);
    expect(mayBeOn(line(null), ['--other'])).toBe(false);
    expect(flagOf(line(null), ['--other'])).toBeUndefined();
  });

  it('counts as it is said last', () => {
    expect(showValue(flagOf(readCommandLine(words('-t a -t b'), ['-t']), ['--tag', '-t']) ?? [])).toBe('b');
  });
});

it('knows what a command says, and what a value may be', () => {
  const act = {
    kind: 'command',
    program: 'x',
    words: words('a ?'),
    input: null,
    output: null,
    environment: new Map(),
    directory: [],
  } as const;
  expect(says(act, 'a')).toBe(true);
  expect(says(act, 'b')).toBe(false);
  expect(mayBe(hidden(null), ['a'])).toBe(true);
  expect(mayBe(hidden(['A', 'b']), ['a'])).toBe(true);
  expect(mayBe(known('c'), ['a'])).toBe(false);
});
