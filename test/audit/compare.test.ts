import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReports } from '../../src/audit/compare.ts';
import type { Report, ReportFinding } from '../../src/types/report.ts';
import { severities } from '../../src/types/severity.ts';
import { aControl, aFinding, aPublication, aReport, fullReport } from '../reports/report-fixture.ts';

const at = (path: string, line = 42) => [{ path, line, endLine: line }];
const release = '.github/workflows/release.yml';
const publish = '.github/workflows/publish.yml';
const prints = (findings: readonly ReportFinding[]) => findings.map(({ fingerprint }) => fingerprint);

function compared(base: Partial<Report>, head: Partial<Report>) {
  const { worse, better, before, publications } = compareReports(aReport(base), aReport(head));
  return { worse: prints(worse), better: prints(better), before: prints(before), publications };
}

describe('findings', () => {
  it('are compared by fingerprint, wherever they stand', () => {
    const base = [aFinding({ fingerprint: 'stays' }), aFinding({ fingerprint: 'goes', message: 'goes' })];
    const head = [
      aFinding({ fingerprint: 'comes', message: 'comes' }),
      aFinding({ fingerprint: 'stays', locations: at(release, 99), message: 'in other words' }),
    ];
    expect(compared({ findings: base }, { findings: head })).toMatchObject({
      worse: ['comes'],
      better: ['goes'],
      before: ['stays'],
    });
  });

  it('that stand in no file are nothing that the change could mend', () => {
    const setting = aFinding({ fingerprint: 'setting', locations: [] });
    expect(compared({}, { findings: [setting] })).toMatchObject({ worse: [], before: ['setting'] });
  });

  it('are worse where they are graver, and before where they are milder', () => {
    const [mild, grave] = [aFinding({ severity: 'low' }), aFinding({ severity: 'high' })];
    expect(compared({ findings: [mild] }, { findings: [grave] })).toMatchObject({
      worse: ['f1'],
      better: [],
      before: [],
    });
    expect(compared({ findings: [grave] }, { findings: [mild] })).toMatchObject({
      worse: [],
      better: [],
      before: ['f1'],
    });
  });

  it('are worse where one more stands among equal ones', () => {
    const one = aFinding();
    expect(compared({ findings: [one] }, { findings: [one, aFinding()] })).toMatchObject({
      worse: ['f1'],
      before: ['f1'],
    });
    const twice = aFinding({ locations: [...at(release, 42), ...at(release, 60)] });
    expect(compared({ findings: [one] }, { findings: [twice] })).toMatchObject({ worse: ['f1'], before: [] });
    expect(compared({ findings: [twice] }, { findings: [one] })).toMatchObject({
      worse: [],
      better: [],
      before: ['f1'],
    });
  });

  it('stay what they are where the workflow or its job has another name', () => {
    const named = (path: string, job: string, fingerprint: string): Partial<Report> => ({
      publications: [aPublication({ workflow: path, job, reaches: [path] })],
      findings: [
        aFinding({
          control: 'publish-environment',
          message: `job ${job} of ${path.split('/').at(-1)} publishes and names no environment`,
          locations: at(path),
          fingerprint,
        }),
        aFinding({ locations: at(path, 50), fingerprint: `${fingerprint}2` }),
      ],
    });
    const result = compared(named(release, 'publish', 'a'), named(publish, 'ship', 'b'));
    expect(result).toMatchObject({ worse: [], better: [], before: ['b', 'b2'] });
    expect(result.publications.changed).toMatchObject([{ fields: ['workflow'] }]);
  });

  it('stay what they are where publishing moves into a file that was there', () => {
    const base = {
      publications: [aPublication({ reaches: [release] })],
      findings: [aFinding({ locations: at(release), fingerprint: 'a' })],
      problems: [{ path: publish, line: 1, message: 'x' }],
    };
    const head = {
      publications: [aPublication({ workflow: publish, reaches: [publish] })],
      findings: [aFinding({ locations: at(publish), fingerprint: 'b' })],
      problems: [{ path: release, line: 1, message: 'x' }],
    };
    expect(compared(base, head)).toMatchObject({ worse: [], better: [], before: ['b'] });
  });

  it('are not traded: what is put right in one file does not pay for another', () => {
    const both = { publications: [aPublication({ reaches: [release, publish] })] };
    const base = { ...both, findings: [aFinding({ locations: at(release), fingerprint: 'a' })] };
    const head = { ...both, findings: [aFinding({ locations: at(publish), fingerprint: 'b' })] };
    expect(compared(base, head)).toMatchObject({ worse: ['b'], better: ['a'], before: [] });
  });

  it('stay what they are where only the name of the step in their key has changed', () => {
    const base = { findings: [aFinding({ fingerprint: 'a' })] };
    const head = { findings: [aFinding({ fingerprint: 'b' })] };
    expect(compared(base, head)).toMatchObject({ worse: [], better: [], before: ['b'] });
    const graver = { findings: [aFinding({ fingerprint: 'b', severity: 'critical' as const })] };
    expect(compared(base, graver)).toMatchObject({ worse: ['b'], better: [], before: [] });
  });
});

describe('evidence out of reach on one side', () => {
  const unread = aControl({
    id: 'publish-environment',
    verdict: 'unknown',
    reason: 'The rules of the environment npm could not be read: 403',
    settles: 'Grant the permission actions:read, or look it up in Settings → Environments.',
  });
  const known = aControl({ id: 'publish-environment', verdict: 'fail', reason: 'npm has no reviewers' });
  const finding = aFinding({ control: 'publish-environment', message: 'npm has no reviewers' });

  it('is not the change', () => {
    expect(compared({ controls: [unread] }, { controls: [known], findings: [finding] })).toMatchObject({
      worse: [],
      before: ['f1'],
    });
    expect(compared({ controls: [known], findings: [finding] }, { controls: [unread] })).toMatchObject({
      better: [],
      before: ['f1'],
    });
  });

  it('is no excuse where the change touches how the registry is published to', () => {
    const head = { controls: [known], findings: [finding], publications: [aPublication({ pinned: false })] };
    expect(compared({ controls: [unread] }, head)).toMatchObject({ worse: ['f1'], before: [] });
  });

  it('is no excuse where the files themselves did not show the answer', () => {
    const unclear = { ...unread, reason: 'the command is put together at run time', settles: 'Look into release.sh.' };
    expect(compared({ controls: [unclear] }, { controls: [known], findings: [finding] })).toMatchObject({
      worse: ['f1'],
    });
    expect(compared({ controls: [unread] }, { controls: [unread], findings: [finding] })).toMatchObject({
      worse: ['f1'],
    });
  });
});

describe('publications', () => {
  const publications = (base: Report['publications'], head: Report['publications']) =>
    compareReports(aReport({ publications: base }), aReport({ publications: head })).publications;

  it('that only move lines are not told', () => {
    expect(publications([aPublication()], [aPublication({ line: 7, via: 'pnpm publish' })])).toEqual({
      added: [],
      removed: [],
      changed: [],
    });
  });

  it('are told with the fields that matter', () => {
    const from = aPublication();
    const to = aPublication({ auth: 'token', idToken: false, provenance: false, environment: null, pinned: true });
    expect(publications([from], [to]).changed).toEqual([
      { from, to, fields: ['auth', 'environment', 'provenance', 'pinned', 'idToken'] },
    ]);
  });

  it('are told apart by registry and package', () => {
    const [core, cli] = [aPublication(), aPublication({ packages: ['@acme/cli'], line: 50 })];
    const pypi = aPublication({ registry: 'pypi', packages: ['acme'] });
    const result = publications(
      [core, cli],
      [aPublication({ packages: ['@acme/cli'], line: 50, auth: 'token' }), core, pypi],
    );
    expect(result).toMatchObject({
      added: [{ registry: 'pypi' }],
      removed: [],
      changed: [{ from: cli, fields: ['auth'] }],
    });
    expect(publications([core, cli], [core]).removed).toEqual([cli]);
  });

  it('of unknown packages are known again by job and command', () => {
    const from = aPublication({ packages: [] });
    const to = aPublication({ packages: [], workflow: publish });
    expect(publications([from], [to]).changed).toMatchObject([{ fields: ['workflow'] }]);
  });
});

it('finds nothing where nothing has changed, and loses no finding of the head', () => {
  expect(compareReports(fullReport, fullReport)).toMatchObject({ worse: [], better: [], before: fullReport.findings });
  const finding = fc
    .record({
      fingerprint: fc.constantFrom('a', 'b', 'c', 'd'),
      severity: fc.constantFrom(...severities),
      path: fc.constantFrom(release, publish, 'x'),
      message: fc.constantFrom('of release.yml', 'of publish.yml'),
    })
    .map(({ path, ...own }) => aFinding({ ...own, locations: at(path) }));
  fc.assert(
    fc.property(fc.array(finding), fc.array(finding), (ours, theirs) => {
      const [base, head] = [aReport({ findings: ours }), aReport({ findings: theirs })];
      const { worse, before, better } = compareReports(base, head);
      expect([...worse, ...before].map((one) => theirs.indexOf(one)).toSorted((a, b) => a - b)).toEqual([
        ...theirs.keys(),
      ]);
      expect(ours).toEqual(expect.arrayContaining([...better]));
      expect(compareReports(head, head)).toMatchObject({ worse: [], better: [] });
    }),
  );
});
