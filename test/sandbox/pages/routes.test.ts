import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headOf } from '../../../src/sandbox/git/resolve.ts';
import { mountPages } from '../../../src/sandbox/pages/index.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import type { SandboxCheckRun, SandboxPull, SandboxRepository } from '../../../src/sandbox/state.ts';

const hostile = '<script>alert("x")</script>';
const host = '127.0.0.1:4000';

let sandbox: Sandbox;
let repository: SandboxRepository;
let pull: SandboxPull;
let branchRun: SandboxCheckRun;
let pullRun: SandboxCheckRun;
let pages: ReturnType<typeof mountPages>;
let settled = 0;

beforeAll(async () => {
  sandbox = await startSandbox({
    organisations: [
      {
        login: 'octo',
        installation: {},
        repositories: [
          {
            name: 'demo',
            collaborators: { reader: 'read', keeper: 'maintain' },
            commits: [
              {
                message: `First ${hostile}`,
                files: {
                  'README.md': `# Demo\n\n${hostile}`,
                  'a.txt': '1\n2\n3\n4\n5\n6\n7\n8\n9\n',
                  'b.txt': hostile,
                },
              },
            ],
          },
          { name: 'empty' },
        ],
      },
    ],
  });
  repository = sandbox.repository('octo', 'demo');
  pull = await sandbox.people.openPull('octo', 'demo', {
    title: `Change ${hostile}`,
    branch: 'change',
    by: 'guest',
    commit: { files: { 'a.txt': '1\n2\n3\n4\n5\nsix\n7\n8\n9\n' } },
  });
  branchRun = addRun(headOf(repository) ?? '', 'neutral');
  pullRun = addRun(pull.headSha, 'failure');
  addIssue();
  addAdvisory();
  pages = mountPages(sandbox, async () => void settled++);
});

afterAll(() => sandbox.close());

function addRun(headSha: string, conclusion: string, name = 'mintmark'): SandboxCheckRun {
  const run: SandboxCheckRun = {
    id: sandbox.state.nextId(),
    suite: 1,
    appId: 1,
    name,
    headSha,
    status: 'completed',
    conclusion,
    externalId: null,
    detailsUrl: null,
    startedAt: '2026-11-22T10:00:00Z',
    completedAt: '2026-11-22T10:00:01Z',
    title: `Title ${hostile}`,
    summary: `Summary **bold** ${hostile}`,
    text: 'Text',
    annotations: [
      {
        path: 'a.txt',
        start_line: 6,
        end_line: 6,
        annotation_level: 'failure',
        title: `Said ${hostile}`,
        message: `line six\n${hostile}`,
      },
      { path: 'b.txt', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'of another file' },
    ],
    actions: [{ label: 'Explain', description: 'Say why', identifier: 'explain' }],
  };
  repository.checkRuns.set(run.id, run);
  return run;
}

function addIssue(): void {
  repository.issues.set(99, {
    number: 99,
    id: sandbox.state.nextId(),
    title: `Issue ${hostile}`,
    body: '<!-- marker -->\n\n- [ ] first\n- [x] second',
    state: 'open',
    stateReason: null,
    locked: false,
    labels: new Set(['security']),
    author: 'mintmark[bot]',
    comments: [{ id: 1, author: 'guest', body: `A comment ${hostile}`, createdAt: '2026-11-22T10:00:00Z' }],
    createdAt: '2026-11-22T10:00:00Z',
    updatedAt: '2026-11-22T11:00:00Z',
    writes: 3,
  });
}

function addAdvisory(): void {
  repository.advisories.set('GHSA-2222-3333-4444', {
    id: 'GHSA-2222-3333-4444',
    summary: `Advisory ${hostile}`,
    description: `# What to do\n\n${hostile}\n\n- **revoke** tokens`,
    severity: 'critical',
    state: 'draft',
    vulnerabilities: [{ package: { ecosystem: 'npm', name: `demo${hostile}` }, vulnerable_version_range: '= 1.0.1' }],
    author: 'mintmark[bot]',
    createdAt: '2026-11-22T10:00:00Z',
    updatedAt: '2026-11-22T10:00:00Z',
  });
}

const ask = (path: string, headers: Record<string, string> = {}) =>
  pages.request(`http://${host}${path}`, { headers: { host, ...headers } });

async function shown(path: string): Promise<string> {
  const answer = await ask(path);
  expect(answer.status, path).toBe(200);
  return answer.text();
}

const press = (run: SandboxCheckRun, action: string, headers: Record<string, string>) =>
  pages.request(`http://${host}/octo/demo/runs/${run.id}/press`, {
    method: 'POST',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ action }).toString(),
  });

describe('every page', () => {
  it.each([
    () => '/',
    () => '/octo',
    () => '/octo/demo',
    () => '/octo/empty',
    () => '/octo/demo/blob/main/b.txt',
    () => `/octo/demo/pull/${pull.number}`,
    () => `/octo/demo/runs/${branchRun.id}`,
    () => `/octo/demo/runs/${pullRun.id}`,
    () => `/octo/demo/commit/${headOf(repository)}`,
    () => '/octo/demo/issues/99',
    () => '/octo/demo/security/advisories/GHSA-2222-3333-4444',
  ])('escapes what comes from outside, and may run and load nothing (%#)', async (path) => {
    const answer = await ask(path());
    expect(answer.status).toBe(200);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const page = await answer.text();
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/ (?:style|on\w+)=/);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).toMatch(/<main id="content">/);
    expect(page).toContain('<html lang="en">');
  });

  it.each([
    '/nobody',
    '/octo/none',
    '/octo/demo/issues/1234',
    '/octo/demo/security/advisories/GHSA-2222-2222-2222',
    '/octo/demo/pull/x',
    '/octo/demo/blob/main/none',
    '/a/b/c',
  ])('says so where there is nothing: %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('There is nothing here');
  });

  it('does not answer under a foreign name', async () => {
    expect((await ask('/', { host: 'evil.example' })).status).toBe(421);
    expect((await ask('/', { host: 'localhost:4000' })).status).toBe(200);
  });
});

describe('the list', () => {
  it('shows the check, the open issue and the pull request of each repository', async () => {
    const page = await shown('/');
    expect(page).toContain('2 repositories');
    expect(page).toContain(`/octo/demo/runs/${branchRun.id}`);
    expect(page).toContain('/octo/demo/issues/99');
    expect(page).toContain(`/octo/demo/pull/${pull.number}`);
    expect(page).toMatch(/aria-label="failure"/);
  });
});

describe('a check run', () => {
  it('shows summary and text as Markdown, and annotations below the code they are about', async () => {
    const page = await shown(`/octo/demo/runs/${pullRun.id}`);
    expect(page).toContain('<strong>bold</strong>');
    expect(page).toContain('Details');
    expect(page).toMatch(/class="marked">\s*<th scope="row">6<\/th><td>six<\/td>/);
    expect(page.indexOf('<td>six</td>')).toBeLessThan(page.indexOf('line six'));
    expect(page).toContain('1 failure, 1 notice');
  });

  it('shows of a pull request what was changed, what is said of it in place, and the rest by itself', async () => {
    const page = await shown(`/octo/demo/pull/${pull.number}`);
    expect(page).toMatch(/<tr class="gone">.*<td>6<\/td>/);
    expect(page).toMatch(/<tr class="come">.*<td>six<\/td>/);
    expect(page).not.toContain('<td>2</td>');
    expect(page.match(/line six/g)).toHaveLength(1);
    expect(page.indexOf('of another file')).toBeLessThan(page.indexOf('id="files"'));
  });

  it('leads to lines of a file', async () => {
    expect(await shown('/octo/demo/blob/main/a.txt')).toContain('id="L9"');
  });
});

describe('an issue', () => {
  it('shows boxes, comments, labels and how often it was edited', async () => {
    const page = await shown('/octo/demo/issues/99');
    expect(page).toContain('1 of 2 tasks');
    expect(page.match(/type="checkbox"/g)).toHaveLength(2);
    expect(page).toContain('edited this 2 times');
    expect(page).toContain('security');
    expect(page).toContain('A comment');
    expect(page).not.toContain('marker');
  });
});

describe('a security advisory', () => {
  it('shows who sees it, which versions it is about and what it says', async () => {
    const page = await shown('/octo/demo/security/advisories/GHSA-2222-3333-4444');
    expect(page).toContain('the maintainers of this repository alone see it');
    expect(page).toContain('critical');
    expect(page).toContain('= 1.0.1');
    expect(page).toContain('<strong>revoke</strong>');
  });

  it('is led to from its repository, and from nowhere else', async () => {
    const path = '/octo/demo/security/advisories/GHSA-2222-3333-4444';
    expect(await shown('/octo/demo')).toContain(path);
    expect(await shown('/octo/empty')).not.toContain('Security advisories');
    expect(await shown('/')).not.toContain('GHSA');
  });
});

describe('a commit with checks of two names', () => {
  it('shows both in its repository, and in the list the one that came first', async () => {
    const hint = addRun(headOf(repository) ?? '', 'neutral', 'mintmark: security');
    const both = await shown('/octo/demo');
    expect(both).toContain(`/octo/demo/runs/${branchRun.id}`);
    expect(both).toContain(`/octo/demo/runs/${hint.id}`);
    const list = await shown('/');
    expect(list).toContain(`/octo/demo/runs/${branchRun.id}`);
    expect(list).not.toContain(`/octo/demo/runs/${hint.id}`);
    repository.checkRuns.delete(hint.id);
  });
});

describe('buttons', () => {
  it('are pressed by somebody who may write, and show what came of it', async () => {
    const before = sandbox.state.deliveries.length;
    sandbox.state.app.webhookUrl = 'http://127.0.0.1:9/';
    const answer = await press(pullRun, 'explain', { origin: `http://${host}` });
    sandbox.state.app.webhookUrl = null;
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/octo/demo/runs/${pullRun.id}`);
    expect(settled).toBe(1);
    const [delivery] = sandbox.state.deliveries.slice(before);
    expect(delivery).toMatchObject({ event: 'check_run', action: 'requested_action' });
    expect(JSON.parse(delivery?.payload ?? '{}')).toMatchObject({
      requested_action: { identifier: 'explain' },
      sender: { login: 'keeper' },
    });
  });

  it.each([
    {},
    { origin: 'null' },
    { origin: 'http://evil.example' },
    { origin: 'http://127.0.0.1:4001' },
    { origin: `https://${host}` },
  ])('cannot be pressed from elsewhere: %o', async (headers) => {
    const before = settled;
    expect((await press(pullRun, 'explain', headers as Record<string, string>)).status).toBe(403);
    expect(settled).toBe(before);
  });

  it('are only those that the app has made', async () => {
    expect((await press(pullRun, 'delete-all', { origin: `http://${host}` })).status).toBe(404);
  });
});
