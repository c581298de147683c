import { expect, test } from 'vitest';
import { fixText } from '../../src/cli/fix-text.ts';
import { aFinding, aReport } from '../reports/report-fixture.ts';

test('what waits for the next release is told, and does not count as left', () => {
  const finding = aFinding({ control: 'provenance' });
  const { fingerprint, control } = finding;
  const offer = {
    fingerprint,
    control,
    safety: 'needs-thought',
    title: 'Publish to npm with provenance',
    first: [],
    also: [],
    files: [],
    diff: '+a\n',
    settledBy: 'next-release',
  } as const;
  const report = aReport({ findings: [finding] });
  const files = [{ path: 'a.yml', before: '', after: 'a\n' }];
  const tried = { report, outcomes: [{ state: 'clean', finding, offer }], left: 0, files } as const;
  const text = fixText({ tried, undecided: [], isDryRun: false }, { width: 100, escapes: false });
  expect(text).toContain('Mintmark ticks the point off once a release has come with provenance.');
  expect(text).toContain('1 fix changed 1 file. No finding is left.');
});
