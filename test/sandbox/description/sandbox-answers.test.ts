import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { blobsQuery, snapshotQuery } from '../../../src/github/queries.ts';
import { pathPattern } from '../../../src/sandbox/http/match.ts';
import { allRoutes } from '../../../src/sandbox/routes/index.ts';
import type { Exchange } from '../../../src/sandbox/sandbox.ts';
import { type Asking, acme, type LocalGitHub, listen, localGitHub, send } from '../local-github.ts';
import { actAsPerson } from '../sign-in-as.ts';
import { checkEverything } from './check.ts';
import { richCrate, richScenario } from './rich-scenario.ts';

/** What is asked in the rich scenario once a pull request, an issue and a check run are there. */
interface Known {
  readonly head: string;
  readonly tree: string;
  readonly blob: string;
  readonly tag: string;
  readonly pull: number;
  readonly pullHead: string;
  readonly fork: number;
}

describe('what the sandbox answers', () => {
  it("is what GitHub describes, on each of the sandbox's routes", async () => {
    const github = await localGitHub(richScenario);
    const { sandbox } = github;
    const violations = checkEverything(sandbox);
    const exchanges: Exchange[] = [];
    sandbox.onAnswer((exchange) => void exchanges.push(exchange));
    await listen(sandbox);
    const known = await prepare(github);

    for (const path of readPaths(known)) await github.ask(path);
    await writeIssues(github);
    await writeCheckRuns(github, known);
    await writeAdvisories(github);
    await uploadAnalysis(github, known);
    await writeGit(github, known);
    await readAttestations(github);
    await answerDeployments(github);
    await askGraphql(github, known);
    for (const path of appPaths(github)) await github.askAsApp(path);
    const [delivery] = sandbox.state.deliveries;
    await github.askAsApp(`/app/hook/deliveries/${delivery?.id}`);
    await github.askAsApp(`/app/hook/deliveries/${delivery?.id}/attempts`, post());
    const scope = { repositories: ['coin'], permissions: { contents: 'read' } };
    await github.askAsApp(`/app/installations/${github.installation}/access_tokens`, post(scope));
    await register(github);
    await actAsPerson(github);

    const answered = exchanges.filter(({ status }) => status < 300 || status === 422);
    const missed = allRoutes(async () => {}).filter(({ method, path, by }) => {
      const pattern = pathPattern(`${by === 'repository' ? '/repos/{owner}/{repo}' : ''}${path}`);
      return !answered.some((exchange) => exchange.method === method && pattern(pathOf(exchange)) !== null);
    });
    expect(
      missed.map(({ method, path }) => `${method} ${path}`),
      'routes without a good answer',
    ).toEqual([]);
    expect(violations()).toEqual([]);
  });

  it('is what GitHub describes where it refuses', async () => {
    const github = await acme(undefined, { permissions: { metadata: 'read' } });
    const { sandbox } = github;
    const violations = checkEverything(sandbox);
    const refused = [
      '/repos/acme/widget/contents/a.txt',
      '/repos/acme/widget/actions/secrets',
      '/repos/acme/none',
      '/repos/acme/widget/branches/main/protection',
      '/repos/acme/widget/immutable-releases',
      '/users/nobody',
    ];
    for (const path of refused) expect((await github.ask(path)).status, path).toBeGreaterThanOrEqual(403);
    expect((await github.ask('/repos/acme/widget/issues', post({ title: 'a' }))).status).toBe(403);
    expect((await github.askAsApp('/app/installations/1234567')).status).toBe(404);
    expect((await send(sandbox, 'ghs_none', '/installation/repositories')).status).toBe(401);
    await sandbox.people.rename('acme', 'widget', 'gadget');
    expect((await github.ask('/repos/acme/widget')).status).toBe(301);
    sandbox.faults.primaryLimit(0, 60);
    expect((await github.ask('/repos/acme/gadget')).status).toBe(403);
    sandbox.faults.clear();
    for (const kind of [
      { type: 'secondary-limit', retryAfterSeconds: 5 } as const,
      { type: 'status', status: 502 } as const,
    ]) {
      sandbox.faults.answer({ matches: () => true, times: 1, kind });
      await github.ask('/repos/acme/gadget');
    }
    expect(violations()).toEqual([]);
  });
});

const repo = '/repos/minters/coin';
const post = (body?: unknown): Asking => ({ method: 'POST', ...(body === undefined ? {} : { body }) });
const patch = (body: unknown): Asking => ({ method: 'PATCH', body });

function pathOf({ path }: Exchange): string {
  return new URL(path, 'http://github.invalid').pathname;
}

async function prepare({ sandbox }: LocalGitHub): Promise<Known> {
  const coin = sandbox.repository('minters', 'coin');
  const head = coin.refs.get('refs/heads/main') ?? '';
  const commit = coin.objects.get(head);
  const tree = commit?.kind === 'commit' ? commit.tree : '';
  const listing = coin.objects.get(tree);
  const entries = listing?.kind === 'tree' ? listing.entries : [];
  const files = { 'README.md': null, 'new.txt': 'new\n', 'one.txt': '1\n2\n' };
  const pull = await sandbox.people.openPull('minters', 'coin', {
    title: 'Change it',
    branch: 'change',
    by: 'ana',
    commit: { message: 'Change', author: 'ana', files },
  });
  const fork = await sandbox.people.openPull('minters', 'coin', {
    title: 'From outside',
    branch: 'outside',
    by: 'bob',
    fromFork: true,
    commit: { files: { 'b.txt': 'b\n' } },
  });
  return {
    head,
    tree,
    blob: entries.find(({ name }) => name === 'README.md')?.sha ?? '',
    tag: coin.refs.get('refs/tags/v1.0.0') ?? '',
    pull: pull.number,
    pullHead: pull.headSha,
    fork: fork.number,
  };
}

async function answerDeployments({ ask, sandbox }: LocalGitHub): Promise<void> {
  const run = { id: 77, workflow: '.github/workflows/release.yml', commit: 'main', startedAt: '2026-05-01T10:00:00Z' };
  await sandbox.people.deploy('minters', 'coin', run, 'npm');
  await sandbox.people.setStatus('minters', 'coin', 'main', { context: 'ci', state: 'success' });
  const rule = `${repo}/actions/runs/77/deployment_protection_rule`;
  expect((await ask(rule, post({ environment_name: 'npm' }))).status).toBe(422);
  expect((await ask(rule, post({ environment_name: 'npm', comment: 'wait' }))).status).toBe(204);
  expect((await ask(`${repo}/actions/runs/77`)).body.status).toBe('waiting');
  expect((await ask(rule, post({ environment_name: 'npm', state: 'rejected', comment: 'no' }))).status).toBe(204);
  expect((await ask(rule, post({ environment_name: 'npm', state: 'approved' }))).status).toBe(422);
  expect((await ask(`${repo}/actions/runs/77`)).body).toMatchObject({ status: 'completed', conclusion: 'failure' });
  for (const ref of ['main', 'v1.0.0']) await ask(`${repo}/commits/${ref}/status`);
}

function readPaths({ head, tree, blob, tag, pull, pullHead, fork }: Known): readonly string[] {
  const files = ['', '/', '/README.md', '/.github/workflows', '/latest', '/vendor/lib', '/assets/logo.png'];
  const onCoin = [
    '',
    ...files.map((path) => `/contents${path}`),
    '/contents/README.md?ref=v1.0.0',
    '/contents/none',
    `/git/trees/${tree}`,
    `/git/trees/${tree}?recursive=1`,
    `/git/blobs/${blob}`,
    `/git/tags/${tag}`,
    '/git/ref/heads/feature/one',
    '/git/ref/tags/v1.0.0',
    '/git/matching-refs/tags/v',
    '/tags',
    '/commits',
    `/commits/${head}`,
    '/commits/feature/one',
    `/commits/${pullHead}/pulls`,
    '/compare/main...feature/one',
    '/branches',
    '/branches/main',
    '/branches/feature/one',
    '/branches/main/protection',
    '/branches/feature/one/protection',
    '/rulesets?includes_parents=true&per_page=100',
    '/rules/branches/main',
    '/pulls',
    '/pulls?state=all&per_page=1',
    `/pulls/${pull}`,
    `/pulls/${fork}`,
    `/pulls/${pull}/files`,
    `/pulls/${pull}/commits`,
    '/releases?per_page=30',
    '/releases/latest',
    '/releases/tags/v1.0.0',
    '/issues?state=all',
    '/environments',
    '/environments/npm',
    '/environments/docs%20site',
    '/environments/npm/deployment-branch-policies',
    '/environments/npm/secrets',
    '/actions/secrets',
    '/actions/organization-secrets',
    '/actions/runs?head_sha=a',
    '/actions/runs?status=completed&per_page=10',
    '/actions/runs/41',
    '/actions/runs/41/jobs?per_page=100',
    '/actions/runs/42',
    '/immutable-releases',
    '/private-vulnerability-reporting',
    '/vulnerability-alerts',
    '/collaborators/ana/permission',
    '/collaborators/bob/permission',
    `/commits/${head}/check-suites`,
  ];
  return [
    ...onCoin.map((path) => `${repo}${path}`),
    '/repos/minters/empty',
    '/repos/minters/empty/branches',
    '/repos/minters/empty/commits',
    '/repos/minters/quiet',
    '/repos/minters/quiet/issues',
    '/repos/minters/empty/environments',
    '/repos/minters/empty/immutable-releases',
    '/installation/repositories?per_page=1',
    '/orgs/minters',
    '/users/ana',
    '/users/minters',
    '/rate_limit',
  ];
}

async function writeIssues(github: LocalGitHub): Promise<void> {
  const { sandbox } = github;
  const label = { name: 'publishing', color: 'c0ffee', description: 'How packages are published' };
  await github.ask(`${repo}/labels`, post(label));
  await github.ask(`${repo}/labels`, post(label));
  await github.ask(`${repo}/labels/publishing`);
  await github.ask(`${repo}/labels`);
  const made = await github.ask(
    `${repo}/issues`,
    post({ title: 'Publish safely', body: 'How', labels: ['publishing'] }),
  );
  const issue = `${repo}/issues/${made.body.number}`;
  await github.ask(issue);
  await github.ask(issue, patch({ body: 'How to' }));
  await github.ask(issue, patch({ state: 'closed', state_reason: 'completed' }));
  await github.ask(issue, patch({ state: 'open' }));
  const comment = await github.ask(`${issue}/comments`, post({ body: 'Done' }));
  await github.ask(`${repo}/issues/comments/${comment.body.id}`, patch({ body: 'Done, twice' }));
  await github.ask(`${issue}/comments`);
  await github.ask(`${issue}/lock`, { method: 'PUT', body: { lock_reason: 'resolved' } });
  await github.ask(`${issue}/lock`, { method: 'DELETE' });
  await github.ask(`${repo}/issues?labels=publishing&state=all&creator=${sandbox.state.app.slug}%5Bbot%5D`);
  await github.ask(`${repo}/rulesets/${sandbox.repository('minters', 'coin').rulesets[0]?.id}`);
  await github.ask(`${repo}/rulesets/${sandbox.repository('minters', 'coin').rulesets[1]?.id}`);
}

async function uploadAnalysis(github: LocalGitHub, { head }: Known): Promise<void> {
  const uploads = `${repo}/code-scanning/sarifs`;
  const upload = (sarif: string) => github.ask(uploads, post({ commit_sha: head, ref: 'refs/heads/main', sarif }));
  const made = await upload(gzipSync('{}').toString('base64'));
  await github.ask(`${uploads}/${made.body.id}`);
  await upload('no gzip');
}

async function writeAdvisories(github: LocalGitHub): Promise<void> {
  const vulnerabilities = [
    { package: { ecosystem: 'rust', name: 'coin' }, vulnerable_version_range: '= 1.0.0' },
    { package: { ecosystem: 'other' } },
  ];
  const made = await github.ask(
    `${repo}/security-advisories`,
    post({ summary: 'A coin', description: 'It is false', severity: 'high', vulnerabilities }),
  );
  await github.ask(`${repo}/security-advisories`, post({ summary: 'A coin' }));
  const one = `${repo}/security-advisories/${made.body.ghsa_id}`;
  await github.ask(one, patch({ summary: 'A false coin' }));
  await github.ask(one);
  await github.ask(one, patch({ state: 'closed' }));
  await github.ask(`${repo}/security-advisories?state=closed&sort=updated&per_page=100`);
}

/** As the second app: a branch from the bottom up, and a pull request from it. */
async function writeGit({ sandbox }: LocalGitHub, { head, tree }: Known): Promise<void> {
  sandbox.people.installFixer('minters');
  const [installation = 0] = sandbox.state.fixerInstallations.keys();
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  sandbox.state.tokens.set('ghs_fixer', { installation, expiresAt, permissions: null, repositories: null });
  const ask = (path: string, asking?: Asking) => send(sandbox, 'ghs_fixer', `${repo}${path}`, asking);

  const file = { path: '.github/workflows/fixed.yml', mode: '100644', type: 'blob', content: 'on: push\n' };
  const made = await ask('/git/trees', post({ base_tree: tree, tree: [file] }));
  const commit = await ask('/git/commits', post({ message: 'Fix it', tree: made.body.sha, parents: [head] }));
  const { sha } = commit.body;
  await ask(`/git/commits/${sha}`);
  await ask('/git/refs', post({ ref: 'refs/heads/fix/it', sha }));
  await ask('/git/refs', post({ ref: 'refs/heads/fix/it', sha }));
  const pull = await ask('/pulls', post({ title: 'Fix it', head: 'fix/it', base: 'main', body: 'Why' }));
  expect(pull.body).toMatchObject({ user: { login: 'mintmark-fixer[bot]' }, changed_files: 1, state: 'open' });
  expect((await ask('/pulls', post({ title: 'Again', head: 'fix/it', base: 'main' }))).body.errors).toMatchObject([
    { message: 'A pull request already exists for minters:fix/it.' },
  ]);
  expect((await ask('/git/refs/heads%2Ffix%2Fit', patch({ sha: head }))).body.message).toMatch(/fast forward/);
  const again = await ask('/git/commits', post({ message: 'Fix it', tree, parents: [head] }));
  await ask('/git/refs/heads%2Ffix%2Fit', patch({ sha: again.body.sha, force: true }));
  expect((await ask(`/pulls/${pull.body.number}`)).body.head.sha).toBe(again.body.sha);
  await ask(`/pulls/${pull.body.number}`, patch({ body: 'Why not' }));
  await ask(`/issues/${pull.body.number}/comments`, post({ body: 'Not needed' }));
  await ask('/git/refs/heads%2Ffix%2Fit', { method: 'DELETE' });
  expect((await ask(`/pulls/${pull.body.number}`)).body.state).toBe('closed');
}

async function readAttestations(github: LocalGitHub): Promise<void> {
  const { bases } = github.sandbox.registries;
  const crate = await fetch(`${bases['crates.io']?.['static']}${richCrate}`);
  const digest = createHash('sha256')
    .update(new Uint8Array(await crate.arrayBuffer()))
    .digest('hex');
  await github.ask(`${repo}/attestations/sha256:${digest}?per_page=20`);
  await github.ask(`${repo}/attestations/sha256:${'0'.repeat(64)}`);
}

async function writeCheckRuns(github: LocalGitHub, { pullHead }: Known): Promise<void> {
  const annotation = { path: 'new.txt', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'm' };
  const columns = { start_column: 1, end_column: 2, title: 'Here', raw_details: 'raw' };
  const made = await github.ask(
    `${repo}/check-runs`,
    post({ name: 'mintmark', head_sha: pullHead, status: 'in_progress' }),
  );
  const run = `${repo}/check-runs/${made.body.id}`;
  const output = {
    title: 'All well',
    summary: 'Nothing',
    text: 'More',
    annotations: [annotation, { ...annotation, ...columns }],
  };
  const actions = [{ label: 'Re-run', description: 'Looks again', identifier: 'rerun' }];
  await github.ask(run, patch({ status: 'completed', conclusion: 'success', external_id: 'e', output, actions }));
  await github.ask(run);
  await github.ask(`${run}/annotations?per_page=1`);
  await github.ask(`${repo}/commits/${pullHead}/check-runs?check_name=mintmark&filter=latest`);
  const suites = await github.ask(`${repo}/commits/${pullHead}/check-suites`);
  const suite = `${repo}/check-suites/${suites.body.check_suites[0].id}`;
  await github.ask(suite);
  await github.ask(`${suite}/check-runs`);
  await github.ask(`${repo}/check-runs`, post({ name: 'mintmark' }));
}

async function askGraphql(github: LocalGitHub, { blob }: Known): Promise<void> {
  for (const name of ['coin', 'empty', 'none']) {
    const variables = { owner: 'minters', name };
    await github.ask('/graphql', post({ query: snapshotQuery, variables }));
    await github.ask(
      '/graphql',
      post({ query: blobsQuery(2), variables: { ...variables, o0: blob, o1: 'f'.repeat(40) } }),
    );
  }
}

function appPaths({ installation }: LocalGitHub): readonly string[] {
  return [
    '/app',
    '/app/installations',
    `/app/installations/${installation}`,
    '/app/hook/deliveries?per_page=2',
    `${repo}/installation`,
    '/orgs/minters/installation',
    '/users/minters/installation',
  ];
}

/** The manifest flow: what the page for new apps hands back is turned into an app. */
async function register({ sandbox }: LocalGitHub): Promise<void> {
  const manifest = { name: 'm', url: 'https://m.test', redirect_url: 'https://m.test/back', default_permissions: {} };
  const page = await fetch(`${sandbox.url}/settings/apps/new`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ manifest: JSON.stringify(manifest) }),
  });
  const code = new URL(page.headers.get('location') ?? '').searchParams.get('code');
  await send(sandbox, null, `/app-manifests/${code}/conversions`, post());
}
