import { describe, expect, test } from 'vitest';
import { edited, remove, set } from './edits.ts';

const workflow = `# How we publish
name: Release # not nightly

on:
  push:
    tags: [v1, 'v2']
    # branches: [main]

jobs:
  publish:
    runs-on: ubuntu-latest
    env:
      TOKEN: \${{ secrets.TOKEN }} # the old way
    steps:
    - uses: actions/checkout@v4 # v4
    - name: Publish
      run: |
        npm ci
        npm publish

      env:
        # for npm
        DEBUG: "1"
# the end
`;

const job = ['jobs', 'publish'] as const;
const step = [...job, 'steps'] as const;

/** What an edit takes away and puts in, as lines with a sign. */
function changed(edit: ReturnType<typeof set>, text = workflow): readonly string[] {
  const [old, now] = [text.split('\n'), edited(text, [edit]).split('\n')];
  let ahead = 0;
  while (ahead < old.length && old[ahead] === now[ahead]) ahead += 1;
  let behind = 0;
  while (behind < Math.min(old.length, now.length) - ahead && old.at(-1 - behind) === now.at(-1 - behind)) behind += 1;
  return [
    ...old.slice(ahead, old.length - behind).map((line) => `-${line}`),
    ...now.slice(ahead, now.length - behind).map((line) => `+${line}`),
  ];
}

describe('set', () => {
  test.each<[string, Parameters<typeof set>, readonly string[]]>([
    ['puts a key of a job before its steps', [[...job, 'environment'], 'npm'], ['+    environment: npm']],
    [
      'puts a mapping below its key',
      [[...job, 'permissions'], { contents: 'read', 'id-token': 'write' }],
      ['+    permissions:', '+      contents: read', '+      id-token: write'],
    ],
    [
      'sets a key at the top apart as its neighbours are, behind the comment that belongs to what stands above',
      [['permissions'], {}],
      ['+permissions: {}', '+'],
    ],
    ['makes parents', [[...step, 0, 'with', 'fetch-depth'], 0], ['+      with:', '+        fetch-depth: 0']],
    ['sets a key apart where keys are', [[...step, 1, 'shell'], 'bash'], ['+', '+      shell: bash']],
    [
      'appends a step as steps are written here',
      [[...step, 2], { run: 'a: b\nc', with: { list: ['x', 1] } }],
      [
        '+    - run: |-',
        '+        a: b',
        '+        c',
        '+      with:',
        '+        list:',
        '+        - x',
        '+        - 1',
      ],
    ],
    [
      'replaces a value and keeps its comment',
      [['name'], 'Nightly: no'],
      ['-name: Release # not nightly', "+name: 'Nightly: no' # not nightly"],
    ],
    ['keeps quotes', [[...step, 1, 'env', 'DEBUG'], '2'], ['-        DEBUG: "1"', '+        DEBUG: "2"']],
    [
      'puts a value into a list in brackets',
      [['on', 'push', 'tags', 2], 'v3, v4'],
      ["-    tags: [v1, 'v2']", "+    tags: [v1, 'v2', 'v3, v4']"],
    ],
    [
      'writes a script of one line in place of one of several',
      [[...step, 1, 'run'], 'npm publish'],
      ['-      run: |', '-        npm ci', '-        npm publish', '+      run: npm publish'],
    ],
    [
      'changes a mapping key by key',
      [[...job, 'env'], { TOKEN: '${{ secrets.TOKEN }}', MORE: 'no' }],
      ["+      MORE: 'no'"],
    ],
  ])('%s', (_name, [at, value], lines) => {
    expect(changed(set(at, value))).toEqual(lines);
  });

  test.each<[string, string, Parameters<typeof set>, string]>([
    ['a key without a value', 'a:\n  # why\nb: 1\n', [['a', 'c'], 'x'], 'a:\n  c: x\n  # why\nb: 1\n'],
    ['a key without a value and with a comment', 'a: # why\nb: 1\n', [['a'], { c: 1 }], 'a: # why\n  c: 1\nb: 1\n'],
    [
      'a script with a blank line at its end',
      'a:\n  r: |\n    x\n\nb: 1\n',
      [['a', 'c'], 1],
      'a:\n  r: |\n    x\n  c: 1\n\nb: 1\n',
    ],
    ['null', 'a: ~\n', [['a', 'c'], 'x'], 'a:\n  c: x\n'],
    ['braces without anything', 'a: {} # none\n', [['a', 'id-token'], 'write'], 'a: # none\n  id-token: write\n'],
    ['a word', 'a:\n  p: write-all # all\n', [['a', 'p'], { c: 'read' }], 'a:\n  p: # all\n    c: read\n'],
    ['braces', 'a: { b: 1 }\n', [['a', 'c'], '${{ x }}'], "a: { b: 1, c: '${{ x }}' }\n"],
    ['a last line without an end', 'a:\n  b: 1', [['a', 'c'], 2], 'a:\n  b: 1\n  c: 2'],
    [
      'four spaces',
      'a:\n    b:\n        c: 1\n',
      [['a', 'd', 'e'], 2],
      'a:\n    b:\n        c: 1\n    d:\n        e: 2\n',
    ],
    ['indented dashes', 'a:\n  - b\n', [['c'], ['d']], 'a:\n  - b\n\nc:\n  - d\n'],
    ['steps behind a dash', 'a:\n- steps: 1\n', [['a', 0, 'name'], 'x'], 'a:\n- name: x\n  steps: 1\n'],
    ['document markers', '---\na: 1\n...\n', [['b'], 2], '---\na: 1\n\nb: 2\n...\n'],
    ['a byte order mark', '\uFEFFa: 1\n', [['a'], 2], '\uFEFFa: 2\n'],
    ['what means something else without quotes', 'a: 1\n', [['a'], 'true'], "a: 'true'\n"],
    ['a key that needs quotes', 'a:\n  b: 1\n', [['a', 'x: y'], 1], "a:\n  b: 1\n  'x: y': 1\n"],
    ['lines of Windows', 'a:\r\n  b: 1\r\nc: 2\r\n', [['a', 'd'], [1]], 'a:\r\n  b: 1\r\n  d:\r\n    - 1\r\nc: 2\r\n'],
    ['an anchor elsewhere', 'a: &x 1\nb: *x\nc: {}\n', [['c', 'd'], 1], 'a: &x 1\nb: *x\nc:\n  d: 1\n'],
  ])('on %s', (_name, text, [at, value], result) => {
    expect(edited(text, [set(at, value)])).toBe(result);
  });
});

describe('delete', () => {
  test.each<[string, readonly (string | number)[], readonly string[]]>([
    [
      'takes the key with its last entry, where no comment stands at it',
      [...job, 'env', 'TOKEN'],
      ['-    env:', '-      TOKEN: ${{ secrets.TOKEN }} # the old way'],
    ],
    [
      'leaves an empty mapping where a comment stands in it',
      [...step, 1, 'env', 'DEBUG'],
      ['-      env:', '-        # for npm', '-        DEBUG: "1"', '+      env: {}', '+        # for npm'],
    ],
    ['takes a step', [...step, 0], ['-    - uses: actions/checkout@v4 # v4']],
    [
      'moves the next key behind the dash',
      [...step, 1, 'name'],
      ['-    - name: Publish', '-      run: |', '+    - run: |'],
    ],
    ['takes an item out of brackets', ['on', 'push', 'tags', 0], ["-    tags: [v1, 'v2']", "+    tags: ['v2']"]],
  ])('%s', (_name, at, lines) => {
    expect(changed(remove(at))).toEqual(lines);
  });

  test.each<[string, string, readonly (string | number)[], string]>([
    ['the last line without an end', 'a: 1\nb: 2', ['b'], 'a: 1'],
    ['one of two blank lines that meet', 'a: 1\n\nb: 2\n\nc: 3\n', ['b'], 'a: 1\n\nc: 3\n'],
    ['braces that are left', 'a:\n  permissions:\n    b: 1\n', ['a', 'permissions', 'b'], 'a:\n  permissions: {}\n'],
    ['the only entry in braces', 'a: { b: 1 }\nc: 1\n', ['a', 'b'], 'a: {}\nc: 1\n'],
    ['the last of several in braces', 'a: { b: 1, c: 2 }\n', ['a', 'c'], 'a: { b: 1 }\n'],
  ])('%s', (_name, text, at, result) => {
    expect(edited(text, [remove(at)])).toBe(result);
  });
});

describe('refuses', () => {
  test.each<[string, string, ReturnType<typeof set>, string]>([
    [
      'an alias',
      'a: &x\n  b: 1\nc: *x\n',
      set(['c', 'b'], 2),
      'not-applicable: `c` is an alias of what is written elsewhere',
    ],
    [
      'what an alias stands for',
      'a: &x\n  b: 1\nc: *x\n',
      set(['a', 'b'], 2),
      'not-applicable: `a` is used at another place',
    ],
    ['a merge', 'x: &x {b: 1}\na:\n  <<: *x\n', set(['a', 'b'], 2), 'not-applicable: `a` merges another mapping'],
    ['a text in the way', 'a: write-all\n', set(['a', 'b'], 2), 'not-applicable: `a` holds something else'],
    ['an index past the end', 'a: [1]\n', set(['a', 2], 2), 'not-applicable: `a[2]` is not in the file'],
    ['what is not there', 'a: 1\n', remove(['b']), 'not-applicable: `b` is not in the file'],
    [
      'a second document',
      'a: 1\n---\nb: 1\n',
      set(['a'], 2),
      'not-applicable: the file holds more than one YAML document',
    ],
    ['what is not YAML', 'a: [1\n', set(['a'], 2), 'not-applicable: this is not valid YAML'],
    ['an empty file', '', set(['a'], 2), 'not-applicable: the file is empty'],
    ['a tag', 'a: !secret b\n', set(['a'], 2), 'not-applicable: the value has an anchor or a tag'],
    [
      'the loss of a comment',
      'a:\n- b: 1\n  # why\n  c: 2\n- d\n',
      remove(['a', 0]),
      'comment-lost: the comment on line 3',
    ],
    [
      'an alias bomb',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghi'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]\n`)
        .join('')}`,
      set(['z'], 1),
      'not-applicable: The file, with its aliases written out',
    ],
    ['what says the same already', 'a: 1 # x\n', set(['a'], 1), 'not-applicable: the edits change nothing'],
  ])('%s', (_name, text, edit, reason) => {
    expect(edited(text, [edit])).toMatch(reason);
  });
});
