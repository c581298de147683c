import { describe, expect, test } from 'vitest';
import { credentialWords, summary } from '../../src/reports/summary.ts';
import type { ReportPublication } from '../../src/types/report.ts';
import { aPublication, aReport } from './report-fixture.ts';

const image = aPublication({
  registry: 'ghcr',
  auth: 'unknown',
  credentials: [{ kind: 'job-token', source: 'secrets.GITHUB_TOKEN', arrives: 'docker/login-action' }],
});

const reportOf = (publication: ReportPublication) => aReport({ publications: [publication] });

describe('a credential that ends with the job', () => {
  test('is called by its name', () => {
    expect(credentialWords(image, String)).toBe("the job's token");
    expect(summary(reportOf(image))[0]).toBe("Packages go to ghcr with the job's own token.");
  });

  test('is not taken for all there is beside an unknown one', () => {
    const both = {
      ...image,
      credentials: [...image.credentials, { kind: 'unknown', source: 'inputs.x', arrives: '' } as const],
    };
    expect(credentialWords(both, String)).toBe('unknown: inputs.x');
    expect(summary(reportOf(both))[0]).toBe('Packages go to ghcr with a credential that files do not show.');
  });
});
