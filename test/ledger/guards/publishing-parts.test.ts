import { describe, expect, test } from 'vitest';
import { publishingPartsOf } from '../../../src/ledger/guards/publishing-parts.ts';
import { aJob, daysLater, saw, unreadable } from '../builders.ts';

type Job = Parameters<typeof aJob>[0];

const partsOf = (...jobs: readonly Job[]) => publishingPartsOf(saw(jobs.map((job) => aJob(job))));
const step = (name: string, conclusion: string | null = 'success') => ({ name, conclusion });

describe('the parts of a run that publish', () => {
  test.each<[string, readonly Job[], readonly string[]]>([
    ['are steps before jobs', [{ name: 'publish', steps: [step('Build'), step('npm publish')] }], ['npm publish']],
    ['are jobs where no step says it', [{ name: 'Publish', steps: [step('Build')] }, { name: 'test' }], ['Publish']],
    ['are called publish before release', [{ name: 'a', steps: [step('Release'), step('Publish')] }], ['Publish']],
    ['are called release before deploy', [{ name: 'a', steps: [step('Deploy'), step('Release')] }], ['Release']],
    ['are steps called release where a job is', [{ name: 'release', steps: [step('Make release')] }], ['Make release']],
    [
      'are not what is published beside packages, nor what follows',
      [
        {
          name: 'a',
          steps: [step('Publish docs'), step('Publish test results'), step('Post Publish'), step('Deploy')],
        },
      ],
      ['Deploy'],
    ],
    [
      'are jobs called publish before steps called release',
      [{ name: 'publish', steps: [step('Release'), step('Release notes')] }],
      ['publish'],
    ],
  ])('%s', (_, jobs, succeeded) => {
    expect(partsOf(...jobs)).toMatchObject({ succeeded, failed: [] });
  });

  test('are not known where no name speaks of it, or GitHub does not tell', () => {
    expect(partsOf({ name: 'test', steps: [step('Build')] })).toBeNull();
    expect(partsOf()).toBeNull();
    expect(publishingPartsOf(unreadable())).toBeNull();
  });

  test('have failed where they did not succeed, and ran where they failed', () => {
    const steps = [
      step('Publish a', 'failure'),
      step('Publish b', 'skipped'),
      step('Publish c', null),
      step('Publish d'),
    ];
    const [from, until] = [daysLater(0), daysLater(0.01)];
    expect(partsOf({ name: 'a', steps, startedAt: from, endedAt: until })).toEqual({
      succeeded: ['Publish d'],
      failed: ['Publish a', 'Publish b', 'Publish c'],
      attempts: [{ from: Date.parse(from), until: Date.parse(until) }],
    });
    for (const times of [{ startedAt: null }, { endedAt: null }])
      expect(partsOf({ name: 'a', steps, ...times })?.attempts).toEqual([]);
  });
});
