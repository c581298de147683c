import { describe, expect, it } from 'vitest';
import { compareReports } from '../../src/audit/compare.ts';
import { fingerprintOfKey } from '../../src/controls/fingerprint.ts';
import type { ReportPublication } from '../../src/types/report.ts';
import { aFinding, aPublication, aReport } from '../reports/report-fixture.ts';

const trusted: Partial<ReportPublication> = {
  auth: 'trusted-publishing',
  idToken: true,
  environment: 'npm',
  workflow: '.github/workflows/release.yml',
  bound: ['release.yml'],
  credentials: [],
};

function worseOf(base: Partial<ReportPublication>, head: Partial<ReportPublication>) {
  const publications = (fields: Partial<ReportPublication>) => [aPublication({ ...trusted, ...fields })];
  return compareReports(aReport({ publications: publications(base) }), aReport({ publications: publications(head) }))
    .worse;
}

describe('a trusted publisher loses what it is bound to', () => {
  it.each<[string, Partial<ReportPublication>, string]>([
    [
      'by a new file name',
      { workflow: '.github/workflows/publish.yml', bound: ['publish.yml'] },
      'names `release.yml`, npm refuses the next release',
    ],
    ['by another environment', { environment: 'production' }, 'in the environment `production` and no longer in `npm`'],
    ['by none', { environment: null }, 'without an environment and no longer in `npm`'],
    ['by a permission that is dropped', { auth: 'unknown', idToken: false }, 'loses `id-token: write`'],
  ])('%s', (_, head, message) => {
    const [found, ...others] = worseOf({}, head);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ control: 'binding', severity: 'high', registry: 'npm' });
    expect(found?.message).toContain(message);
    expect(found?.remediation.steps.length).toBeGreaterThan(0);
    expect(found?.remediation.links.join(' ')).toContain('npmjs.com');
    expect(found?.locations).toEqual([expect.objectContaining({ path: head.workflow ?? trusted.workflow })]);
  });

  it('in each respect by itself', () => {
    const head = { workflow: '.github/workflows/publish.yml', bound: ['publish.yml'], environment: null };
    expect(new Set(worseOf({}, head).map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});

describe('a missing permission that the control itself has seen', () => {
  it('is told once, as what was lost', () => {
    const found = aFinding({
      control: 'binding',
      fingerprint: fingerprintOfKey('binding', 'npm', ['.github/workflows/publish.yml', 'publish', 'id-token']),
      locations: [{ path: '.github/workflows/publish.yml', line: 9, endLine: 9 }],
    });
    const head: Partial<ReportPublication> = {
      ...trusted,
      auth: 'unknown',
      idToken: false,
      workflow: '.github/workflows/publish.yml',
      bound: ['publish.yml'],
    };
    const { worse } = compareReports(
      aReport({ publications: [aPublication(trusted)] }),
      aReport({ publications: [aPublication(head)], findings: [found] }),
    );
    expect(worse.map(({ message }) => message)).toEqual([
      expect.stringContaining('from `publish.yml`'),
      expect.stringContaining('loses `id-token: write`'),
    ]);
  });
});

describe('a trusted publisher keeps what it is bound to', () => {
  it.each<[string, Partial<ReportPublication>, Partial<ReportPublication>]>([
    ['where nothing of it changes', {}, { pinned: true }],
    ['where an environment is added, which one without would have accepted', { environment: null }, {}],
    ['where the step moves and the workflow that starts stays', {}, { workflow: '.github/workflows/called.yml' }],
    ['where there was none', { auth: 'token', idToken: false }, { environment: null, idToken: false }],
    [
      'on a registry that compares no workflow',
      { registry: 'pub.dev', bound: [] },
      { registry: 'pub.dev', bound: [], workflow: '.github/workflows/b.yml' },
    ],
    [
      'on a registry that compares no environment',
      { registry: 'jsr', bound: [] },
      { registry: 'jsr', bound: [], environment: null },
    ],
  ])('%s', (_, base, head) => {
    expect(worseOf(base, head)).toEqual([]);
  });
});
