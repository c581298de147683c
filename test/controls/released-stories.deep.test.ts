import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStory } from '../../src/sandbox/stories/index.ts';
import { askedStory } from '../audit/asked-story.ts';

const scenarios = join(import.meta.dirname, '../../scenarios');
const judgedHere = ['provenance', 'provenance-continuity', 'release-source', 'binding'] as const;

/** What these controls say of a story at its end, after its registries and its GitHub were asked. */
async function said(path: string) {
  const asked = await askedStory(readStory(readFileSync(join(scenarios, path), 'utf8'), path));
  const { report } = await asked.audit({});
  return {
    verdicts: Object.fromEntries(
      judgedHere.map((control) => [
        control,
        [...new Set(report.controls.flatMap(({ id, verdict }) => (id === control ? [verdict] : [])))].join(),
      ]),
    ),
    findings: report.findings.filter(({ control }) => judgedHere.some((id) => id === control)),
  };
}

const stories: Readonly<Record<string, Readonly<Record<(typeof judgedHere)[number], string>>>> = {
  'honest/npm-trusted.yml': {
    provenance: 'pass',
    'provenance-continuity': 'pass',
    'release-source': 'pass',
    binding: 'pass',
  },
  'honest/rubygems.yml': {
    provenance: 'pass',
    'provenance-continuity': 'pass',
    'release-source': 'pass',
    binding: 'pass',
  },
  'honest/packagist.yml': {
    provenance: 'not-applicable',
    'provenance-continuity': 'not-applicable',
    'release-source': 'pass',
    binding: 'not-applicable',
  },
  'incidents/axios.yml': {
    provenance: 'not-applicable',
    'provenance-continuity': 'fail',
    'release-source': 'fail',
    binding: 'pass',
  },
  'incidents/tanstack.yml': {
    provenance: 'pass',
    'provenance-continuity': 'pass',
    'release-source': 'fail',
    binding: 'pass',
  },
  'incidents/foreign-build.yml': {
    provenance: 'not-applicable',
    'provenance-continuity': 'fail',
    'release-source': 'fail',
    binding: 'pass',
  },
  'incidents/crates-token.yml': {
    provenance: 'not-applicable',
    'provenance-continuity': 'fail',
    'release-source': 'fail',
    binding: 'pass',
  },
};

test.each(Object.entries(stories))('%s', async (path, verdicts) => {
  expect((await said(path)).verdicts).toEqual(verdicts);
});

test('each stolen release is one finding a control, told in whole sentences', async () => {
  const { findings } = await said('incidents/axios.yml');
  expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
  expect(findings.map(({ control, severity }) => `${severity} ${control}`)).toEqual([
    'critical provenance-continuity',
    'critical provenance-continuity',
    'high release-source',
    'high release-source',
  ]);
  expect(findings[0]?.message).toMatch(
    /^`courier-http` `0\.29\.4` of 2026-03-31: published by the account `minter`, without provenance/,
  );
});
