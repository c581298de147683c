import { describe, expect, it } from 'vitest';
import { fullPath } from '../../../src/sandbox/http/dispatch.ts';
import { isGranted } from '../../../src/sandbox/http/permission.ts';
import { allRoutes } from '../../../src/sandbox/routes/index.ts';
import { checkEverything } from '../description/check.ts';
import { acme, send } from '../local-github.ts';

const routes = allRoutes(() => Promise.resolve());

describe('the table of permissions', () => {
  it('names a permission for every route on a repository', () => {
    const wrong = routes.filter(
      (route) =>
        route.by === 'repository' && !/^[a-z_]+=(read|write)((?:; |,)[a-z_]+=(read|write))*$/.test(route.accepts),
    );
    expect(wrong.map(fullPath)).toEqual([]);
  });

  it('is kept: without the permission each route is refused, and says what it wants', async () => {
    const { sandbox, installation, askAsApp } = await acme();
    const poor = await askAsApp(`/app/installations/${installation}/access_tokens`, {
      method: 'POST',
      body: { permissions: { metadata: 'read' } },
    });
    for (const route of routes) {
      if (route.by !== 'repository' || isGranted(route.accepts, { metadata: 'read' })) continue;
      const path = fullPath(route)
        .replace('{owner}', 'acme')
        .replace('{repo}', 'widget')
        .replace(/\{\w+\+?\}/g, '1');
      const refused = await send(sandbox, poor.body.token, path, { method: route.method });
      expect(refused, `${route.method} ${path}`).toMatchObject({
        status: 403,
        body: { message: 'Resource not accessible by integration', status: '403' },
      });
      expect(refused.headers.get('x-accepted-github-permissions')).toMatch(/=/);
    }
  });

  it('takes writing for reading, alternatives, and nothing else', () => {
    expect(isGranted('contents=read', { contents: 'write' })).toBe(true);
    expect(isGranted('contents=write', { contents: 'read' })).toBe(false);
    expect(isGranted('issues=write; pull_requests=write', { pull_requests: 'write' })).toBe(true);
    expect(isGranted('metadata=read', {})).toBe(true);
  });
});

const everything = {
  administration: 'read',
  environments: 'read',
  secrets: 'read',
  organization_administration: 'read',
  metadata: 'read',
  contents: 'read',
  actions: 'read',
  checks: 'write',
  issues: 'write',
  pull_requests: 'read',
} as const;

describe('what is answered', () => {
  it("fits GitHub's own description, for every kind of thing", async () => {
    const local = await acme(
      [
        {
          name: 'widget',
          commits: [
            {
              files: {
                'a.txt': 'hi\n',
                'src/b.ts': '1\n2\n3\n4\n',
                link: { link: 'a.txt' },
                sub: { submodule: '1'.repeat(40) },
              },
            },
            { files: { 'src/b.ts': null, 'src/c.ts': '1\n2\n3\n5\n' }, author: 'ann' },
          ],
          branches: { next: [{ files: { 'a.txt': 'ho\n' } }] },
          tags: [{ name: 'v1' }, { name: 'v2', annotated: true }, { name: 'v3', verified: true }],
          releases: [
            { tag: 'v1', assets: [{ name: 'w.tgz' }] },
            { tag: 'v2', draft: true },
          ],
          rulesets: [
            { name: 'main', include: ['~DEFAULT_BRANCH'], rules: ['deletion', { type: 'pull_request', approvals: 2 }] },
            {
              name: 'tags',
              target: 'tag',
              from: 'Organization',
              include: ['refs/tags/v*'],
              rules: ['update'],
              bypassActors: 1,
            },
          ],
          environments: [
            { name: 'npm', reviewers: ['ann'], branchPolicy: 'custom', secrets: { T: '2026-01-01T00:00:00Z' } },
          ],
          secrets: { NPM_TOKEN: '2026-01-01T00:00:00Z' },
          organisationSecrets: { ORG: '2026-01-01T00:00:00Z' },
          branchProtection: { main: { approvals: 1 } },
          collaborators: { bob: 'maintain' },
          immutableReleases: true,
          vulnerabilityAlerts: true,
        },
      ],
      { permissions: everything },
    );
    const { ask, askAsApp, sandbox, installation } = local;
    const violations = checkEverything(sandbox);
    const pull = await sandbox.people.openPull('acme', 'widget', {
      title: 'Change',
      branch: 'change',
      by: 'bob',
      fromFork: true,
      commit: { files: { 'a.txt': 'changed\n' } },
    });
    const repository = sandbox.repository('acme', 'widget');
    const head = repository.refs.get('refs/heads/main') ?? '';
    const at = (path: string) => `/repos/acme/widget${path}`;
    const output = {
      title: 'T',
      summary: 'S',
      annotations: [{ path: 'a.txt', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'M' }],
    };
    const run = await ask(at('/check-runs'), { method: 'POST', body: { name: 'mintmark', head_sha: head, output } });
    await ask(at(`/check-runs/${run.body.id}`), {
      method: 'PATCH',
      body: { status: 'completed', conclusion: 'neutral', output },
    });
    await ask(at('/labels'), { method: 'POST', body: { name: 'mintmark', color: 'ededed' } });
    const issue = await ask(at('/issues'), {
      method: 'POST',
      body: { title: 'I', body: '<!-- m -->', labels: ['mintmark'] },
    });
    await ask(at(`/issues/${issue.body.number}/comments`), { method: 'POST', body: { body: 'C' } });
    await ask(at(`/issues/${issue.body.number}`), {
      method: 'PATCH',
      body: { state: 'closed', state_reason: 'completed' },
    });
    const tag = repository.refs.get('refs/tags/v3') ?? '';
    const paths = [
      '',
      '/contents',
      '/contents/src',
      '/contents/a.txt',
      '/contents/link',
      '/contents/sub',
      '/git/trees/main',
      '/git/trees/main?recursive=1',
      '/git/blobs/45b983be36b73c0788dc9cbcb76cbb80fc7bb057',
      `/git/tags/${tag}`,
      '/git/ref/heads/main',
      '/git/matching-refs/tags',
      '/commits',
      '/commits/main',
      '/compare/main...bob:change',
      '/compare/next...main',
      '/branches',
      '/branches/main',
      '/branches/main/protection',
      '/pulls',
      `/pulls/${pull.number}`,
      `/pulls/${pull.number}/files`,
      `/pulls/${pull.number}/commits`,
      `/commits/${head}/check-runs`,
      `/commits/${head}/check-suites`,
      `/check-runs/${run.body.id}`,
      `/check-runs/${run.body.id}/annotations`,
      `/check-suites/${run.body.check_suite.id}`,
      '/issues?state=all',
      `/issues/${issue.body.number}`,
      `/issues/${pull.number}`,
      `/issues/${issue.body.number}/comments`,
      '/labels',
      '/releases',
      '/releases/latest',
      '/releases/tags/v1',
      '/environments',
      '/environments/npm',
      '/environments/npm/deployment-branch-policies',
      '/environments/npm/secrets',
      '/actions/secrets',
      '/actions/organization-secrets',
      '/actions/runs',
      '/rulesets',
      `/rulesets/${repository.rulesets[0]?.id}`,
      '/rules/branches/main',
      '/immutable-releases',
      '/private-vulnerability-reporting',
      '/collaborators/bob/permission',
    ]; // prettier-ignore
    for (const path of paths) expect((await ask(at(path))).status, path).toBe(200);
    expect((await ask(at('/vulnerability-alerts'))).status).toBe(204);
    for (const path of ['/installation/repositories', '/orgs/acme', '/users/ann', '/rate_limit'])
      expect((await ask(path)).status, path).toBe(200);
    for (const path of [
      '/app',
      '/app/installations',
      `/app/installations/${installation}`,
      '/repos/acme/widget/installation',
      '/orgs/acme/installation',
      '/app/hook/deliveries',
    ])
      expect((await askAsApp(path)).status, path).toBe(200);
    expect(violations()).toEqual([]);
  });
});
