import { describe, expect, test } from 'vitest';
import { restIds, restPoints } from '../../../src/jobs/exemptions/rest-points.ts';
import { defaultPolicy, type Policy } from '../../../src/policy/policy.ts';
import type { ReportControl } from '../../../src/types/report.ts';
import { aFinding } from '../../reports/report-fixture.ts';

const hidden: ReportControl = {
  id: 'tokens-refused',
  registry: 'npm',
  verdict: 'unknown',
  reason: 'npm shows the setting to maintainers only',
  settles: 'Look, and declare `tokens-refused` in `.github/mintmark.yml`.',
  principles: [],
};
const findings = [
  aFinding({ control: 'publish-pins', fingerprint: 'a'.repeat(32), message: 'not pinned' }),
  aFinding({ control: 'trusted-publishing', fingerprint: 'b'.repeat(32), message: 'a token' }),
];

function titles(policy: Policy, rows: readonly ReportControl[] = [hidden]): readonly string[] {
  return restPoints({ findings, controls: [...rows] }, policy).map(({ title }) => title);
}

function limiting(limits: Partial<Policy['limits']>): Policy {
  return { ...defaultPolicy, limits: { ...defaultPolicy.limits, ...limits } };
}

describe('what may be let rest', () => {
  test('are the findings, and what only a person can tell', () => {
    expect(titles(defaultPolicy)).toEqual([
      'accept `publish-pins` for a while: not pinned',
      'accept `trusted-publishing` for a while: a token',
      'declare `tokens-refused` for a while: npm shows the setting to maintainers only',
    ]);
  });

  test('is what the organisation leaves to the repository', () => {
    expect(titles(limiting({ accept: null }))).toHaveLength(1);
    expect(titles(limiting({ declare: null }))).toHaveLength(2);
    expect(titles(limiting({ accept: { days: null, never: ['trusted-publishing'] } }))[1]).toMatch(/^declare/);
  });

  test.each([
    ['is hidden for now', { settles: 'Try again later.' }],
    ['is answered', { verdict: 'pass' }],
    ['is for no declaration', { id: 'publish-pins', settles: 'declare `publish-pins`' }],
  ] as const)('is not what %s', (_name, change) => {
    expect(titles(defaultPolicy, [{ ...hidden, ...change }])).toHaveLength(2);
  });
});

test('ids are other ones than those of the findings, and are found by them', () => {
  const points = restPoints({ findings, controls: [hidden, { ...hidden, reason: 'another word' }] }, defaultPolicy);
  const ids = points.map(({ id }) => id);
  expect(new Set(ids).size, 'one for each answer that is declared').toBe(3);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  const known = restIds(findings.map(({ fingerprint }) => fingerprint));
  expect(ids.every((id) => known.has(id))).toBe(true);
  expect(findings.some(({ fingerprint }) => known.has(fingerprint))).toBe(false);
});
