import { expect, test } from 'vitest';
import { withStanding } from '../../../src/reports/check-run/index.ts';
import { bytesOf, mostBytes } from '../../../src/reports/markdown/fit.ts';
import type { CheckOutput } from '../../../src/types/check-output.ts';
import type { StandingTerm } from '../../../src/types/standing-term.ts';

const output: CheckOutput = {
  conclusion: 'success',
  title: 'Nothing to put right',
  summary: 'All is well.',
  text: null,
  annotations: [],
  actions: [],
};
const term: StandingTerm = {
  what: 'exemption',
  control: 'publish-pins',
  registry: 'npm',
  by: 'ada',
  until: '2026-12-01',
  from: 'repository',
};
const title = () => 'npm';

test('what ends is told by its day, and what is of no use any more with what to do', () => {
  const told = withStanding(
    output,
    {
      ending: [term, { ...term, what: 'declaration', control: 'owners', registry: null, from: 'organisation' }],
      idle: [{ ...term, control: 'caches' }],
    },
    title,
  );
  expect(told).toEqual({ ...output, summary: told.summary });
  expect(told.summary).toBe(`All is well.

Of the policy:

- The exemption of \`publish-pins\` on npm (by \`ada\`) ends on 2026-12-01: what it accepts counts again from the next day on, unless it is renewed in \`.github/mintmark.yml\`.
- The declaration of \`owners\` (by \`ada\`) ends on 2026-12-01: what it answers is unknown again from the next day on, unless it is renewed in \`.github/mintmark.yml\` of the organization.
- The exemption of \`caches\` on npm (by \`ada\`) accepts nothing any more, since what it was for is gone: delete it from \`.github/mintmark.yml\`.`);
});

test('nothing to tell changes nothing', () => {
  expect(withStanding(output, { ending: [], idle: [] }, title)).toBe(output);
});

test('names from the policy stay inert, and many are counted', () => {
  const hostile = { ...term, by: '@everyone `<img src=x>` #1' };
  const { summary } = withStanding(output, { ending: Array.from({ length: 14 }, () => hostile), idle: [] }, title);
  expect(summary).toContain("(by `@everyone '<img src=x>' #1`) ends");
  expect(summary).toContain('- +4 more');
});

test('what GitHub would not take is left out', () => {
  const full = { ...output, summary: 'x'.repeat(mostBytes - 10) };
  expect(bytesOf(withStanding(full, { ending: [term], idle: [] }, title).summary)).toBeLessThanOrEqual(mostBytes);
});
