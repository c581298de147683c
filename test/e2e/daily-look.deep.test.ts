import { describe, expect, it } from 'vitest';
import { observeTogether } from '../../src/jobs/batch.ts';
import { rows } from './nothing-lost.ts';
import { leaky, organisation, owner, sound } from './scenarios.ts';
import { useStage } from './use-stage.ts';

const day = 25 * 60 * 60_000;
let ahead = 0;
const plain = Array.from({ length: 10 }, (_, index) => ({
  name: `plain-${index}`,
  commits: [{ files: { 'README.md': `# ${index}\n` } }],
}));
const { stage, run, issue, head } = useStage(organisation([leaky('press'), sound('mint'), ...plain]), {
  now: () => Date.now() + ahead,
});

/** What GitHub is asked for by what happens, against a limit, without what the app asks for itself. */
async function counted(act: () => Promise<unknown>): Promise<readonly string[]> {
  const { sandbox } = stage();
  const before = sandbox.requests.length;
  await act();
  await stage().settled();
  const made = sandbox.requests.slice(before).filter((request) => request.counted);
  return made.map(
    ({ method, path }) =>
      `${method} ${path
        .split('/')
        .slice(path.startsWith('/repos') ? 3 : 1, 6)
        .join('/')}`,
  );
}

async function aDayPasses(): Promise<void> {
  ahead += day;
  await stage().app.queue.sweep('now');
}

const list = 'GET installation/repositories?per_page=100';

describe('the daily look', () => {
  it('at an organisation where nothing has happened is one request, and one for the list of its repositories', async () => {
    expect((await counted(aDayPasses)).toSorted()).toEqual([list, 'POST graphql']);
  });

  it('finds a push whose webhook was lost', async () => {
    const { state, people } = stage().sandbox;
    const url = state.app.webhookUrl;
    state.app.webhookUrl = null;
    const pushed = await people.push(owner, 'plain-3', 'main', { files: { 'README.md': 'changed\n' } });
    state.app.webhookUrl = url;
    const asked = await counted(aDayPasses);
    expect(asked.filter((each) => each !== list)).toEqual([
      'POST graphql',
      'GET plain-3/git/trees',
      'POST plain-3/check-runs',
    ]);
    expect(run('plain-3', pushed)).toMatchObject({ status: 'completed', conclusion: 'success' });
  });

  it('finds a setting that sends no webhook', async () => {
    const { sandbox } = stage();
    const written = issue('press').writes;
    sandbox.repository(owner, 'press').privateVulnerabilityReporting = true;
    const asked = await counted(aDayPasses);
    expect(asked.filter((each) => each === 'POST graphql')).toHaveLength(1);
    expect(issue('press').writes).toBeGreaterThan(written);
  });
});

describe('a check run that was made with its answer', () => {
  it('is found after a crash before it was noted, and not made twice', async () => {
    const { app, sandbox } = stage();
    const { id } = sandbox.repository(owner, 'plain-5');
    const crashed = `update checks set state = 'starting', check_run_id = null, conclusion = null, output = null,
      completed_at = null, wanted_at = 0 where repository_id = ${id}`;
    await rows(app, crashed);
    await app.store.repositories.wantAudit(id, { settings: false });
    await app.queue.repository(id, { urgency: 'background' });
    await stage().settled();
    expect(run('plain-5', head('plain-5'))).toMatchObject({ status: 'completed', conclusion: 'success' });
  });
});

describe('an installation', () => {
  it('that is suspended is not looked at', async () => {
    const { app, sandbox } = stage();
    const [id = 0] = sandbox.state.installations.keys();
    await app.store.installations.setSuspended(id, true);
    for (const each of await app.store.repositories.idsOf(id))
      await app.store.repositories.wantAudit(each, { settings: true });
    const before = sandbox.requests.length;
    await observeTogether(app.context, id, AbortSignal.timeout(10_000));
    expect(sandbox.requests).toHaveLength(before);
    await app.store.installations.setSuspended(id, false);
    await app.queue.batch(id);
    await stage().settled();
    expect((await app.store.repositories.wanted(id, 0, 100)).length).toBe(0);
  });

  it('tells when all its repositories have been audited', async () => {
    const [id = 0] = stage().sandbox.state.installations.keys();
    expect(await stage().app.store.sweeps.get(id)).toMatchObject({
      total: 12,
      done: 12,
      finishedAt: expect.any(Number) as number,
    });
    expect(await stage().app.store.sweeps.open()).toEqual([]);
  });
});
