import { describe, expect, it } from 'vitest';
import { postureOf } from '../../src/reports/posture.ts';
import type { Report } from '../../src/types/report.ts';
import { packageEvidence } from '../controls/package-evidence.ts';
import { aControl, aFinding, aPublication, aReport } from './report-fixture.ts';

const terms = { badge: true, visibility: 'public' } as const;
const posture = (own: Partial<Report>) => postureOf(aReport(own), terms);
const jobToken = { kind: 'job-token', source: 'secrets.GITHUB_TOKEN', arrives: 'env' } as const;

function ledger(name: string, link: Report['releases'][number]['link']): Report['releases'][number] {
  const made = packageEvidence({ name, ledger: { link } }).ledger;
  if (made === null) throw new Error('no ledger');
  return made as Report['releases'][number];
}

describe('a posture', () => {
  it('has each package once, by the weakest of its ways', () => {
    const { packages } = posture({
      publications: [
        aPublication({ packages: ['b', 'a'] }),
        aPublication({ packages: ['a'], auth: 'token' }),
        aPublication({ packages: ['a', 'b'] }),
        aPublication({ registry: 'ghcr', packages: ['i'], auth: 'unknown', credentials: [jobToken] }),
        aPublication({ registry: 'pypi', packages: [], auth: 'unknown' }),
        aPublication({ registry: 'pypi', packages: [], auth: 'unknown', line: 50 }),
      ],
      releases: [ledger('b', 'proved'), ledger('by-hand', 'claimed'), ledger('another', 'contradicted')],
    });
    expect(packages.map(({ registry, name, how }) => `${registry} ${name} ${how}`)).toEqual([
      'ghcr i job-token',
      'npm a token',
      'npm b trusted',
      'npm by-hand unknown',
      'pypi  unknown',
      'pypi  unknown',
    ]);
  });

  it('answers each control once, with the worst of its answers', () => {
    const answers = ['pass', 'not-applicable', 'accepted', 'unknown', 'fail'] as const;
    const worst = (...given: readonly (typeof answers)[number][]) =>
      posture({ controls: given.map((verdict) => aControl({ verdict })) }).verdicts.map(({ verdict }) => verdict);
    for (const [at, verdict] of answers.entries())
      expect(worst(...answers.slice(0, at + 1)).join(' ')).toBe(at === 1 ? 'pass' : verdict);
    expect(worst('fail', 'pass')).toEqual(['fail']);
    const { verdicts } = posture({
      controls: [aControl({ registry: 'pypi' }), aControl(), aControl({ registry: null })],
    });
    expect(verdicts.map(({ registry }) => registry)).toEqual([null, 'npm', 'pypi']);
  });

  it('counts what is open, with what an edit puts right', () => {
    const fixable = { steps: [], links: [], fixable: true };
    const { open } = posture({
      findings: [
        aFinding({ severity: 'low', remediation: fixable }),
        aFinding({ severity: 'critical' }),
        aFinding({ registry: 'pypi' }),
      ],
    });
    expect(open).toEqual([
      { control: 'trusted-publishing', registry: 'npm', severity: 'critical', findings: 2, fixable: 1 },
      { control: 'trusted-publishing', registry: 'pypi', severity: 'high', findings: 1, fixable: 0 },
    ]);
  });

  it('tells nothing of what is confidential, nor that it failed', () => {
    const { open, verdicts } = posture({
      controls: [aControl({ id: 'release-source', verdict: 'fail' }), aControl()],
      findings: [aFinding({ control: 'release-source', confidential: true }), aFinding()],
    });
    expect(open.map(({ control }) => control)).toEqual(['trusted-publishing']);
    expect(verdicts.map(({ control }) => control)).toEqual(['trusted-publishing']);
  });

  it('has the levels and their ceilings, and the commit', () => {
    const { levels, commit } = posture({});
    expect(levels.general).toEqual({ level: 0, ceiling: 2 });
    expect(levels.cli).toEqual({ level: 0, ceiling: null });
    expect(commit).toBe(aReport().subject.commit);
  });

  it('has a badge where the policy says so and everybody may see the repository', () => {
    expect(posture({}).badge).toBe(true);
    expect(postureOf(aReport(), { ...terms, badge: false }).badge).toBe(false);
    expect(postureOf(aReport(), { ...terms, visibility: 'internal' }).badge).toBe(false);
  });

  it('is the same bytes for the same things in another order', () => {
    const findings = [aFinding(), aFinding({ control: 'sbom' }), aFinding({ registry: null })];
    const publications = [aPublication(), aPublication({ registry: 'pypi' }), aPublication({ packages: ['z'] })];
    const one = JSON.stringify(posture({ findings, publications }));
    expect(JSON.stringify(posture({ findings: findings.toReversed(), publications: publications.toReversed() }))).toBe(
      one,
    );
  });
});
