import { expect, test } from 'vitest';
import { principleOf, principles, principlesSource } from '../../src/principles/principles.ts';
import { principleIds } from '../../src/types/principle-id.ts';

test('there is one line for each id, in the order of the ids', () => {
  expect(principles.map((line) => line.id)).toEqual(principleIds);
  expect(principles).toHaveLength(32);
});

test('track and level are those of the id', () => {
  for (const line of principles) {
    expect(line.id.startsWith(`${line.track}.${line.level}.`), line.id).toBe(true);
    expect(principleOf(line.id)).toEqual(line);
  }
});

test('both halves are one sentence each, and titles tell the lines apart', () => {
  for (const line of principles) {
    for (const sentence of [line.registryDoes, line.projectDoes]) {
      if (sentence !== null) expect(sentence, line.id).toMatch(/^[A-Z][^.!?\n]*\.$/u);
    }
    expect(line.title, line.id).toMatch(/^[A-Z][^.]*$/u);
  }
  expect(new Set(principles.map((line) => line.title)).size).toBe(principles.length);
});

test('exactly four lines leave the project nothing to do', () => {
  expect(principles.filter((line) => line.projectDoes === null).map((line) => line.id)).toEqual([
    'authentication.1.brute-force',
    'authentication.2.leaked-credentials',
    'general.2.malware-detection',
    'general.3.security-review',
  ]);
});

test('the document is named', () => {
  expect(new URL(principlesSource).protocol).toBe('https:');
});
