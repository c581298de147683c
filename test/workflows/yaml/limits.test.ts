import { describe, expect, test, vi } from 'vitest';
import { Parser } from 'yaml';
import { readYaml } from '../../../src/workflows/yaml/index.ts';

const path = 'x.yml';

/** Each level holds nine of the one before: a small file, and more values than any machine could write out. */
const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 30 },
    (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]`,
  ),
].join('\n');

/** Each level holds the one before: as deep as it is long, with no bracket in a bracket. */
const tower = [
  'a0: &a0 {k: v}',
  ...Array.from({ length: 500 }, (_, level) => `a${level + 1}: &a${level + 1} {k: *a${level}}`),
].join('\n');

const wide = `a: &a [${'x, '.repeat(1000)}]\n${Array.from({ length: 300 }, (_, index) => `b${index}: *a`).join('\n')}`;

describe('too much is refused, with one problem', () => {
  test.each([
    ['an alias bomb', bomb, 6, 'more than 200000 values'],
    ['a tower of aliases', tower, 64, 'more than 64 deep'],
    ['many aliases of something large', wide, 200, 'more than 200000 values'],
    ['brackets', '['.repeat(100_000), 1, 'more than 64 deep'],
    ['braces', '{a: '.repeat(100_000), 1, 'more than 64 deep'],
    ['dashes', '- '.repeat(100_000), 1, 'more than 64 deep'],
    ['question marks', '? '.repeat(100_000), 1, 'more than 64 deep'],
    [
      'indentation',
      Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      66,
      'more than 64 deep',
    ],
    ['brackets that close nothing', ']'.repeat(100_000), 1, 'This is not YAML'],
    ['directives', '%x\n'.repeat(10_000), 101, 'This is not YAML'],
    ['size', `a: ${'x'.repeat(1024 * 1024)}`, null, 'larger than 1 MiB'],
    ['size in bytes', `a: ${'é'.repeat(600 * 1024)}`, null, 'larger than 1 MiB'],
    ['parts', '-\n'.repeat(151_000), 150_000, 'too many parts'],
  ])('%s', { timeout: 20_000 }, (_, text, line, message) => {
    const { root, problems } = readYaml(text, path);
    expect(root).toBeNull();
    expect(problems).toEqual([{ path, line, message: expect.stringContaining(message) }]);
  });

  test('a bomb costs next to nothing', () => {
    expect(readYaml(bomb, path).root).toBeNull();
  });
});

describe('much is read', () => {
  test('64 levels', () => {
    const { root, problems } = readYaml(`${'['.repeat(64)}x${']'.repeat(64)}`, path);
    expect(problems).toEqual([]);
    expect(root?.kind).toBe('sequence');
  });

  test('a long text', () => {
    const { root, problems } = readYaml(`a: |\n${'  echo hello\n'.repeat(70_000)}`, path);
    expect(problems).toEqual([]);
    expect(root?.at.endLine).toBe(70_001);
  });

  test('20,000 keys in one mapping, in time that grows with their number', { timeout: 20_000 }, () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `key${index}: value`).join('\n');
    const { root, problems } = readYaml(text, path);
    expect(problems).toEqual([]);
    expect(root).toMatchObject({ kind: 'mapping', pairs: { length: 20_000 } });
  });

  test('hundreds of thousands of mistakes', { timeout: 20_000 }, () => {
    const { problems } = readYaml(`a: "${'\\x'.repeat(300_000)}"`, path);
    expect(problems).toEqual([{ path, line: 1, message: expect.stringContaining('no escape') }]);
    expect(Error.stackTraceLimit).toBeGreaterThan(0);
  });
});

test('a parser that breaks is a problem of the file', () => {
  vi.spyOn(Parser.prototype, 'next').mockImplementation(() => {
    throw new RangeError('Maximum call stack size exceeded');
  });
  const { root, problems } = readYaml('a: b', path);
  vi.restoreAllMocks();
  expect(root).toBeNull();
  expect(problems).toEqual([{ path, line: 1, message: expect.stringContaining('gave up') }]);
});
