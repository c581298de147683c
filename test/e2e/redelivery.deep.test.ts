import { afterEach, expect, test } from 'vitest';
import { handledEvents } from '../../src/app/events.ts';
import { organisation, pressOf, withoutPublishing, words } from './crash-scenarios.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('what was worked on is not worked on again, whatever event it was', async () => {
  stage = await openStage(organisation([pressOf('press'), pressOf('vault')]));
  await everythingHappens();
  const { deliveries } = stage.sandbox.state;
  const heard = new Set(deliveries.map(({ event }) => event));
  expect(handledEvents.filter((event) => !heard.has(event))).toEqual([]);

  const { requests } = stage.sandbox;
  const asked = requests.length;
  for (const guid of new Set(deliveries.map((delivery) => delivery.guid))) await stage.sandbox.redeliver(guid);
  await stage.settled();
  expect(requests.slice(asked)).toEqual([]);
  expect(deliveries.filter(({ redelivery }) => redelivery).every(({ statusCode }) => statusCode === 202)).toBe(true);
  expect(stage.violations()).toEqual([]);
});

test('what comes twice before it is worked on is worked on once', async () => {
  stage = await openStage(organisation([pressOf('press')]), { roles: ['web'] });
  const { people, state } = stage.sandbox;
  await people.install('octo');
  const head = await people.push('octo', 'press', 'main', words('twice'));
  await people.openPull('octo', 'press', { title: 'Words', branch: 'words', commit: words('more'), by: 'ada' });
  for (const { guid } of state.deliveries.slice()) await stage.sandbox.redeliver(guid);
  await stage.restart({ roles: ['web', 'worker'] });
  await stage.settled();

  expect(stage.checkRuns('octo', 'press', head)).toHaveLength(1);
  expect(stage.checkRuns('octo', 'press')).toHaveLength(2);
  await expectNothingLost(stage);
});

test('what came while nobody listened is asked for again', async () => {
  stage = await openStage(organisation([pressOf('press')]));
  const { people, state } = stage.sandbox;
  await people.install('octo');
  await stage.settled();
  const port = Number(new URL(stage.app.url).port);
  await stage.app.stop();
  const head = await people.push('octo', 'press', 'main', words('unheard'));
  const pull = await people.openPull('octo', 'press', {
    title: 'Words',
    branch: 'words',
    commit: words('more'),
    by: 'ada',
  });
  expect(state.deliveries.filter(({ statusCode }) => statusCode === 0).length).toBeGreaterThan(1);

  await stage.restart({ port });
  await stage.settled();
  expect(stage.checkRuns('octo', 'press', head)).toMatchObject([{ status: 'completed' }]);
  expect(stage.checkRuns('octo', 'press', pull.headSha)).toMatchObject([{ status: 'completed' }]);
  await expectNothingLost(stage);
});

/** Every event that leads to something, at least once. */
async function everythingHappens(): Promise<void> {
  const { people, state } = stage.sandbox;
  await people.install('octo');
  await stage.settled();
  const repository = stage.sandbox.repository('octo', 'press');
  repository.collaborators.set('ada', 'write');
  const [run] = stage.checkRuns('octo', 'press');
  const pull = await people.openPull('octo', 'press', {
    title: 'Words',
    branch: 'words',
    commit: words('more'),
    by: 'ada',
  });
  await people.enqueue('octo', 'press', pull.number);
  await people.createTag('octo', 'press', 'v1');
  await people.deleteTag('octo', 'press', 'v1');
  await people.release('octo', 'press', { tag: 'v2' });
  await people.rerunCheck('octo', 'press', run?.id ?? 0, 'ada');
  await people.rerunSuite('octo', 'press', run?.headSha ?? '', 'ada');
  await people.pressButton('octo', 'press', run?.id ?? 0, 'explain', 'ada');
  const [issue] = stage.issues('octo', 'press');
  await people.comment('octo', 'press', issue?.number ?? 0, '/mintmark audit', 'ada');
  await people.editIssue('octo', 'press', issue?.number ?? 0, 'mine now', 'ada');
  await people.removeRepositories('octo', ['vault']);
  await people.addRepositories('octo', ['vault']);
  const [installed] = [...state.installations.values()];
  const about = { repository: { id: repository.id, name: 'press', owner: { login: 'octo' } } };
  for (const event of ['branch_protection_rule', 'member', 'registry_package', 'secret_scanning_alert'])
    await people.send(event, { action: 'edited', ...full(about) });
  await people.send('repository_ruleset', { action: 'edited', ...full(about) });
  await people.send('organization', { action: 'member_added', organization: { login: 'octo' } });
  await people.send('installation_target', { action: 'renamed', account: { login: installed?.account } });
  const workflow_run = { path: '.github/workflows/release.yml' };
  await people.send('workflow_run', { action: 'completed', workflow_run, ...full(about) });
  const released = {
    id: 5,
    workflow: workflow_run.path,
    commit: 'v2',
    branch: 'v2',
    startedAt: '2026-03-01T00:00:00Z',
  };
  await people.deploy('octo', 'press', released, 'npm');
  await stage.settled();
  await people.rename('octo', 'press', 'mint');
  await people.push('octo', 'mint', 'main', withoutPublishing);
  await stage.settled();
}

/** The repository as the sandbox itself puts it into events: `send` adds it where the payload leads to it. */
function full(about: { readonly repository: { readonly id: number } }) {
  const delivery = stage.sandbox.state.deliveries.findLast(({ repository }) => repository === about.repository.id);
  const { repository } = JSON.parse(delivery?.payload ?? '{}') as { repository?: unknown };
  return { repository };
}
