import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/app/log.ts';
import { readTier } from '../../src/app/setup/manifest.ts';
import { retryParked } from '../../src/jobs/parked.ts';
import { deployments } from '../../src/sandbox/pages/deployments.ts';
import type { ScenarioRun } from '../../src/sandbox/scenario.ts';
import type { SandboxDeployment } from '../../src/sandbox/state.ts';
import type { StoredDeployment } from '../../src/store/store.ts';
import { anIncident } from '../store/an-incident.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { change, organisation, owner, policyPath, releasePath, sound, trustedRelease } from './scenarios.ts';
import { openStage, type Stage } from './stage.ts';
import { only } from './use-stage.ts';
import { registryOptions } from './watched-stage.ts';

const full = readTier('full').default_permissions;
const names = ['mint', 'loose', 'red', 'struck', 'bent', 'closed', 'trusting'];
const policies: Readonly<Record<string, string>> = {
  closed: 'deployments: { unsure: reject }\n',
  trusting: 'deployments: { unsure: approve }\n',
};

let stage: Stage;
const lines: string[] = [];
let lastRun = 100;

beforeAll(async () => {
  const repositories = names.map((name) =>
    sound(name, { files: policies[name] === undefined ? {} : { [policyPath]: policies[name] } }),
  );
  const struck = {
    registry: 'npm',
    name: 'struck',
    releases: [{ version: '1.0.0', at: '2026-01-01T00:00:00Z', by: { person: { name: 'ada' } } }],
  } as const;
  const other = { login: 'unwilling', members: ['ada'], installation: null, repositories: [sound('mint')] };
  const { organisations, ...rest } = organisation(repositories);
  const scenario = { ...rest, organisations: [...organisations, other], packages: [struck] };
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  stage = await openStage(scenario, async (sandbox) => ({ ...(await registryOptions(sandbox)), log }));
  const { deployments: _, ...less } = full;
  await stage.sandbox.people.install(owner, { permissions: full });
  await stage.sandbox.people.install('unwilling', { permissions: less });
  await stage.settled();
}, 60_000);
afterEach(() => expectNothingLost(stage));
afterAll(() => stage.close());

const ofTag = { commit: 'v1.0.0', branch: 'v1.0.0', workflow: releasePath, startedAt: '2026-03-01T10:00:00Z' };

/** A release asks, and people go on at once. */
function asks(name: string, run: Partial<ScenarioRun> = {}, account = owner): Promise<SandboxDeployment> {
  lastRun += 1;
  return stage.sandbox.people.deploy(account, name, { id: lastRun, ...ofTag, ...run }, 'npm');
}

/** A release asks, and has its answer. */
async function deploy(name: string, run: Partial<ScenarioRun> = {}, account = owner): Promise<SandboxDeployment> {
  const made = await asks(name, run, account);
  await stage.settled();
  return made;
}

async function kept(name: string, account = owner): Promise<readonly StoredDeployment[]> {
  return stage.app.store.gate.ofRepository(stage.sandbox.repository(account, name).id);
}

/** What was said, and what is kept of it. */
async function expectRejected(name: string, made: SandboxDeployment, says: string): Promise<void> {
  expect(made.comments.join('\n')).toContain(says);
  expect([made.state, made.comments.length]).toEqual(['rejected', 1]);
  expect((await kept(name))[0]).toMatchObject({ decision: 'rejected', outcome: 'told' });
}

it('lets a release through that is as it should be, and keeps why', async () => {
  const made = await deploy('mint');
  expect([made.state, made.comments]).toEqual([
    'approved',
    [
      [
        'Mintmark lets it through.\n',
        '- Not asked: no other check was made of the commit.',
        '- Passed: the commit is on `main`, a protected branch.',
        '- Passed: the tag `v1.0.0` and the manifest agree on `1.0.0`.',
        '- Passed: npm does not have `mint 1.0.0` yet.',
        '- Passed: `.github/workflows/release.yml` is byte for byte that of `main`.',
        '- Passed: no critical finding is open on the default branch.',
      ].join('\n'),
    ],
  ]);
  const [decision] = await kept('mint');
  expect(decision).toMatchObject({ runId: made.run, environment: 'npm', deploymentId: made.id, commit: made.commit });
  expect(decision).toMatchObject({ ref: 'v1.0.0', decision: 'approved', outcome: 'told' });
  expect(decision?.reasons.map(({ outcome }) => outcome)).toEqual([
    'passes',
    'does-not-apply',
    'passes',
    'passes',
    'passes',
    'passes',
  ]);
  const metrics = await (await fetch(`${stage.app.url}/metrics`)).text();
  expect(metrics).toContain('mintmark_deployments_total{decision="approved",outcome="told"} 1');
});

it('answers once, however often GitHub asks', async () => {
  const made = await deploy('mint');
  const { deliveries } = stage.sandbox.state;
  const asked = only(
    deliveries.filter(
      ({ event, payload }) => event === 'deployment_protection_rule' && payload.includes(`/${made.run}/`),
    ),
    'delivery',
  );
  const before = stage.sandbox.requests.length;
  await stage.sandbox.redeliver(asked.guid);
  const payload = JSON.parse(asked.payload) as Record<string, unknown>;
  await stage.sandbox.people.send('deployment_protection_rule', payload);
  await stage.settled();
  expect(stage.sandbox.requests.slice(before)).toEqual([]);
  expect(made.comments).toHaveLength(1);
});

describe('does not let through', () => {
  it('a commit that no protected branch or tag leads to', async () => {
    await stage.sandbox.people.push(owner, 'loose', 'evil', change({ 'index.js': 'steal();\n' }));
    await stage.sandbox.people.createTag(owner, 'loose', 'x1.0.0', { target: 'evil' });
    await expectRejected(
      'loose',
      await deploy('loose', { commit: 'evil', branch: 'evil' }),
      'no protected branch leads',
    );
    const tagged = await deploy('loose', { commit: 'x1.0.0', branch: 'x1.0.0' });
    await expectRejected('loose', tagged, 'no ruleset keeps the tag `x1.0.0` from being moved');
  });

  it('a commit whose checks are not green', async () => {
    const { people } = stage.sandbox;
    await people.checkCommit(owner, 'red', 'main', { name: 'test', conclusion: 'failure' });
    await people.setStatus(owner, 'red', 'main', { context: 'ci/old', state: 'error' });
    await expectRejected('red', await deploy('red'), '**Refused:** not green: `ci/old`, `test`.');
    await people.setStatus(owner, 'red', 'main', { context: 'ci/old', state: 'success' });
    await people.checkCommit(owner, 'red', 'main', { name: 'test', conclusion: 'success' });
    // What the run before has left red, the new run of the same workflow makes good
    expect((await deploy('red')).comments).toEqual([
      expect.stringContaining('Passed: all 2 other checks of the commit are green.'),
    ]);
  });

  it('a tag that names another version than the manifest', async () => {
    await stage.sandbox.people.createTag(owner, 'loose', 'v1.0.1', { target: 'main' });
    const made = await deploy('loose', { commit: 'v1.0.1', branch: 'v1.0.1' });
    await expectRejected('loose', made, 'the tag is `v1.0.1`, and the manifests say `loose 1.0.0`');
  });

  it('a version that the registry has', async () => {
    await expectRejected('struck', await deploy('struck'), 'npm has `struck 1.0.0` already');
  });

  it('a workflow that is not the one on the default branch', async () => {
    const files = { [releasePath]: trustedRelease().replace('npm publish ./*.tgz', 'npm publish --tag next ./*.tgz') };
    await stage.sandbox.people.push(owner, 'bent', 'main', change(files));
    await expectRejected('bent', await deploy('bent'), '`.github/workflows/release.yml` is another one on `main`');
    const another = await deploy('bent', { workflow: '.github/workflows/docs.yml' });
    await expectRejected('bent', another, 'only `.github/workflows/release.yml` is known to publish in `npm`');
  });

  it('a repository with a critical finding', async () => {
    const outsider = [
      'on: pull_request_target\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n',
      '      - uses: actions/checkout@v4\n        with: { ref: "${{ github.event.pull_request.head.sha }}" }\n',
      '      - run: npm test\n        env: { TOKEN: "${{ secrets.NPM_TOKEN }}" }\n',
    ].join('');
    await stage.sandbox.people.push(owner, 'bent', 'main', change({ '.github/workflows/test.yml': outsider }));
    await stage.settled();
    await expectRejected('bent', await deploy('bent'), 'a critical finding is open: `publish-triggers`');
  });

  it('a repository with an open incident, of which it says nothing more', async () => {
    const { store } = stage.app;
    const { id } = stage.sandbox.repository(owner, 'loose');
    const [followed] = await store.packages.ofRepository(id);
    const incident = { repositoryId: id, packageId: followed?.id ?? 0, version: '0.6.6', pack: anIncident('0.6.6') };
    const told = { place: null, noticedAt: 1, retraction: null, written: null };
    const { id: _, ...stored } = await store.incidents.put({ ...incident, ...told, state: 'noticed' });
    const made = await deploy('loose');
    await expectRejected('loose', made, 'a security matter of an earlier release is open');
    expect(made.comments.join()).not.toMatch(/0\.6\.6|coins/);
    await store.incidents.put({ ...stored, state: 'retracted', retraction: 'a mistake' });
    expect((await deploy('loose')).state).toBe('approved');
  });
});

describe('what cannot be told', () => {
  const hideStatuses = () =>
    stage.sandbox.faults.answer({
      matches: (_, path) => /\/commits\/[^/]+\/status/.test(path),
      times: 1000,
      kind: { type: 'status', status: 500 },
    });
  afterEach(() => stage.sandbox.faults.clear());

  it('is rejected where the policy says so', async () => {
    hideStatuses();
    await expectRejected(
      'closed',
      await deploy('closed'),
      '**Cannot be told:** the checks of the commit could not be read',
    );
  });

  it('is let through where the policy says so, and says what was not seen', async () => {
    hideStatuses();
    const made = await deploy('trusting');
    expect([made.state, made.comments]).toEqual(['approved', [expect.stringContaining('**Cannot be told:**')]]);
  });

  it('waits where the policy says nothing, with one word of it, and goes on when it can be told', async () => {
    hideStatuses();
    const made = await asks('red');
    await expect.poll(() => made.comments).toEqual([expect.stringMatching(/leaves it waiting[^]*Cannot be told/)]);
    expect(made.state).toBe('waiting');
    stage.sandbox.faults.clear();
    await stage.app.queue.gate(stage.sandbox.repository(owner, 'red').id);
    await stage.settled();
    expect([made.state, made.comments.length]).toEqual(['approved', 2]);
  });

  it('waits for checks that are still running', async () => {
    await stage.sandbox.people.checkCommit(owner, 'red', 'main', { name: 'slow', conclusion: null });
    const made = await asks('red');
    await expect.poll(() => made.comments).toEqual([expect.stringContaining('still running: `slow`')]);
    expect(made.state).toBe('waiting');
    await stage.sandbox.people.checkCommit(owner, 'red', 'main', { name: 'slow', conclusion: 'success' });
    await stage.app.queue.gate(stage.sandbox.repository(owner, 'red').id);
    await stage.settled();
    expect(made.state).toBe('approved');
  });
});

it('leaves nothing red where the permission is missing, and says so in the log', async () => {
  const made = await deploy('mint', {}, 'unwilling');
  expect([made.state, made.comments]).toEqual(['waiting', []]);
  expect(await kept('mint', 'unwilling')).toMatchObject([{ decision: 'approved', outcome: 'refused' }]);
  const refused = lines.filter((line) => line.includes('a deployment may not be answered'));
  expect(only(refused, 'line')).toContain('deployments:write');
  expect(stage.checkRuns('unwilling', 'mint').map(({ conclusion }) => conclusion)).not.toContain('failure');
});

it('tells GitHub once where it crashes before that is stored', async () => {
  const { store } = stage.app;
  let forgets = 1;
  const settled = store.gate.settled.bind(store.gate);
  Object.assign(store.gate, {
    settled: (...told: Parameters<typeof settled>) => {
      if (forgets === 0) return settled(...told);
      forgets -= 1;
      return Promise.reject(new Error('the process is gone'));
    },
  });
  const made = await deploy('loose');
  expect([forgets, made.state, made.comments.length]).toEqual([0, 'approved', 1]);
  expect(await kept('loose')).toMatchObject({ 0: { decision: 'approved', outcome: 'too-late' } });
});

it('is parked where its work fails for good, lets nothing through, and can be tried again', async () => {
  const { store, queue } = stage.app;
  const decided = store.gate.decided.bind(store.gate);
  Object.assign(store.gate, { decided: () => Promise.reject(new Error('a mistake of ours')) });
  const made = await deploy('mint');
  expect([made.state, made.comments, (await kept('mint'))[0]?.outcome]).toEqual(['waiting', [], 'failed']);
  Object.assign(store.gate, { decided });
  const parked = only(await store.parked.list(), 'parked job');
  expect(parked).toMatchObject({ kind: 'gate', reason: 'Error: a mistake of ours' });
  expect(await retryParked(store, queue, parked)).toBe('queued');
  await stage.settled();
  expect(made.state).toBe('approved');
});

it('answers what was asked while nobody listened', async () => {
  const port = Number(new URL(stage.app.url).port);
  await stage.app.stop();
  const made = await asks('mint');
  expect([made.state, made.comments]).toEqual(['waiting', []]);
  await stage.restart({ port });
  await stage.settled();
  expect(made.state).toBe('approved');
});

it('is seen beside the repository, with its reasons', async () => {
  const text = (await deployments(stage.sandbox.repository(owner, 'struck'))).toString();
  expect(text).toContain('rejected by Mintmark');
  expect(text).toContain('npm has <code>struck 1.0.0</code> already');
});

it('says no secret anywhere', async () => {
  const said = [...stage.sandbox.state.repositories.values()].flatMap(({ deployments }) =>
    [...deployments.values()].flatMap(({ comments }) => comments),
  );
  expect(said.length).toBeGreaterThan(10);
  for (const token of stage.sandbox.state.tokens.keys())
    expect([...said, ...lines].filter((text) => text.includes(token))).toEqual([]);
});
