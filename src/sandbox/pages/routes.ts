import { type Context, Hono } from 'hono';
import { findRepository } from '../accounts.ts';
import { resolveCommit } from '../git/resolve.ts';
import { oauthPage } from '../oauth/index.ts';
import type { Sandbox } from '../sandbox.ts';
import type { SandboxRepository } from '../state.ts';
import { advisoryPage } from './advisory-page.ts';
import { checkPage } from './check-page.ts';
import { filePage } from './file-page.ts';
import { type Html, html } from './html.ts';
import { issuePage } from './issue-page.ts';
import { page, pathOf } from './layout.ts';
import { linesAt, newestRun, presser } from './lookup.ts';
import { pullPage } from './pull-page.ts';
import { repositoryList } from './repository-list.ts';
import { repositoryPage } from './repository-page.ts';
import { isOurs, securityHeaders } from './security.ts';
import { style } from './style.ts';

/**
 * Pages over what a sandbox knows, under the paths that GitHub has them at.
 *
 * @param settled resolves when whoever listens to the sandbox has done what a pressed button asks for, so that the page
 *   that follows shows it
 */
export function mountPages(sandbox: Sandbox, settled: () => Promise<void> = () => Promise.resolve()): Hono {
  const { state } = sandbox;
  const pages = new Hono();
  pages.use(securityHeaders);
  pages.get('/style.css', (context) => context.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));

  pages.get('/', (context) => {
    const all = [...state.repositories.values()].filter(({ deleted }) => !deleted);
    const owners = [...new Set(all.map(({ owner }) => owner))];
    return context.html(repositoryList(owners.join(', ') || 'Repositories', all));
  });
  pages.all('/login/oauth/:page', async (context) => {
    const { method, path } = context.req;
    const query = new URL(context.req.url).searchParams;
    const answer = await oauthPage(state, { method, path, query, body: await context.req.text() });
    if (answer === null) return nothing(context);
    const isPage = typeof answer.body === 'string';
    const headers = { ...answer.headers, 'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json' };
    const body = isPage ? String(answer.body) : JSON.stringify(answer.body);
    return new Response(answer.body === undefined ? null : body, { status: answer.status, headers });
  });
  pages.get('/:owner', (context) => {
    const { owner } = context.req.param();
    const account = state.accounts.get(owner.toLowerCase());
    if (account === undefined) return nothing(context);
    const own = [...state.repositories.values()].filter((each) => !each.deleted && each.owner === account.login);
    return context.html(repositoryList(account.login, own));
  });
  pages.get('/:owner/:name', (context) => shown(context, (repository) => repositoryPage(repository)));
  pages.get('/:owner/:name/issues/:number', (context) =>
    shown(context, (repository) => {
      const issue = repository.issues.get(Number(context.req.param('number')));
      return issue === undefined ? null : issuePage(repository, issue);
    }),
  );
  pages.get('/:owner/:name/pull/:number', (context) =>
    shown(context, (repository) => {
      const pull = repository.pulls.get(Number(context.req.param('number')));
      return pull === undefined ? null : pullPage(repository, pull);
    }),
  );
  pages.get('/:owner/:name/security/advisories/:id', (context) =>
    shown(context, (repository) => {
      const advisory = repository.advisories.get(context.req.param('id') ?? '');
      return advisory === undefined ? null : advisoryPage(repository, advisory);
    }),
  );
  pages.get('/:owner/:name/runs/:id', (context) =>
    shown(context, (repository) => {
      const run = repository.checkRuns.get(Number(context.req.param('id')));
      return run === undefined ? null : checkPage(repository, run);
    }),
  );
  pages.get('/:owner/:name/commit/:sha', (context) =>
    shown(context, (repository) => {
      const run = newestRun(repository, resolveCommit(repository, context.req.param('sha')));
      return run === null ? null : checkPage(repository, run);
    }),
  );
  pages.get('/:owner/:name/blob/:ref/:path{.+}', (context) =>
    shown(context, (repository) => {
      const { ref, path } = context.req.param();
      const commit = resolveCommit(repository, ref);
      const lines = commit === null ? null : linesAt(repository, commit, path);
      return lines === null ? null : filePage(repository, ref, path, lines);
    }),
  );

  pages.post('/:owner/:name/runs/:id/press', async (context) => {
    if (!isOurs(context)) return context.text('Buttons are pressed on these pages only.', 403);
    const repository = repositoryAt(context);
    const run = repository?.checkRuns.get(Number(context.req.param('id')));
    const { action: pressed } = await context.req.parseBody();
    const button = run?.actions.find(({ identifier }) => identifier === pressed);
    if (repository === null || run === undefined || button === undefined) return nothing(context);
    const { owner, name } = repository;
    await sandbox.people.pressButton(owner, name, run.id, button.identifier, presser(repository));
    await settled();
    return context.redirect(`${pathOf(repository)}/runs/${newestRun(repository, run.headSha)?.id ?? run.id}`, 303);
  });
  pages.notFound(nothing);
  return pages;

  function repositoryAt(context: Context): SandboxRepository | null {
    return findRepository(state, context.req.param('owner') ?? '', context.req.param('name') ?? '');
  }

  function shown(context: Context, show: (repository: SandboxRepository) => Html | null) {
    const repository = repositoryAt(context);
    const content = repository === null ? null : show(repository);
    return content === null ? nothing(context) : context.html(content);
  }
}

function nothing(context: Context): Response | Promise<Response> {
  return context.html(
    page('Not found', [], html`<h1>There is nothing here</h1><p><a href="/">All repositories</a></p>`),
    404,
  );
}
