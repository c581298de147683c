import { describe, expect, it } from 'vitest';
import { checkOfDefaultBranch, checkOfTrouble, withPolicyProblems } from '../../../src/reports/check-run/index.ts';
import { bytesOf } from '../../../src/reports/markdown/fit.ts';
import { aFinding, aReport, hostile } from '../report-fixture.ts';
import { aContext, commit } from './context.ts';

describe('our own trouble', () => {
  it.each([
    ['rate-limit', { until: Date.UTC(2026, 10, 22, 20, 15) }, 'after 2026-11-22 20:15 UTC'],
    ['outage', { until: Number.NaN }, 'after a while'],
    [
      'missing-permission',
      { permission: 'contents:read', hides: 'the files' },
      'Without the permission `contents:read`',
    ],
    ['superseded', { newer: commit }, '`1a2b3c4d5e6f`'],
    ['commit-gone', { commit }, '`1a2b3c4d5e6f`'],
    ['archived', {}, 'can only be read'],
    ['too-large', { what: 'more than 60 MB of workflows' }, 'more than 60 MB of workflows'],
    ['error', { commit, reference: 'a1' }, 'Reference: `a1`'],
    ['error', {}, 'Mintmark failed over this commit'],
  ] as const)('%s is neutral, with the reason and what happens next', (kind, details, words) => {
    const output = checkOfTrouble(kind, details as never);
    expect(output).toMatchObject({ conclusion: 'neutral', annotations: [], text: null });
    expect(output.title).toMatch(/^Not looked at/);
    expect(output.summary).toContain(words);
    expect(output.summary).toMatch(/\n\n\*\*Next step:\*\* .+\.\n\n/);
  });
});

describe('mistakes in the policy file', () => {
  const path = '.github/mintmark.yml';
  const problems = [{ path, line: 3, message: `gate cannot be "${hostile}"` }];

  it('are said first and on their lines, and leave the rest as it is', () => {
    const output = checkOfDefaultBranch(aReport({ findings: [aFinding()] }), aContext());
    const told = withPolicyProblems(output, problems);
    expect(told.summary).toMatch(
      /^`\.github\/mintmark\.yml` needs a look in 1 place\. .* the last good policy stays\.\n\n- line 3: gate/,
    );
    expect(told.summary.endsWith(output.summary)).toBe(true);
    expect(told.annotations).toMatchObject([
      { path, startLine: 3, level: 'warning' },
      { title: 'trusted-publishing (high)' },
    ]);
    expect(told.annotations[0]?.message).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}/u);
  });

  it('turn a success into a neutral answer, and a failure into none', () => {
    const output = checkOfDefaultBranch(aReport(), aContext());
    expect(withPolicyProblems(output, problems).conclusion).toBe('neutral');
    expect(withPolicyProblems({ ...output, conclusion: 'failure' }, problems).conclusion).toBe('failure');
    expect(withPolicyProblems(output, [])).toBe(output);
  });

  it('fit beside a summary that is full', () => {
    const full = {
      ...checkOfDefaultBranch(aReport(), aContext()),
      summary: 'x'.repeat(65_000),
      title: 't'.repeat(250),
    };
    const told = withPolicyProblems(
      full,
      Array.from({ length: 400 }, () => ({ path, line: 1, message: 'm'.repeat(9000) })),
    );
    expect(bytesOf(told.summary)).toBeLessThan(65_535);
    expect(told.title.length).toBeLessThanOrEqual(255);
    expect(told.annotations.length).toBeLessThanOrEqual(20);
  });
});
