import { describe, expect, it } from 'vitest';
import { issuePlans } from '../../src/jobs/issue-plans.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import type { Report, ReportFinding } from '../../src/types/report.ts';

function finding(control: string): ReportFinding {
  const remediation = { steps: [], links: [], fixable: false };
  return {
    control,
    severity: 'high',
    registry: 'npm',
    message: control,
    locations: [],
    remediation,
    fingerprint: control,
  };
}

const findings = ['publish-pins', 'trusted-publishing', 'committed-credential'].map(finding);

function plans(issues: Policy['issues'], known: readonly string[], visibility: 'public' | 'private' = 'private') {
  const report = { findings } as unknown as Report;
  return issuePlans(report, { ...defaultPolicy, issues }, known, visibility).map(
    ({ key, findings: held, retired }) => ({
      key,
      holds: held.map(({ control }) => control),
      retired,
    }),
  );
}

describe('the issues of a repository', () => {
  it('are one, for everything', () => {
    expect(plans('rollup', [])).toEqual([
      { key: 'rollup', holds: ['publish-pins', 'trusted-publishing', 'committed-credential'], retired: false },
    ]);
  });

  it('say nothing in public of credentials that lie open', () => {
    expect(plans('rollup', [], 'public')[0]?.holds).toEqual(['publish-pins', 'trusted-publishing']);
    expect(plans('per-control', [], 'public').map(({ key }) => key)).toEqual(['publish-pins', 'trusted-publishing']);
  });

  it('are one a control where the policy says so, those that are solved included', () => {
    expect(plans('per-control', ['rollup', 'token-scope'])).toEqual([
      { key: 'committed-credential', holds: ['committed-credential'], retired: false },
      { key: 'publish-pins', holds: ['publish-pins'], retired: false },
      { key: 'token-scope', holds: [], retired: false },
      { key: 'trusted-publishing', holds: ['trusted-publishing'], retired: false },
      { key: 'rollup', holds: [], retired: true },
    ]);
  });

  it('of the other kind are retired, and all are where there shall be none', () => {
    expect(plans('rollup', ['publish-pins']).at(-1)).toEqual({ key: 'publish-pins', holds: [], retired: true });
    expect(plans('off', ['rollup'])).toEqual([{ key: 'rollup', holds: [], retired: true }]);
    expect(plans('off', [])).toEqual([]);
  });
});
