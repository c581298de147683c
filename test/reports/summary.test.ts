import { describe, expect, test } from 'vitest';
import { credentialWords, summary } from '../../src/reports/summary.ts';
import type { Report, ReportPublication } from '../../src/types/report.ts';

const image: ReportPublication = {
  registry: 'ghcr',
  packages: ['ghcr.io/octo/demo'],
  workflow: '.github/workflows/image.yml',
  job: 'image',
  line: 9,
  via: 'docker/build-push-action',
  auth: 'unknown',
  idToken: false,
  provenance: null,
  pinned: true,
  environment: null,
  confidence: 'high',
  reason: '',
  credentials: [{ kind: 'job-token', source: 'secrets.GITHUB_TOKEN', arrives: 'docker/login-action' }],
  reaches: ['.github/workflows/image.yml'],
};

function reportOf(publication: ReportPublication): Report {
  const level = { level: 0, ceiling: null, held: [] };
  return {
    version: 1,
    subject: { repository: null, ref: null, commit: null },
    publications: [publication],
    elsewhere: [],
    controls: [],
    findings: [],
    levels: { authentication: level, authorization: level, general: level, cli: level },
    releases: [],
    problems: [],
  };
}

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
