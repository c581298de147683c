import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolvePolicy } from '../../src/policy/resolve.ts';
import { lockableKeys } from '../../src/policy/schema.ts';

const today = '2026-11-22';
const path = '.github/mintmark.yml';
const controls = ['trusted-publishing', 'publish-environment'];

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const release = fc.constantFrom('trusted', 'staged', 'local-2fa', 'manual');
const control = fc.constantFrom(...controls);
const name = fc.constantFrom('a', 'b', '__proto__', 'constructor');
const days = (one: string, other: string) => (one < other ? { on: one, until: other } : { on: other, until: one });

const shared = {
  release,
  packages: fc.dictionary(name, fc.record({ release, registry: fc.constant('npm') }, { requiredKeys: [] }), {
    maxKeys: 3,
  }),
  gate: fc.constantFrom('critical', 'high', 'medium', 'low', 'none'),
  issues: fc.constantFrom('rollup', 'per-control', 'off'),
  incidents: fc.record({ private: fc.boolean(), repository: name }, { requiredKeys: [] }),
  deployments: fc.record(
    { unsure: fc.constantFrom('reject', 'approve', 'leave'), 'signed-tags': fc.boolean() },
    { requiredKeys: [] },
  ),
  badge: fc.boolean(),
  declare: fc.array(
    fc.tuple(control, day, day).map(([id, one, other]) => ({ control: id, by: 'octocat', ...days(one, other) })),
    { maxLength: 3 },
  ),
  accept: fc.array(
    fc.tuple(control, day, day, fc.boolean()).map(([id, one, other, dated]) => {
      const { on, until } = days(one, other);
      return { control: id, reason: 'why', by: 'octocat', ...(dated ? { on } : {}), until };
    }),
    { maxLength: 3 },
  ),
};

const repositoryText = fc.oneof(
  fc.record({ extends: fc.constant('org'), ...shared }, { requiredKeys: [] }).map((file) => JSON.stringify(file)),
  // What is no policy at all, and what tries the organisation's own keys.
  fc.string({ maxLength: 40 }),
  fc
    .record({ locked: fc.constant([]), limits: fc.constant({}), ...shared }, { requiredKeys: ['locked'] })
    .map((file) => JSON.stringify(file)),
);

const organisationFile = fc.record({
  file: fc.record(shared, { requiredKeys: [] }),
  locked: fc.subarray([...lockableKeys]),
  accept: fc.integer({ min: 1, max: 400 }),
  declare: fc.integer({ min: 1, max: 400 }),
});

describe('whatever a repository’s file holds', () => {
  it('no locked key is loosened and no limit exceeded', () => {
    fc.assert(
      fc.property(
        fc.option(repositoryText),
        fc.option(repositoryText),
        organisationFile,
        (own, before, { file, locked, accept, declare }) => {
          const text = JSON.stringify({ ...file, locked, limits: { 'accept-days': accept, 'declare-days': declare } });
          const resolve = (repository: string | null) =>
            resolvePolicy({
              repository: repository === null ? null : { text: repository, path },
              organisation: { text, path },
              lastGood: { repository: before, organisation: null },
              today,
              controls,
            });
          const { policy, organisationProblems, keep } = resolve(own);
          const alone = resolve(null);

          expect(keep.organisation, 'the organisation’s file of this test is valid').toBe(text);
          expect(organisationProblems).toEqual(alone.organisationProblems);
          for (const key of locked) expect(policy[key], key).toEqual(alone.policy[key]);
          if (locked.includes('release'))
            for (const [named, { release: intent }] of policy.packages)
              expect([alone.policy.packages.get(named)?.release ?? null, null]).toContain(intent);
          for (const { until } of policy.accept) expect(until <= later(today, accept)).toBe(true);
          for (const { on, until } of policy.declare)
            expect(until <= later(on < today ? on : today, declare)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function later(from: string, count: number): string {
  const date = new Date(`${from}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
