import { describe, expect, test } from 'vitest';
import type { Edit } from '../../src/controls/control.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import type { Pins } from '../../src/fixes/pins.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { edited, path, remove, set } from './edits.ts';

const commit = '8e5e7e5ab8b370d6c329ec480221332ada57f0ab';
const pins: Pins = new Map([
  ['actions/checkout@v4', { commit, version: 'v4.2.2' }],
  ['octo/tools@main', { commit, version: 'main' }],
  ['octo/gone@v1', null],
]);
const pin = (line: number, repository = 'actions/checkout', ref = 'v4'): Edit => ({
  kind: 'pin',
  path,
  line,
  repository,
  ref,
});
const replace = (line: number, from: string, to: string, file = path): Edit => ({
  kind: 'replace',
  path: file,
  line,
  from,
  to,
});
const insert = (line: number, text: string, file: string): Edit => ({ kind: 'insert', path: file, line, text });

describe('pin', () => {
  test.each([
    ['a bare use', 'uses: actions/checkout@v4', `uses: actions/checkout@${commit} # v4.2.2`],
    ['single quotes', "uses: 'actions/checkout@v4'", `uses: 'actions/checkout@${commit}' # v4.2.2`],
    ['double quotes', '"uses": "actions/checkout@v4"', `"uses": "actions/checkout@${commit}" # v4.2.2`],
    ['other letters', 'uses: Actions/Checkout@v4', `uses: Actions/Checkout@${commit} # v4.2.2`],
    ['a version', 'uses: actions/checkout@v4  # v4', `uses: actions/checkout@${commit}  # v4.2.2`],
    ['a bare version', 'uses: actions/checkout@v4 #4.1', `uses: actions/checkout@${commit} # v4.2.2`],
    ['a tag', 'uses: actions/checkout@v4 # tag=v4', `uses: actions/checkout@${commit} # tag=v4.2.2`],
    [
      'a word for Renovate',
      'uses: actions/checkout@v4 # renovate: tag=v4',
      `uses: actions/checkout@${commit} # renovate: tag=v4.2.2`,
    ],
    ['a pin', 'uses: actions/checkout@v4 # pin @v4', `uses: actions/checkout@${commit} # pin @v4.2.2`],
    [
      'a word for ratchet',
      'uses: actions/checkout@v4 # ratchet:actions/checkout@v4',
      `uses: actions/checkout@${commit} # ratchet:actions/checkout@v4`,
    ],
    [
      'other words',
      'uses: actions/checkout@v4 # for the tags',
      `uses: actions/checkout@${commit} # v4.2.2 # for the tags`,
    ],
    ['braces', '{ uses: actions/checkout@v4, id: x }', `{ uses: actions/checkout@${commit}, id: x } # v4.2.2`],
  ])('writes the commit, with %s', (_name, before, after) => {
    expect(edited(`jobs:\n  - ${before}\n`, [pin(2)], pins)).toBe(`jobs:\n  - ${after}\n`);
  });

  test('keeps the path of a reusable workflow, and the line ends of Windows', () => {
    const text = 'jobs:\r\n  a:\r\n    uses: octo/tools/.github/workflows/x.yml@main\r\n';
    expect(edited(text, [pin(3, 'octo/tools', 'main')], pins)).toBe(text.replace('@main', `@${commit} # main`));
  });

  test.each<[string, string, Edit, string]>([
    ['another ref', 'uses: actions/checkout@v40', pin(1), 'not-applicable: line 1 does not use `actions/checkout@v4`'],
    ['another repository', 'uses: my-actions/checkout@v4', pin(1), 'not-applicable: line 1 does not use'],
    ['a comment', 'a: b # uses: actions/checkout@v4', pin(1), 'not-applicable: line 1 does not use'],
    ['no use', 'run: actions/checkout@v4', pin(1), 'not-applicable: line 1 does not use'],
    [
      'an unknown commit',
      'uses: a/b@v1',
      pin(1, 'a/b', 'v1'),
      'no-commit: the commit of `a/b@v1` is not known: GitHub has to be asked for it',
    ],
    [
      'no such tag',
      'uses: octo/gone@v1',
      pin(1, 'octo/gone', 'v1'),
      'no-commit: GitHub knows no tag or branch `v1` of `octo/gone`',
    ],
    ['no such line', 'uses: actions/checkout@v4', pin(3), 'not-applicable: the file has no line 3'],
  ])('is refused for %s', (_name, text, edit, reason) => {
    expect(edited(`${text}\n`, [edit], pins)).toContain(reason);
  });
});

describe('replace', () => {
  const run = 'a:\n  run: x ${{ b }} y ${{ b }}\n  b: 1 # why\n';

  test('goes by the occurrences of a text, in order', () => {
    expect(edited(run, [replace(2, '${{ b }}', '$B'), replace(2, '${{ b }}', '$C')])).toBe(
      'a:\n  run: x $B y $C\n  b: 1 # why\n',
    );
  });

  test.each<[string, readonly Edit[], string]>([
    ['what is not there', [replace(2, 'z', '')], 'not-applicable: line 2 does not hold what is replaced'],
    ['what is there twice', [replace(2, '${{ b }}', '$B')], 'not-applicable: line 2 holds what is replaced 2 times'],
    ['what overlaps', [replace(2, 'x ${{', ''), replace(2, 'x $', '')], 'not-applicable: two edits of line 2 overlap'],
    ['what is no YAML any more', [replace(2, 'run: ', 'run: [')], 'broken: this is not valid YAML'],
    ['what takes a comment away', [replace(3, '# why', '')], 'comment-lost: the comment on line 3'],
    ['what takes values away', [replace(2, 'run: x', '# x')], 'broken: '],
  ])('is refused for %s', (_name, edits, reason) => {
    expect(edited(run, edits)).toContain(reason);
  });
});

test('edits of one file compose, and mean its lines and indexes as they are, in any order', () => {
  const text = 'steps:\n  - uses: actions/checkout@v4\n  - run: one\n  - run: two ${{ x }}\n  - run: three\n';
  const edits = [
    remove(['steps', 1]),
    set(['steps', 2, 'env', 'X'], '${{ x }}'),
    pin(2),
    replace(4, '${{ x }}', '$X'),
    set(['steps', 0, 'with', 'persist-credentials'], false),
    remove(['steps', 3]),
    set(['steps', 2, 'env', 'Z'], 'z'),
  ];
  const result = `steps:
  - uses: actions/checkout@${commit} # v4.2.2
    with:
      persist-credentials: false
  - run: two $X
    env:
      X: \${{ x }}
      Z: z
`;
  expect(edited(text, edits, pins)).toBe(result);
  expect(edited(text, edits.toReversed(), pins).replace(/ {6}[XZ].*\n/g, '')).toBe(result.replace(/ {6}[XZ].*\n/g, ''));
});

test('insert puts whole lines where they are meant, also behind a last line without an end', () => {
  expect(edited('a\nb\n', [insert(3, 'd', 'x.gemspec'), insert(2, 'c\nc', 'x.gemspec')])).toBe('a\nc\nc\nb\nd\n');
  expect(edited('a\r\nb', [insert(3, 'c', 'x.gemspec')])).toBe('a\r\nb\r\nc\r\n');
  expect(edited('a\n', [insert(4, 'c', 'x.gemspec')])).toBe('not-applicable: the file has no line 4');
});

test('whole lines of a workflow go where they are meant, whatever the other edits put above them', () => {
  const text = 'steps:\n  - run: one\n  - run: two\n  - run: three\n';
  const edits = [insert(4, '  - run: new', path), set(['steps', 0, 'env'], { A: 1 }), remove(['steps', 1])];
  const result = 'steps:\n  - run: one\n    env:\n      A: 1\n  - run: new\n  - run: three\n';
  expect(edited(text, edits)).toBe(result);
  expect(edited(text, [insert(3, '    if: x', path), remove(['steps', 1]), remove(['steps', 0])])).toBe(
    'not-applicable: a line is to be put into what another edit changes',
  );
});

describe('create', () => {
  const create = (file: string): Edit => ({ kind: 'create', path: file, text: '# Security\n' });

  test('makes a file that is not there', () => {
    expect(applyEdits(memoryFiles({}), [create('SECURITY.md')], pins)).toEqual({
      state: 'applied',
      files: [{ path: 'SECURITY.md', before: null, after: '# Security\n' }],
    });
  });

  test.each(['SECURITY.md', '../out.md', '/etc/x', '.git/config', 'a//b'])('refuses %s', (file) => {
    const applied = applyEdits(memoryFiles({ 'SECURITY.md': 'x' }), [create(file)], pins);
    expect(applied).toMatchObject({ state: 'refused', why: 'not-applicable' });
  });
});

describe('JSON', () => {
  const text = '{\n\t"name": "a",\n\t"files": ["b"]\n}\n';
  const at = (...keys: readonly (string | number)[]) => keys;

  test.each<[string, Edit, string]>([
    [
      'sets what is not there, with its parents',
      set(at('publishConfig', 'provenance'), true, 'package.json'),
      '{\n\t"name": "a",\n\t"files": ["b"],\n\t"publishConfig": {\n\t\t"provenance": true\n\t}\n}\n',
    ],
    ['replaces', set(at('name'), 'c', 'package.json'), text.replace('"a"', '"c"')],
    ['appends', set(at('files', 1), 'c', 'package.json'), text.replace('["b"]', '["b", "c"]')],
    ['deletes', remove(at('files'), 'package.json'), '{\n\t"name": "a"\n}\n'],
  ])('%s, with tabs', (_name, edit, result) => {
    expect(edited(text, [edit])).toBe(result);
  });

  test('keeps comments, and refuses where one would go', () => {
    const commented = '{\n  // why\n  "a": 1, /* b */\n  "c": 2\n}\n';
    expect(edited(commented, [set(['d'], 3, 'deno.jsonc')])).toContain(
      '// why\n  "a": 1, /* b */\n  "c": 2,\n  "d": 3',
    );
    expect(edited('{\n  "a": {\n    // why\n    "b": 1\n  },\n  "c": 2\n}\n', [remove(['a'], 'deno.jsonc')])).toContain(
      'comment-lost',
    );
  });

  test('refuses what is no JSON and what is in the way', () => {
    expect(edited('{', [set(['a'], 1, 'x.json')])).toContain('not-applicable: not valid JSON');
    expect(edited(text, [set(['name', 'b'], 1, 'x.json')])).toContain('not-applicable: `name.b`');
  });
});

describe('TOML', () => {
  const text = '# top\n[package]\nname = "a"   \nversion = "1" # one\n\n[package.metadata]\nx = [1, 2]\n';

  test.each<[string, Edit, string]>([
    ['replaces', set(['package', 'version'], '2', 'Cargo.toml'), text.replace('"1"', '"2"')],
    ['adds', set(['package', 'publish'], false, 'Cargo.toml'), text.replace('# one\n', '# one\npublish = false\n')],
    ['deletes', remove(['package', 'name'], 'Cargo.toml'), text.replace('name = "a"   \n', '')],
  ])('%s, and keeps every other line to the blank', (_name, edit, result) => {
    expect(edited(text, [edit])).toBe(result);
  });

  test('refuses the loss of a comment, and what is no TOML', () => {
    expect(edited(text, [remove(['package', 'version'], 'Cargo.toml')])).toContain('comment-lost');
    expect(edited('a = ', [set(['a'], 1, 'Cargo.toml')])).toContain('not-applicable: it is not valid TOML');
  });
});

test('a document that is none of these is not edited by path', () => {
  expect(edited('a', [set(['a'], 1, 'setup.py')])).toBe('not-applicable: it is neither YAML nor JSON nor TOML');
});
