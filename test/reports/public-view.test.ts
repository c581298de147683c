import { expect, test } from 'vitest';
import { publicView } from '../../src/reports/public-view.ts';
import { aControl, aFinding, aReport } from './report-fixture.ts';

test('a report without anything confidential is told as it is', () => {
  const report = aReport({ findings: [aFinding({})] });
  expect(publicView(report)).toBe(report);
});

test('nothing of a possible incident is told in public: not the finding, not its answer', () => {
  const report = aReport({
    findings: [
      aFinding({ fingerprint: 'open' }),
      aFinding({ control: 'release-source', fingerprint: 'secret', confidential: true }),
    ],
    controls: [aControl(), aControl({ id: 'release-source', verdict: 'fail', reason: 'coins 1.2.3 has no tag' })],
  });
  const view = publicView(report);
  expect(view.findings.map(({ fingerprint }) => fingerprint)).toEqual(['open']);
  expect(view.controls.map(({ id }) => id)).toEqual(['trusted-publishing']);
  expect(JSON.stringify(view)).not.toContain('1.2.3');
});
