import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../scripts/mutation/sample.ts';
import { type Mutant, scoreLines, survivorLines } from '../../scripts/mutation/score.ts';

describe('the sample of files', () => {
  const paths = Array.from({ length: 40 }, (_, at) => `src/ledger/${at}.ts`);
  const take = (seed: number, over: { readonly most?: number; readonly from?: readonly string[] } = {}) =>
    sampleOf(over.from ?? paths, {
      seed,
      lines: (path) => (path === 'src/ledger/7.ts' ? 501 : 10),
      most: over.most ?? 100,
    });

  it('holds as many as fit, each once, in an order that the seed decides', () => {
    expect(new Set(take(1)).size).toBe(10);
    expect(take(1)).toEqual(take(1, { from: paths.toReversed() }));
    expect(take(2)).not.toEqual(take(1));
  });

  it('passes over what does not fit', () => {
    expect(take(1, { most: 400 })).toHaveLength(39);
    expect(take(1, { most: 400 })).not.toContain('src/ledger/7.ts');
    expect(take(1, { from: ['src/ledger/7.ts'] })).toEqual([]);
  });
});

describe('what is told of mutants', () => {
  const mutant = (status: string, path = 'src/ledger/rank.ts'): Mutant => ({
    path,
    status,
    mutator: 'BlockStatement',
    replacement: '{\n  }',
    line: 12,
  });

  it('names those that no test noticed', () => {
    expect(
      survivorLines(['Killed', 'Survived', 'Timeout', 'Ignored', 'NoCoverage'].map((status) => mutant(status))),
    ).toEqual([
      'src/ledger/rank.ts:12 survived BlockStatement: { }',
      'src/ledger/rank.ts:12 no test BlockStatement: { }',
    ]);
  });

  it('counts what ends in time or in an endless loop as noticed, and what was left out as nothing', () => {
    const lines = scoreLines([
      ...['Killed', 'Timeout', 'Ignored', 'Survived', 'NoCoverage', 'RuntimeError'].map((status) => mutant(status)),
      mutant('Killed', 'src/controls/a/b.ts'),
      mutant('Ignored', 'src/publishing/map.ts'),
    ]);
    expect(lines.map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['folder', 'killed', 'timed out', 'survived', 'no test', 'left out', 'errors', 'score'],
      ['src/controls', '1', '0', '0', '0', '0', '0', '100.0 %'],
      ['src/ledger', '1', '1', '1', '1', '1', '1', '50.0 %'],
      ['src/publishing', '0', '0', '0', '0', '1', '0', 'none'],
      ['all', '2', '1', '1', '1', '2', '1', '60.0 %'],
    ]);
  });
});
