import { expect, test } from 'vitest';
import { objection } from '../../src/fixes/compare-reports.ts';
import type { Report } from '../../src/types/report.ts';
import { aFinding, aReport, fullReport } from '../reports/report-fixture.ts';

const finding = aFinding({ fingerprint: 'a'.repeat(32), severity: 'high' });
const other = aFinding({ fingerprint: 'b'.repeat(32), severity: 'medium' });
const { publications, levels } = fullReport;
const before = aReport({ findings: [finding, other], publications, levels });
const after = (changes: Partial<Report>): Report => ({ ...before, findings: [other], ...changes });

test('nothing is said against a report without the finding', () => {
  expect(objection(before, after({}), finding)).toBeNull();
  expect(objection(before, after({ findings: [] }), finding)).toBeNull();
});

test.each<[string, Report, string, string]>([
  ['the finding is still there', before, 'still-there', 'the finding is still there'],
  [
    'another comes',
    after({ findings: [aFinding({ fingerprint: 'c'.repeat(32), control: 'publish-pins' })] }),
    'something-new',
    'publish-pins would be found',
  ],
  ['another is graver', after({ findings: [{ ...other, severity: 'critical' }] }), 'something-new', 'would be graver'],
  [
    'a file cannot be read',
    after({ problems: [{ path: 'x.yml', line: 1, message: 'This is not valid YAML' }] }),
    'broken',
    '`x.yml` could not be read',
  ],
  ['something is not published any more', after({ publications: publications.slice(1) }), 'something-new', 'any more'],
  [
    'something is published as well',
    after({ publications: [...publications, ...publications.slice(0, 1)] }),
    'something-new',
    'as well',
  ],
])('is refused where %s', (_name, report, why, detail) => {
  const refusal = objection(before, report, finding);
  expect(refusal?.why).toBe(why);
  expect(refusal?.detail).toContain(detail);
});

test('a finding may stay where the fix says what settles it, and nothing else is missing', () => {
  const waiting = { ...finding, remediation: { ...finding.remediation, settledBy: 'next-release' } } as const;
  const waits = after({ findings: [waiting, other] });
  expect(objection(before, waits, finding, 'next-release')).toBeNull();
  expect(objection(before, waits, finding)).toMatchObject({ why: 'still-there' });
  expect(objection(before, before, finding, 'next-release')).toMatchObject({
    why: 'still-there',
    detail: 'the next release would not settle the finding after the edit either',
  });
  const graver = after({ findings: [{ ...waiting, severity: 'critical' }, other] });
  expect(objection(before, graver, finding, 'next-release')?.why).toBe('something-new');
});

test('a setting that an edit brings to light is nothing that it has made', () => {
  const lit = aFinding({ fingerprint: 'd'.repeat(32), control: 'leftover-token', locations: [] });
  const raised = { ...before, levels: { ...levels, general: { ...levels.general, level: 2, held: [] } } };
  const fallen = (held: string[]) => ({
    ...after({ findings: [other, lit] }),
    levels: { ...levels, general: { ...levels.general, level: 1, held } },
  });
  expect(objection(raised, fallen(['leftover-token']), finding)).toBeNull();
  expect(objection(raised, fallen(['leftover-token', 'publish-pins']), finding)?.why).toBe('something-new');
});

test('is refused where a level falls', () => {
  const raised = { ...before, levels: { ...levels, general: { ...levels.general, level: 2 } } };
  const fallen = { ...raised, findings: [], levels: { ...levels, general: { ...levels.general, level: 1 } } };
  expect(objection(raised, fallen, finding)).toMatchObject({
    why: 'something-new',
    detail: 'the level of general would fall',
  });
});
