import { expect, test } from 'vitest';
import { withAges } from '../../src/reports/ages.ts';
import { aFinding, aReport } from './report-fixture.ts';

const message =
  '`NPM_TOKEN` of the repository (last set on 2026-05-01) has not been needed since `2.4.0` of 2026-05-01; delete it';

function aged(today: string, since: string | undefined = '2026-05-01'): string | undefined {
  const finding = aFinding({ message, ...(since === undefined ? {} : { since }) });
  return withAges(aReport({ findings: [finding] }), today).findings[0]?.message;
}

test.each([
  ['2026-09-21', '2026-05-01 (143 days); delete it'],
  ['2026-05-02', '2026-05-01 (1 day); delete it'],
  ['2026-05-01', '2026-05-01 (today); delete it'],
])('on %s the day that a finding names has its age', (today, words) => {
  expect(aged(today)?.endsWith(words)).toBe(true);
  expect(aged(today), 'and no other day').toContain('(last set on 2026-05-01)');
});

test('nothing is told of days to come, nor of a day that the message does not name', () => {
  expect(aged('2026-04-30')).toBe(message);
  expect(aged('2026-09-21', '2026-05-02')).toBe(message);
});

test('a report without such a day is the same one', () => {
  const report = aReport({ findings: [aFinding()] });
  expect(withAges(report, '2026-09-21')).toBe(report);
});
