import { afterAll, beforeAll, expect, it } from 'vitest';
import { workflowOf } from '../../src/sandbox/stories/workflow-of.ts';
import { begins, coinsStory } from './coins-story.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { change, releasePath } from './scenarios.ts';
import type { Stage } from './stage.ts';
import { only } from './use-stage.ts';
import { openWatchedStage } from './watched-stage.ts';

const publishPath = '.github/workflows/publish.yml';

/** Five releases by trusted publishing with verified provenance, of which the newest is 1.0.4. */
const story = coinsStory();

const release = workflowOf({ registries: ['npm'], event: 'push', environment: 'npm', token: false }) ?? '';

let stage: Stage;
const asked: Record<string, number> = {};
beforeAll(async () => {
  stage = await openWatchedStage(story, begins);
  await stage.sandbox.people.install('octo');
  await stage.settled();
}, 60_000);
afterAll(async () => {
  try {
    await expectNothingLost(stage, { asked });
  } finally {
    await stage.close();
  }
});

const run = (name: string, sha: string) => only(stage.checkRuns('octo', name, sha), `check run of ${sha}`);
const head = (name: string) => stage.sandbox.repository('octo', name).refs.get('refs/heads/main') ?? '';

async function open(branch: string, files: Readonly<Record<string, string | null>>) {
  const pull = await stage.sandbox.people.openPull('octo', 'coins', {
    title: 'A change',
    branch,
    by: 'ada',
    commit: change(files),
  });
  await stage.settled();
  return { pull, told: run('coins', pull.headSha) };
}

const renamed = { [releasePath]: null, [publishPath]: release };

it('a pull request that renames the workflow of the last release is told on its line what will fail, and the two ways out', async () => {
  const { told } = await open('rename', renamed);
  expect(told).toMatchObject({ status: 'completed', conclusion: 'neutral' });
  expect(told.annotations).toMatchObject([{ path: publishPath, title: 'binding (high)', annotation_level: 'warning' }]);
  expect(told.annotations[0]?.message.replaceAll('`', '')).toBe(
    [
      'coins would be published from publish.yml and no longer from release.yml, from which 1.0.4 of 2025-11-20 came by trusted publishing: npm refuses the next release unless a trusted publisher names publish.yml',
      '',
      '1. Keep the name: publish from release.yml, as before this change.',
      '2. Or change the trusted publisher before this is merged. On npmjs.com, open the settings of each package and choose GitHub Actions under Trusted Publisher. Enter: Organization or user octo, Repository coins, Workflow filename publish.yml, Environment name npm.',
      '1 more step in the details of this check.',
    ].join('\n'),
  );
  const line = release.split('\n').findIndex((text) => text.includes('npm publish')) + 1;
  expect(told.annotations[0]).toMatchObject({ start_line: line, end_line: line });
  expect(told.title).toBe('Makes 1 thing worse: 1 high');
});

it('a merge group is judged as its pull request is', async () => {
  const { pull } = await open('queue', renamed);
  const before = stage.checkRuns('octo', 'coins').map(({ id }) => id);
  await stage.sandbox.people.enqueue('octo', 'coins', pull.number);
  await stage.settled();
  const [told] = stage.checkRuns('octo', 'coins').filter(({ id }) => !before.includes(id));
  expect(told?.title).toBe('Makes 1 thing worse: 1 high');
  expect(told?.summary).toContain('came by trusted publishing: npm refuses the next release');
});

it('an edit that changes nothing of it is told nothing', async () => {
  const { told } = await open('words', { [releasePath]: release.replace('name: Release', '# By tag\nname: Publish') });
  expect(told).toMatchObject({
    conclusion: 'success',
    annotations: [],
    title: 'Nothing of the publish path is touched',
  });
});

it('the repository is renamed: the next audit tells that the registry does not follow', async () => {
  const words = () => JSON.stringify([run('coins', head('coins')), stage.issues('octo', 'coins')]);
  expect(words()).not.toContain('came from the repository');
  // There is something else to say of the same commit
  asked[head('coins')] = 1;
  await stage.sandbox.people.rename('octo', 'coins', 'mints');
  await stage.settled();
  const [issue] = stage.issues('octo', 'mints');
  expect(issue?.body).toContain(
    'came from the repository `octo/coins`, which is called `octo/mints` now: GitHub redirects the old name, and npm does not',
  );
  expect(issue?.body).toContain('Repository `mints`, Workflow filename `release.yml`, Environment name `npm`');
});

it('a push that renames the workflow is told on the default branch, too', async () => {
  await stage.sandbox.people.push('octo', 'mints', 'main', change(renamed));
  await stage.settled();
  const told = run('mints', head('mints'));
  expect(
    told.annotations.map(({ path, message }) => [path, message.replaceAll('`', '').split('\n')[0]]),
  ).toContainEqual([
    publishPath,
    '1.0.4 of 2025-11-20 of coins was built by release.yml, which is not there any more: a trusted publisher that names release.yml refuses the job publish of publish.yml',
  ]);
});
