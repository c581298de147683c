import { describe, expect, test } from 'vitest';
import type { Signal, SignalId } from '../../../src/ledger/ledger.ts';
import { combine } from '../../../src/ledger/signals/combine.ts';
import type { Severity } from '../../../src/types/severity.ts';
import { byToken, sixth, theRow } from './project.ts';

const ofToken = theRow(sixth, byToken);
const ofRun = theRow(sixth);
const odd = (id: SignalId, severity: Severity = 'medium', provisional = false): Signal => ({
  id,
  severity,
  says: `${id} is odd`,
  provisional,
});
const weigh = (row: typeof ofRun, ...signals: readonly Signal[]) =>
  combine(row, signals).map(({ id, severity }) => `${id} ${severity}`);

describe('oddities that come together', () => {
  test('of two kinds, without a good run, are an alarm that names both', () => {
    const signals = [odd('publisher-email-changed'), odd('no-tag-or-release', 'medium', true)];
    expect(combine(ofToken, signals)).toEqual([
      {
        id: 'publisher-email-changed',
        severity: 'high',
        says: 'publisher-email-changed is odd. It stands beside `no-tag-or-release`',
        provisional: true,
      },
      signals[1],
    ]);
  });

  test.each([
    ['a good run explains them', ofRun, [odd('publisher-email-changed'), odd('no-tag-or-release')], 0],
    ['some say enough beside a good run', ofRun, [odd('no-tag-or-release'), odd('version-not-in-tree')], 1],
    ['one alone', ofToken, [odd('no-tag-or-release')], 0],
    ['two of one kind', ofToken, [odd('no-tag-or-release'), odd('version-not-in-tree', 'low')], 0],
    [
      'a new dependency beside a doubt about who published',
      ofToken,
      [odd('publisher-email-changed'), odd('new-dependency', 'low')],
      1,
    ],
    ['a new dependency beside a missing tag', ofToken, [odd('no-tag-or-release'), odd('new-dependency', 'low')], 0],
    ['a new dependency beside a missing commit', ofToken, [odd('commit-unreachable'), odd('new-dependency', 'low')], 1],
    ['the stage is passed by, and there is no tag', ofRun, [odd('tp-lost'), odd('no-tag-or-release')], 1],
    ['low ones', ofToken, [odd('unusual-publisher', 'low'), odd('new-dependency', 'low')], 0],
    ['an alarm is there already', ofToken, [odd('tp-lost', 'critical'), odd('burst'), odd('no-tag-or-release')], 0],
  ] as const)('%s', (_, row, signals, raised) => {
    const before = signals.map(({ id, severity }) => `${id} ${severity}`);
    const after = weigh(row, ...signals);
    expect(after.filter((words, at) => words !== before[at])).toHaveLength(raised);
    expect(after).toHaveLength(before.length);
  });
});
