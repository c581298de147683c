import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppOptions } from '../../src/app/app.ts';
import { corePermissions } from '../../src/sandbox/core-tier.ts';
import { get } from '../../src/sandbox/git/objects.ts';
import { entryAt } from '../../src/sandbox/git/trees.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxIssue, SandboxPull } from '../../src/sandbox/state.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { change, leaky, organisation, owner, policyPath, releasePath, sound, trustedRelease } from './scenarios.ts';
import { openStage, type Stage } from './stage.ts';
import { only } from './use-stage.ts';

const lasting = trustedRelease({ environment: null });
const careless = (name: string, files = {}) => sound(name, { files: { [releasePath]: lasting, ...files } });
const shared = { organisationSecrets: { NPM_TOKEN: '2025-01-01T00:00:00Z' } };

/** So many days from today. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function accepting(control: string, until: string): string {
  return `accept:\n  - { control: ${control}, reason: "a single maintainer", by: ada, until: ${until} }\n`;
}

const { organisations, users = [] } = organisation([
  careless('mint'),
  careless('eve'),
  careless('ending', { [policyPath]: accepting('publish-environment', inDays(10)) }),
  sound('idle', { files: { [policyPath]: accepting('publish-environment', inDays(100)) } }),
]);
/** What may be seen of it are names of secrets, too. */
const guild = {
  login: 'guild',
  members: ['ada'],
  installation: null,
  repositories: [
    leaky('first', shared),
    leaky('hidden', { ...shared, visibility: 'private' }),
    sound('second', shared),
  ],
};

let stage: Stage;
const asked: Record<string, number> = {};

beforeAll(async () => {
  stage = await openStage({ organisations: [...organisations, guild], users }, withFixer);
  stage.sandbox.people.installFixer(owner);
  await stage.sandbox.people.install(owner);
  const permissions = { ...corePermissions, secrets: 'read', environments: 'read' } as const;
  await stage.sandbox.people.install('guild', { permissions });
  await stage.settled();
});
afterEach(() => expectNothingLost(stage, { asked }));
afterAll(() => stage.close());

function withFixer({ state: { app, fixer } }: Sandbox): Promise<Partial<AppOptions>> {
  const { id: appId, privateKey, webhookSecret } = app;
  const second = { appId: fixer.id, privateKey: fixer.privateKey };
  return Promise.resolve({ credentials: { appId, privateKey, webhookSecret, fixer: second } });
}

const people = () => stage.sandbox.people;
const repository = (name: string) => stage.sandbox.repository(owner, name);
const issue = (name: string): SandboxIssue => only(stage.issues(owner, name), `issue of ${name}`);
const pull = (name: string): SandboxPull => only([...repository(name).pulls.values()], `pull request of ${name}`);
const run = (name: string) => {
  const head = repository(name).refs.get('refs/heads/main') ?? '';
  return only(stage.checkRuns(owner, name, head), `check run of ${name}`);
};

function policyOf(name: string, commit: string): string {
  const { objects } = repository(name);
  const found = entryAt(objects, get(objects, commit, 'commit').tree, policyPath);
  return found === null ? '' : get(objects, found.sha, 'blob').content.toString();
}

async function tick(name: string, text: string, by: string): Promise<void> {
  await people().tickBox(owner, name, issue(name).number, text, by);
  await stage.settled();
}

describe('a point that is let rest', () => {
  it('becomes a pull request in the name of whoever ticked it, and its merge takes it out of the issue', async () => {
    await tick('mint', 'accept `publish-environment`', 'ada');
    const { title, body, headSha, headRef, number } = pull('mint');
    expect(title).toBe(`Accept \`publish-environment\` until ${inDays(90)}`);
    expect(body).toContain('in place of `TODO`');
    expect(body).toContain('Asked for by `ada`');
    expect(policyOf('mint', headSha)).toMatch(
      new RegExp(
        `^accept:\n  - control: publish-environment\n    registry: npm\n    reason: TODO\n    by: ada\n    until: '${inDays(90)}'\n    evidence:\n      - '?[0-9a-f]{12}'?\n$`,
      ),
    );
    expect(issue('mint').body).toContain(`Pull request #${number}: accept \`publish-environment\``);
    const told = only(stage.checkRuns(owner, 'mint', headSha), 'check run of the pull request');
    expect(told.annotations).toMatchObject([
      { path: policyPath, message: expect.stringContaining('TODO is no reason') },
    ]);

    const written = policyOf('mint', headSha).replace('TODO', 'one maintainer, who would review herself');
    await people().push(owner, 'mint', headRef, change({ [policyPath]: written }));
    await stage.settled();
    expect(issue('mint').body).toContain('changed by hand');
    await people().merge(owner, 'mint', number);
    await stage.settled();
    expect(issue('mint')).toMatchObject({ state: 'closed', stateReason: 'completed' });
    expect(run('mint')).toMatchObject({ conclusion: 'success', annotations: [] });
  });

  it('covers no other finding of the control, which is told as another', async () => {
    const other = lasting.replaceAll('publish:', 'publish-again:').replace('name: Release', 'name: Again');
    await people().push(owner, 'mint', 'main', change({ '.github/workflows/again.yml': other }));
    await stage.settled();
    expect(issue('mint').state).toBe('open');
    expect(issue('mint').body).toMatch(/publish-again.+ is another finding/);
    expect(issue('mint').body).not.toMatch(/`publish` .+ is another finding/);
  });

  it('is none where a person without write access ticks it', async () => {
    const before = issue('eve').body;
    await tick('eve', 'accept `publish-environment`', 'eve');
    expect(issue('eve').body).toBe(before);
    expect([...repository('eve').pulls.values()]).toEqual([]);
  });
});

describe('an exemption', () => {
  it('that ends soon is told of by its day', () => {
    const sentence = `The exemption of \`publish-environment\` (by \`ada\`) ends on ${inDays(10)}`;
    expect(run('ending').summary).toContain(sentence);
    expect(run('ending')).toMatchObject({ conclusion: 'success', annotations: [] });
  });

  it('that has nothing left to accept is told of as a note', () => {
    expect(run('idle').summary).toContain('The exemption of `publish-environment` (by `ada`) accepts nothing any more');
    expect(run('idle')).toMatchObject({ conclusion: 'success', annotations: [] });
  });
});

it("an organization's secret is told with who else names it, private repositories counted only", async () => {
  await people().push('guild', 'second', 'main', change({ 'README.md': '# Second\n' }));
  await stage.settled();
  const { body } = only(stage.issues('guild', 'second'), 'issue of second');
  expect(body).toContain('`NPM_TOKEN` of the organization (last set on 2025-01-01)');
  expect(body).toContain('name `NPM_TOKEN` in a workflow, too: `guild/first` and 1 more.');
  expect(body).toContain('gh secret delete NPM_TOKEN --org guild');
});
