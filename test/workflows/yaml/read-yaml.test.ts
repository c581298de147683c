import { describe, expect, test } from 'vitest';
import { findNode, readYaml, type YamlNode } from '../../../src/workflows/yaml/index.ts';
import { cut, showPlace } from './cut.ts';
import { plainValue } from './plain-value.ts';

const path = '.github/dependabot.yml';

function read(text: string) {
  const { root, problems } = readYaml(text, path);
  return { value: root === null ? null : plainValue(root), problems, root };
}

function nodeAt(text: string, ...keys: (string | number)[]): YamlNode {
  const node = findNode(readYaml(text, path).root, keys);
  if (node === null) throw new Error(`nothing at ${keys.join('.')}`);
  return node;
}

describe('values', () => {
  test.each([
    [
      'numbers and booleans keep their text',
      'a: 3.10\nb: 0x1F\nc: yes\nd: TRUE',
      { a: '3.10', b: '0x1F', c: 'yes', d: 'TRUE' },
    ],
    ['quotes and escapes are undone', `a: 'it''s'\nb: "x\\ty"`, { a: "it's", b: 'x\ty' }],
    ['literal block', 'a: |\n  one\n    two\n', { a: 'one\n  two\n' }],
    ['folded block', 'a: >-\n  one\n  two\n\n  three\n', { a: 'one two\nthree' }],
    ['flow collections', 'a: [1, {b: c}]', { a: ['1', { b: 'c' }] }],
    [
      'keys that are not strings elsewhere',
      'on: push\ntrue: x\n1: y\nnull: z',
      { on: 'push', true: 'x', 1: 'y', null: 'z' },
    ],
    ['nothing behind a key', 'a:\nb: ~\nc: null', { a: '', b: '~', c: 'null' }],
    ['a key without a colon in braces', 'a: {b, c: d}', { a: { b: '', c: 'd' } }],
    [
      'merge keys are not merged',
      'a: &a {x: y}\nb:\n  <<: *a\n  z: w',
      { a: { x: 'y' }, b: { '<<': { x: 'y' }, z: 'w' } },
    ],
    ['nor under YAML 1.1', '%YAML 1.1\n---\na: &a {x: y}\nb:\n  <<: *a', { a: { x: 'y' }, b: { '<<': { x: 'y' } } }],
    ['tags are passed over', 'a: !!int 3\nb: !secret x\nc: !!set {d}', { a: '3', b: 'x', c: { d: '' } }],
    ['a list at the root', '- a\n- b', ['a', 'b']],
    [
      'a name that objects have of their own',
      '__proto__: x\nconstructor: y',
      JSON.parse('{"__proto__":"x","constructor":"y"}'),
    ],
  ])('%s', (_, text, value) => {
    expect(read(text)).toMatchObject({ value, problems: [] });
  });

  test.each(['', '\n\n', '# only a comment\n', '---\n', '\uFEFF'])(
    'a file that holds nothing has no root: %j',
    (text) => {
      expect(readYaml(text, path)).toEqual({ root: null, problems: [] });
    },
  );
});

describe('aliases', () => {
  test('stand for the last node of their name so far', () => {
    const text = 'a: &x one\nb: &y [*x]\nc: &x two\nd: *y\ne: *x\n? *x\n: key';
    expect(read(text)).toMatchObject({
      value: { a: 'one', b: ['one'], c: 'two', d: ['one'], e: 'two', two: 'key' },
      problems: [],
    });
  });

  test('give mappings and lists their own place, and leave scalars where they are written', () => {
    const text = 'a: &step\n  run: make\nb: &text hello\nsteps:\n  - *step\n  - *text\n';
    expect(showPlace(nodeAt(text, 'steps', 0).at)).toBe('5:5-5:10');
    expect(cut(text, nodeAt(text, 'steps', 0, 'run').at)).toBe('make');
    expect(cut(text, nodeAt(text, 'steps', 1).at)).toBe('hello');
    expect(showPlace(nodeAt(text, 'steps').at)).toBe('5:3-6:10');
    expect(showPlace(nodeAt(text).at)).toBe('1:1-6:10');
  });

  test.each([
    ['a: *nobody', 'names no anchor that comes before it'],
    ['a: &a [*a]', 'stands within what it names'],
    ['a: &a one\nb: &a [*a]', 'stands within what it names'],
  ])('without a meaning are a problem: %j', (text, message) => {
    const { problems, root } = read(text);
    expect(root).not.toBeNull();
    expect(problems).toEqual([{ path, line: text.split('\n').length, message: expect.stringContaining(message) }]);
  });
});

describe('places', () => {
  test.each([
    ['plain', 'a: one two # three', ['a'], 'one two'],
    ['plain over lines', 'a: one\n  two\nb: c', ['a'], 'one\n  two'],
    ['quoted', `a: "one" # x`, ['a'], '"one"'],
    ['quoted, with a tag and an anchor', "a: !!str &x 'one'", ['a'], "'one'"],
    ['in brackets', 'a: [ one , two ]', ['a', 1], 'two'],
    ['literal', 'a: | # why\n  one\n\n    two\n\nb: c', ['a'], 'one\n\n    two'],
    ['literal that begins with a blank line', 'a: |\n\n  one\n', ['a'], '\n  one'],
    ['literal with trailing spaces', 'a: |\n  one  \n  \n', ['a'], 'one  '],
    ['literal with its indentation said', 'a: |2\n    one\n  two', ['a'], '  one\n  two'],
    ['kept', 'a: |+\n  one\n\n\nb: c', ['a'], 'one'],
    ['folded', 'a: >\n   one\n   two\n', ['a'], 'one\n   two'],
    ['block without content', 'a: |-\nb: c', ['a'], '|-'],
    ['nothing', 'a:   # x\nb: c', ['a'], ''],
    ['list in brackets', 'a: [b, c] # d', ['a'], '[b, c]'],
    ['mapping in a list', 'a:\n  - b: c\n    d: e # f\n\n\n  - g', ['a', 0], 'b: c\n    d: e'],
    ['list', 'a:\n  - b\n  - c   \n\nd: e', ['a'], '- b\n  - c'],
    ['mapping that ends in nothing', 'a:\n  b:\n\nc: d', ['a'], 'b:'],
    ['mapping that ends in a block', 'a:\n  b: |\n    c\n    d\n\n\ne: f', ['a'], 'b: |\n    c\n    d'],
  ])('%s', (_, text, keys, source) => {
    expect(cut(text, nodeAt(text, ...keys).at)).toBe(source);
    const windows = text.replaceAll('\n', '\r\n');
    expect(cut(windows, nodeAt(windows, ...keys).at)).toBe(source.replaceAll('\n', '\r\n'));
  });

  test('count lines and columns from 1, without the byte order mark', () => {
    expect(showPlace(nodeAt('\uFEFFa: b', 'a').at)).toBe('1:4-1:5');
    expect(nodeAt('a:\r\n  b: c\r\n', 'a', 'b').at).toEqual({ path, line: 2, column: 6, endLine: 2, endColumn: 7 });
    expect(showPlace(nodeAt('a: 🙂 b', 'a').at)).toBe('1:4-1:8');
  });

  test('point at the content of a block, also where that is blank', () => {
    expect(showPlace(nodeAt('a: |\n\n  one\n', 'a').at)).toBe('2:1-3:6');
    expect(showPlace(nodeAt('a: |\n  one\n', 'a').at)).toBe('2:3-2:6');
  });
});

describe('mistakes', () => {
  test.each([
    ['a tab as indentation', 'a:\n\tb: c', 2, 'indented with a tab'],
    ['a missing quote', 'x: y\na: "b', 2, 'is missing'],
    ['a reserved character', 'a: b\nc: @d', 2, 'reserves'],
    ['a value that does not end', 'a: b\n"c', 2, 'is missing'],
    ['a duplicate key', 'a: b\nc: d\na: e', 3, 'The key `a` stands twice'],
    ['a list as key', 'x: y\n? [a]\n: b', 2, 'A key is not text'],
    ['an expression without quotes', 'x: {{ y }}', 1, 'A key is not text'],
    ['no key at all', 'x: y\n: b', 2, 'A key is not text'],
    ['a second document', 'x: y\n---\na: b', 2, 'A second YAML document'],
    ['a wrong directive', '%YAML\n---\nx: y', 1, 'starts with `%`'],
  ])('%s', (_, text, line, message) => {
    const { problems, root } = read(text);
    expect(problems).toContainEqual({ path, line, message: expect.stringContaining(message) });
    expect(root).not.toBeNull();
  });

  test('leave the rest to be read', () => {
    expect(read('a: b\na: c\n? [d]\n: e\nf: g').value).toEqual({ a: 'b', f: 'g' });
    expect(read('a: b\nc: @d\ne: f').value).toEqual({ a: 'b', c: '@d', e: 'f' });
    expect(read('a: b\n---\nc: d').value).toEqual({ a: 'b' });
  });

  test('never quote values', () => {
    const secret = 'npm_0123456789';
    for (const text of [
      `a: b\n"c" ${secret}`,
      `a: @${secret}`,
      `a: "\\${secret}"`,
      `${secret}\nb: c`,
      `a: |${secret}\n`,
    ])
      expect(JSON.stringify(read(text).problems)).not.toContain(secret);
  });

  test('are told at most 50 times, each once', () => {
    expect(read('a: b\n'.repeat(300)).problems).toHaveLength(50);
    expect(read('x: &x\n  a: b\n  a: b\ny: *x\nz: *x').problems).toHaveLength(1);
  });

  test('show long names short, on one line', () => {
    const name = `x\n${'y'.repeat(200)}`;
    const [problem] = read(`? ${JSON.stringify(name)}\n: a\n? ${JSON.stringify(name)}\n: b`).problems;
    expect(problem?.message).toBe(
      `The key \`x ${'y'.repeat(58)}…\` stands twice in the same mapping; the first is read.`,
    );
  });
});
