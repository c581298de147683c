import { afterEach, expect, it } from 'vitest';
import type { AppOptions } from '../../src/app/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { expandStory, readStory } from '../../src/sandbox/stories/index.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { readme } from './scenarios.ts';
import { openStage, type Stage } from './stage.ts';
import { only } from './use-stage.ts';
import { registryOptions } from './watched-stage.ts';

const begins = '2026-03-01T00:00:00Z';

/** Publishes with a token, and nothing asks for provenance. */
const story = `
title: A token, and no provenance
source: invented
about: Invented.
repository: octo/coins
token: true
packages:
  - registry: npm
    name: coins
    owners: [{ name: ada }]
    habit: { by: { person: ada }, attested: false, environment: npm, run: {} }
    releases:
      - { series: { from: 1.0.0, count: 2, start: '2026-01-01T09:00:00Z', every: 20d } }
watch: { from: '${begins}', until: '2026-03-02T00:00:00Z' }
expect: { bad: [] }
`;

let stage: Stage;
afterEach(async () => {
  try {
    await expectNothingLost(stage);
  } finally {
    await stage.close();
  }
});

it('what only a release settles is merged once, and is not offered again while it waits', async () => {
  const scenario = expandStory(readStory(story, 'story.yml'));
  const organisations = scenario.organisations.map((each) => ({
    ...each,
    members: ['ada'],
    installation: null,
    repositories: each.repositories.map((repository) => ({ ...repository, collaborators: { ada: 'write' } as const })),
  }));
  stage = await openStage({ ...scenario, organisations }, optionsOf, { startsAt: new Date(begins) });
  const { people } = stage.sandbox;
  people.installFixer('octo');
  await people.install('octo');
  await stage.settled();
  const issue = () => only(stage.issues('octo', 'coins'), 'issue');
  const { pulls } = stage.sandbox.repository('octo', 'coins');
  const box = 'Publish to npm with provenance';
  expect(issue().body).toContain(`${box} (needs thought). Mintmark ticks the point off once a release has come`);

  await people.tickBox('octo', 'coins', issue().number, box, 'ada');
  await stage.settled();
  const { number, body } = only([...pulls.values()], 'pull request');
  expect(body).toContain('nothing but the next release is missing');
  await people.merge('octo', 'coins', number);
  await stage.settled();
  expect(issue().body).toMatch(
    new RegExp(`- \\[x\\] <!-- .+ --> Pull request #${number} was merged: ${box}\\. Mintmark`),
  );

  const before = issue().body;
  await people.push('octo', 'coins', 'main', readme('# Coins'));
  await stage.settled();
  expect(issue().body).toBe(before);
  expect(pulls.size).toBe(1);
});

async function optionsOf(sandbox: Sandbox): Promise<Partial<AppOptions>> {
  const { app, fixer } = sandbox.state;
  const second = { appId: fixer.id, privateKey: fixer.privateKey };
  const credentials = { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret, fixer: second };
  return { ...(await registryOptions(sandbox)), credentials };
}
