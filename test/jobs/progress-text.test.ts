import { describe, expect, it } from 'vitest';
import { progressText } from '../../src/jobs/progress-text.ts';

const minute = 60_000;
const sweep = { installationId: 1, account: 'acme', startedAt: 0, total: 2000, done: 0, finishedAt: null };
const hourly = { allowed: 5000, remaining: 5000, resetAt: 60 * minute };

describe('how far the audits of an installation have come', () => {
  it.each([
    ['nothing is done yet', sweep, null, minute, 'audited 0 of 2,000'],
    [
      'it goes on as it went',
      { ...sweep, done: 312 },
      null,
      2.6 * minute,
      'audited 312 of 2,000, about 14 minutes left',
    ],
    ['little is left', { ...sweep, done: 1999 }, null, 10 * minute, 'audited 1,999 of 2,000, about 1 minute left'],
    ['all is done', { ...sweep, done: 2000 }, hourly, minute, 'audited 2,000 of 2,000'],
    ['it takes hours', { ...sweep, done: 100 }, null, 20 * minute, 'audited 100 of 2,000, about 6 hours left'],
    [
      'the hour is enough',
      { ...sweep, done: 1000 },
      hourly,
      5 * minute,
      'audited 1,000 of 2,000, about 5 minutes left',
    ],
    [
      'the hour is used up',
      { ...sweep, done: 1000 },
      { ...hourly, remaining: 100 },
      20 * minute,
      'audited 1,000 of 2,000, about 40 minutes left',
    ],
    [
      'it takes hours that have not begun',
      { ...sweep, done: 1000, total: 6000 },
      { ...hourly, remaining: 0 },
      20 * minute,
      'audited 1,000 of 6,000, about 3 hours left',
    ],
  ])('is told where %s', (_, progress, limit, now, words) => {
    expect(progressText(progress, limit, now)).toBe(words);
  });
});
