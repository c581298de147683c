import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppOptions } from '../../src/app/app.ts';
import { get } from '../../src/sandbox/git/objects.ts';
import { entryAt } from '../../src/sandbox/git/trees.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxIssue, SandboxPull } from '../../src/sandbox/state.ts';
import { settledSoon } from './hurry.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { change, organisation, owner, readme, releasePath, sound, trustedRelease } from './scenarios.ts';
import { openStage, type Stage } from './stage.ts';
import { only, writesIn } from './use-stage.ts';

const lasting = trustedRelease({ environment: null });
const updates = '.github/dependabot.yml';

/** The job that publishes waits for no environment, and nothing else is to be put right. */
const careless = (name: string, files: Parameters<typeof change>[0] = { [releasePath]: lasting }) =>
  sound(name, { files });
/** The same, and nothing keeps dependencies up to date. */
const twofold = (name: string) => sound(name, { files: { [releasePath]: lasting, [updates]: null } });

const box = 'Let the job';
const other = 'Let Dependabot';

const { organisations, users = [] } = organisation([
  careless('mint'),
  careless('eve'),
  careless('race'),
  careless('hand'),
  careless('gone'),
  careless('closed'),
  careless('crash'),
  careless('button'),
  careless('taken'),
  twofold('moved'),
  sound('mute', { files: { 'SECURITY.md': null } }),
  careless('pinned', { [releasePath]: trustedRelease().replace(/setup-node@.+/, 'setup-node@v7') }),
]);
const elsewhere = (login: string, name: string) => ({
  login,
  members: ['ada'],
  installation: null,
  repositories: [careless(name)],
});
/** An action, in a public repository of somebody else's. */
const actions = {
  login: 'actions',
  installation: null,
  repositories: [
    {
      name: 'setup-node',
      commits: [{ files: { 'action.yml': 'name: Setup\n' } }],
      tags: [{ name: 'v7' }, { name: 'v7.0.3', annotated: true }, { name: 'v6.9.0' }],
    },
  ],
};
const scenario = {
  organisations: [...organisations, elsewhere('solo', 'alone'), elsewhere('poor', 'penny'), actions],
  users,
};

let stage: Stage;
let asked: Record<string, number> = {};

beforeAll(async () => {
  stage = await openStage(scenario, withFixer);
  const { people } = stage.sandbox;
  people.installFixer(owner);
  people.installFixer('poor', { permissions: { metadata: 'read', contents: 'write', pull_requests: 'write' } });
  for (const login of [owner, 'solo', 'poor']) await people.install(login);
  await stage.settled();
});
afterEach(async () => {
  await stage.settled();
  await expectNothingLost(stage, { asked });
  asked = {};
});
afterAll(() => stage.close());

function withFixer({ state: { app, fixer } }: Sandbox): Promise<Partial<AppOptions>> {
  const { id: appId, privateKey, webhookSecret } = app;
  const second = { appId: fixer.id, privateKey: fixer.privateKey };
  return Promise.resolve({ credentials: { appId, privateKey, webhookSecret, fixer: second } });
}

const people = () => stage.sandbox.people;
const repository = (name: string) => stage.sandbox.repository(owner, name);
const issue = (name: string, login = owner): SandboxIssue => only(stage.issues(login, name), `issue of ${name}`);
const pulls = (name: string): readonly SandboxPull[] => [...repository(name).pulls.values()];
const pull = (name: string): SandboxPull => only(pulls(name), `pull request of ${name}`);
const branches = (name: string) => [...repository(name).refs.keys()].filter((ref) => ref.includes('/mintmark/'));
const push = (name: string, files: Parameters<typeof change>[0]) => people().push(owner, name, 'main', change(files));

async function tick(name: string, text = box, by = 'ada'): Promise<void> {
  await people().tickBox(owner, name, issue(name).number, text, by);
  await stage.settled();
}

describe('a box that is ticked', () => {
  it('opens one pull request, whose merge puts the point right and the issue to rest', async () => {
    const before = stage.sandbox.requests.length;
    await tick('mint');
    expect(writesIn(stage, before)).toEqual([
      'POST git/trees',
      'POST git/commits',
      'POST git/refs',
      'POST pulls',
      'PATCH issues/1',
      'POST check-runs',
      'PATCH check-runs/ID',
    ]);
    const { title, headRef, number } = pull('mint');
    expect(issue('mint').body).toContain(`Pull request #${number}: ${title}`);
    expect(headRef).toMatch(/^mintmark\/fix-publish-environment-[0-9a-f]{8}$/);

    await people().merge(owner, 'mint', number);
    await stage.settled();
    expect(issue('mint')).toMatchObject({ state: 'closed', stateReason: 'completed' });
    expect(issue('mint').body).toMatch(/^- \[x\] ~~.+~~ \d{4}-\d{2}-\d{2}$/m);
    expect(branches('mint')).toEqual([]);
  });

  it('drafts a security policy where GitHub shows none, neither a file nor the one of the owner', async () => {
    await tick('mute', 'Say in `SECURITY.md`');
    const { headSha, number } = pull('mute');
    expect(fileAt('mute', headSha, 'SECURITY.md')).toContain(`github.com/${owner}/mute/security/advisories/new`);
    await people().merge(owner, 'mute', number);
    await stage.settled();
    expect(issue('mute')).toMatchObject({ state: 'closed', stateReason: 'completed' });
  });

  it('pins an action to the commit of its tag, which is asked for once a week', async () => {
    await tick('pinned', 'Pin');
    const { headSha } = pull('pinned');
    const { refs } = stage.sandbox.repository('actions', 'setup-node');
    expect(fileAt('pinned', headSha)).toContain(`setup-node@${refs.get('refs/tags/v7')} # v7.0.3\n`);
    await push('pinned', { 'README.md': '# Words\n' });
    await stage.settled();
    const asked = stage.sandbox.requests.filter(({ path }) => path.startsWith('/repos/actions/'));
    expect(asked.map(({ path }) => path.split('/')[5])).toEqual(['matching-refs', 'tags']);
  });

  it('does nothing where a person without write access has ticked it, and is put back', async () => {
    const before = issue('eve').body;
    const from = stage.sandbox.requests.length;
    await tick('eve', box, 'eve');
    expect(writesIn(stage, from)).toEqual(['PATCH issues/1']);
    expect(issue('eve').body).toBe(before);
    expect([pulls('eve'), branches('eve')]).toEqual([[], []]);

    // What stood ticked before is not a wish of whoever edits the text next
    const ticked = before.replace('- [ ] <!--', '- [x] <!--');
    await people().send('issues', edited('eve', ticked, ticked.replace('- [x] <!--', '* [x] <!--'), 'ada'));
    await stage.settled();
    expect(pulls('eve')).toEqual([]);
  });

  it('has the boxes of a person obeyed, and not those that are made up', async () => {
    const made = '- [x] <!-- mintmark:v1 fix=0123456789abcdef0123456789abcdef --> Open a pull request';
    const { body, number } = issue('eve');
    await people().editIssue(owner, 'eve', number, `${body}\n${made}\n`, 'ada');
    await stage.settled();
    expect(issue('eve').body).toBe(body);
    expect(pulls('eve')).toEqual([]);
  });

  it('leads to one pull request where two people do the same at once, on two processes', async () => {
    const first = stage.app;
    await stage.restart();
    const [checkRun] = stage.checkRuns(owner, 'race');
    const { body } = issue('race');
    const ticked = body.replace('- [ ] <!--', '- [x] <!--');
    await Promise.all([
      people().send('issues', edited('race', body, ticked, 'ada')),
      people().pressButton(owner, 'race', checkRun?.id ?? 0, 'fix', 'ada'),
      people().send('issues', edited('race', body, ticked, 'ada')),
    ]);
    await stage.settled();
    await first.idle();
    expect(pull('race')).toMatchObject({ state: 'open', author: 'mintmark-fixer[bot]' });
  });
});

describe('the button of the check run', () => {
  it('does the same for the gravest point, for whoever may write', async () => {
    const run = only(stage.checkRuns(owner, 'button'), 'check run');
    expect(run.actions.map(({ identifier }) => identifier)).toEqual(['rerun', 'explain', 'fix']);
    await people().pressButton(owner, 'button', run.id, 'fix', 'eve');
    await stage.settled();
    expect(pulls('button')).toEqual([]);
    await people().pressButton(owner, 'button', run.id, 'fix', 'ada');
    await stage.settled();
    expect(issue('button').body).toContain(`Pull request #${pull('button').number}: `);
  });

  it('is not there where nothing may be written', () => {
    const [run] = stage.checkRuns('solo', 'alone');
    expect(run?.actions.map(({ identifier }) => identifier)).toEqual(['rerun', 'explain']);
  });
});

describe('the pull request of a fix', () => {
  it('is closed with one comment when what it puts right is right, and its branch deleted', async () => {
    await tick('gone');
    const { number } = pull('gone');
    await push('gone', { [releasePath]: trustedRelease() });
    await stage.settled();
    expect(pull('gone')).toMatchObject({ number, state: 'closed', merged: false });
    expect(pull('gone').comments.map(({ body }) => body)).toEqual([expect.stringContaining('so it is closed')]);
    expect(branches('gone')).toEqual([]);
    expect(issue('gone').state).toBe('closed');
  });

  it('is left alone, and its branch, once a person has pushed to it', async () => {
    await tick('hand');
    const { number } = pull('hand');
    const theirs = trustedRelease({ environment: 'production' });
    const head = await people().pushToPull(owner, 'hand', number, {
      ...change({ [releasePath]: theirs }),
      author: 'ada',
    });
    await stage.settled();
    expect(issue('hand').body).toContain('Its branch was changed by hand, so Mintmark leaves it alone');

    await push('hand', { [releasePath]: trustedRelease() });
    await stage.settled();
    expect(pull('hand')).toMatchObject({ state: 'open', headSha: head, comments: [] });
    expect(branches('hand')).toHaveLength(1);
  });

  it('is opened again by a new tick only, once a person has closed it', async () => {
    await tick('closed');
    const { number } = pull('closed');
    await people().closePull(owner, 'closed', number);
    await stage.settled();
    await people().push(owner, 'closed', 'main', readme('# Words'));
    await stage.settled();
    expect(pulls('closed').map(({ state }) => state)).toEqual(['closed']);
    expect(issue('closed').body).toContain(`- [ ] <!-- mintmark:v1 fix=`);
    expect(issue('closed').body).toContain(`Open another pull request (#${number} was closed)`);

    await tick('closed');
    expect(pulls('closed').map(({ state }) => state)).toEqual(['closed', 'open']);
    expect(pulls('closed').map(({ headRef }) => headRef)).toEqual([
      pulls('closed')[0]?.headRef,
      pulls('closed')[0]?.headRef,
    ]);
  });

  it('keeps up with the default branch where that changes what it changes, and only then', async () => {
    await tick('moved');
    await tick('moved', other);
    expect(pulls('moved').map(({ state }) => state)).toEqual(['open', 'open']);
    const [workflow, dependabot] = pulls('moved').map(({ headSha }) => headSha);
    const resets = (method: string, path: string) => method === 'PATCH' && path.includes('/moved/git/refs/');
    stage.sandbox.faults.answer({ matches: resets, times: 1, kind: { type: 'status', status: 502 } });
    await push('moved', {
      [releasePath]: lasting.replace(/(publish:\n.*\n.*)24\.04/, (_, before: string) => `${before}22.04`),
    });
    await settledSoon(stage);
    const [first, second] = pulls('moved');
    expect(first?.headSha).not.toBe(workflow);
    expect(second?.headSha).toBe(dependabot);
    await people().merge(owner, 'moved', first?.number ?? 0);
    await stage.settled();
    expect(pulls('moved').map(({ state, merged }) => [state, merged])).toEqual([
      ['closed', true],
      ['open', false],
    ]);
    expect(issue('moved').state).toBe('open');
  });

  it('is found again after a crash between the branch and it, and is one', async () => {
    const at = (path: string) => (method: string, asked: string) => method === 'POST' && asked.endsWith(path);
    stage.sandbox.faults.answer({ matches: at('/crash/git/refs'), times: 1, kind: { type: 'truncated' } });
    stage.sandbox.faults.answer({ matches: at('/crash/pulls'), times: 1, kind: { type: 'truncated' } });
    await people().tickBox(owner, 'crash', issue('crash').number, box, 'ada');
    await settledSoon(stage);
    expect(pull('crash').state).toBe('open');
    expect(issue('crash').body).toContain(`Pull request #${pull('crash').number}: `);
  });

  it('does not take a branch that somebody else has made', async () => {
    const branch = `mintmark/fix-publish-environment-${/fix=([0-9a-f]{8})/.exec(issue('taken').body)?.[1]}`;
    const theirs = await people().push(owner, 'taken', branch, readme('# Theirs'));
    await stage.settled();
    await tick('taken');
    expect(pulls('taken')).toEqual([]);
    expect(repository('taken').refs.get(`refs/heads/${branch}`)).toBe(theirs);
    expect(issue('taken').body).toContain('The last try came to nothing: the branch');
  });
});

describe('where the app that writes', () => {
  it('cannot sign in, nothing starts, and the reason names it', async () => {
    const { app, fixer } = stage.sandbox.state;
    const { id: appId, privateKey, webhookSecret } = app;
    const credentials = { appId, privateKey, webhookSecret, fixer: { appId: fixer.id, privateKey } };
    await expect(stage.restart({ credentials })).rejects.toThrow('FIXER_APP_ID, cannot sign in: GET /app');
  });

  it('is absent, the change is shown ready to copy, and nothing can be ticked', () => {
    const { body } = issue('alone', 'solo');
    expect(body).toContain('<summary>The change, ready to copy</summary>\n\n  Let the job');
    expect(body).toContain('  +    environment: npm\n');
    expect(body).not.toContain('fix=');
  });

  it('may not change workflows, the issue says which permissions are missing', async () => {
    await people().tickBox('poor', 'penny', issue('penny', 'poor').number, box, 'ada');
    await stage.settled();
    expect([...stage.sandbox.repository('poor', 'penny').pulls.values()]).toEqual([]);
    expect(issue('penny', 'poor').body).toContain('workflows: write');
  });
});

/** The workflow that releases, at a commit. */
function fileAt(name: string, commit: string, path = releasePath): string {
  const { objects } = repository(name);
  const blob = objects.get(entryAt(objects, get(objects, commit, 'commit').tree, path)?.sha ?? '');
  return blob?.kind === 'blob' ? Buffer.from(blob.content).toString() : '';
}

/** Word of an edit of the issue's text. */
function edited(name: string, from: string, body: string, by: string): Record<string, unknown> {
  const { id } = repository(name);
  const { number, state } = issue(name);
  return {
    action: 'edited',
    repository: { id, name, owner: { login: owner }, default_branch: 'main' },
    issue: { number, state, body },
    changes: { body: { from } },
    sender: { login: by, type: 'User' },
  };
}
