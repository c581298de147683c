import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob, matchesWildcard } from '../../../src/types/glob.ts';
import { runs } from '../../long.ts';
import { ask } from './ask.ts';

const followers: readonly (readonly [path: string, line: string, pieces: readonly string[]])[] = [
  [
    'Makefile',
    'make a A=1',
    [
      'a:',
      '\t',
      'a',
      '$(',
      '${',
      ')',
      '}',
      '$(call a,',
      '$(foreach i,',
      'define a',
      'endef',
      'ifeq (',
      'else',
      'endif',
      'include Makefile',
      '%',
      ';',
      '=',
      ':=',
      '+=',
      '\\',
      '$(A:a=b)',
      '$(shell ',
      '#',
      ',',
    ],
  ],
  [
    'justfile',
    'just a ? b',
    [
      'a:',
      '  ',
      'a',
      '{{',
      '}}',
      '"',
      "'''",
      '`',
      'if ',
      '==',
      '{',
      '}',
      'else',
      '(',
      ')',
      ':=',
      '*',
      '$',
      '&&',
      'import "justfile"',
      'mod a',
      'alias a := a',
      'set export',
      '[',
      ']',
      '\\',
      '+',
    ],
  ],
  [
    'Taskfile.yml',
    'task a',
    [
      'tasks:',
      ' ',
      'a:',
      '- ',
      'cmds:',
      'deps: [a]',
      '&x',
      '*x',
      '<<:',
      '{{.A}}',
      '|',
      'includes:',
      'a: .',
      'task: a',
      'vars:',
      'sh: a',
    ],
  ],
  [
    'Rakefile',
    'rake a',
    [
      'task',
      ' :a',
      ' => ',
      '[',
      ']',
      'do',
      'end',
      'namespace :a do',
      'sh "',
      '"',
      '#{',
      '}',
      '`',
      '%x(',
      '\\',
      'system(',
      ',',
      'a',
    ],
  ],
  [
    'tox.ini',
    'tox -e a -- b',
    [
      '[testenv:a]',
      '[testenv]',
      'commands =',
      ' a',
      '{posargs',
      ':',
      '}',
      '{[testenv:a]commands}',
      '{',
      ',',
      '\\',
      'a: ',
      'setenv =',
      '{env:A:',
    ],
  ],
  ['noxfile.py', 'nox -s a', ['@nox.session', 'def a(', '):', '    a()', '(', 'name="a"', ')', '#', '"""', 'def b():']],
  [
    'pyproject.toml',
    'poe a',
    [
      '[tool.poe.tasks]',
      '[tool.poe.tasks.a]',
      'a = ',
      '"a"',
      '["a"]',
      '{',
      '}',
      'deps = ["a"]',
      '[[',
      'sequence = ["a"]',
      'script = "a:a"',
    ],
  ],
  ['package.json', 'npm run a', ['{', '}', '"scripts"', ':', '"a"', ',', '[', ']', '"wireit"', '"workspaces"', '"**"']],
  [
    'mise.toml',
    'mise run a',
    ['[tasks.a]', 'run = ', '"a"', '["a"]', 'depends = ["a"]', '[tasks]', 'a = "a"', '{task = "a"}'],
  ],
  ['mix.exs', 'mix a', ['defp aliases do', '[', ']', 'a: ', '"a"', '"cmd x"', 'aliases: [', ',', '\\', '"']],
  ['a', './a', ['#!', '/usr/bin/env', ' -S ', 'ruby', 'system("', '`', '"', '#{']],
];

describe('whatever the file holds', () => {
  it.each(followers)('%s', (path, line, pieces) => {
    const piece = fc.oneof(fc.constantFrom(...pieces), fc.constantFrom('\n', '\n', ' '), fc.string({ maxLength: 4 }));
    const text = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (source) => {
        for (const script of ask({ [path]: source }, line)) {
          expect(script.line).toBeGreaterThanOrEqual(1);
          expect(script.line).toBeLessThanOrEqual(source.split('\n').length);
          expect(script.text.length).toBeLessThanOrEqual(256 * 1024);
        }
      }),
      { numRuns: runs(100, 300) },
    );
  });

  it.each(followers)(
    '%s, again and again',
    (path, line, pieces) => {
      for (const piece of [...pieces, '\t', ' ', '\n'])
        for (const text of [piece, `${piece} `, `${piece}\n`]) {
          const source = text.repeat(Math.floor(runs(6_000, 20_000) / text.length));
          expect(ask({ [path]: source }, line), JSON.stringify(text)).toBeInstanceOf(Array);
        }
    },
    120_000,
  );

  it.each([
    ['Makefile', 'make a', 'a%: a%%\n\ta\n'],
    ['Makefile', 'make a', 'a: b\n\tx\nb: c\n\t$(@)'],
    ['Makefile', 'make a', 'a:=$(a)$(a)\n'],
    ['Rakefile', 'rake a', 'task :a do\n'],
    ['Taskfile.yml', 'task a', '{a: ['],
  ])('%s of %j on %j', (path, line, piece) => {
    expect(ask({ [path]: piece.repeat(Math.floor(runs(100_000, 250_000) / piece.length)) }, line)).toBeInstanceOf(
      Array,
    );
  });

  it('matches hostile globs in no time', () => {
    const path = `${'a'.repeat(200)}/`.repeat(20);
    expect(matchesGlob(path, `${'*a'.repeat(60)}b`)).toBe(false);
    expect(matchesGlob(path, `${'**/'.repeat(60)}b`)).toBe(false);
    expect(matchesWildcard('a'.repeat(5000), `${'*a'.repeat(100)}b`)).toBe(false);
    expect(matchesGlob('packages/a', '{apps,packages}/{a,b}')).toBe(true);
  });
});
