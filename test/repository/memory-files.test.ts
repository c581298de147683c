import { expect, it } from 'vitest';
import { memoryFiles } from '../../src/repository/memory-files.ts';

it('holds what it is given', () => {
  const files = memoryFiles({ 'b.txt': 'b', 'a/c.txt': '' });
  expect(files.paths).toEqual(['a/c.txt', 'b.txt']);
  expect(files.problems).toEqual([]);
  expect(files.read('a/c.txt')).toEqual({ state: 'seen', value: '', source: 'a/c.txt' });
  expect(files.read('c.txt')).toEqual({ state: 'absent', source: 'c.txt' });
  expect(files.read('constructor').state).toBe('absent');
});
