import { inOrganization, inRepository, repositoryChange, tagEvent, workflowRun } from '../payloads.ts';
import { type Listener, listen } from './listener.ts';
import { place, wantAudit, wantAuditOfAll } from './place.ts';

/** What changes a repository or its settings without a commit. */
export const repositoryListeners: readonly Listener[] = [
  listen('repository', ['deleted'], inRepository, async ({ store }, { repository }) => {
    await store.repositories.remove(repository.id);
  }),

  listen('repository', ['transferred'], inRepository, async (context, payload) => {
    const { store } = context;
    const { installation, repository } = payload;
    const account = (await store.installations.get(installation.id))?.accountId;
    const leaves = account !== undefined && repository.owner.id !== undefined && repository.owner.id !== account;
    if (!leaves) {
      if (await place(context, payload)) await wantAudit(context, repository.id, 'settings-changed');
      return;
    }
    const stored = await store.repositories.get(repository.id);
    if (stored?.installationId === installation.id) await store.repositories.remove(repository.id);
  }),

  listen(
    'repository',
    ['renamed', 'privatized', 'publicized', 'archived', 'unarchived'],
    inRepository,
    async (context, payload) => {
      if (await place(context, payload)) await wantAudit(context, payload.repository.id, 'settings-changed');
    },
  ),

  listen('repository', ['edited'], repositoryChange, async (context, payload) => {
    if (payload.changes?.default_branch === undefined) return;
    if (await place(context, payload)) await wantAudit(context, payload.repository.id, 'settings-changed');
  }),

  ...['create', 'delete'].map((event) =>
    listen(event, null, tagEvent, async (context, payload) => {
      if (payload.ref_type !== 'tag' || !(await place(context, payload))) return;
      if (event === 'create') await context.hurry(payload.repository.id);
      await wantAudit(context, payload.repository.id, 'settings-changed');
    }),
  ),

  listen('release', null, inRepository, async (context, payload) => {
    if (!(await place(context, payload))) return;
    await context.hurry(payload.repository.id);
    await wantAudit(context, payload.repository.id, 'settings-changed');
  }),

  ...['registry_package', 'branch_protection_rule', 'member', 'secret_scanning_alert'].map((event) =>
    listen(event, null, inRepository, async (context, payload) => {
      if (await place(context, payload)) await wantAudit(context, payload.repository.id, 'settings-changed');
    }),
  ),

  // A ruleset may be the organisation's, and then there is no repository in the payload
  listen('repository_ruleset', null, inOrganization, async (context, { repository, ...payload }) => {
    if (repository === undefined) return wantAuditOfAll(context, payload.installation.id, 'settings-changed');
    if (await place(context, { ...payload, repository })) await wantAudit(context, repository.id, 'settings-changed');
  }),

  listen('organization', ['member_added', 'member_removed'], inOrganization, (context, payload) =>
    wantAuditOfAll(context, payload.installation.id, 'settings-changed'),
  ),

  listen('workflow_run', ['requested', 'in_progress', 'completed'], workflowRun, async (context, payload, action) => {
    const { id } = payload.repository;
    const report = await context.store.reports.ofRecord(id);
    // The path may carry the reference that it was taken from: `.github/workflows/release.yml@main`
    const [path] = payload.workflow_run.path.split('@');
    if (!report?.publications.some(({ workflow }) => workflow === path)) return;
    if (!(await place(context, payload))) return;
    // A run publishes before it is over, and what it published is seen soon after
    await context.hurry(id);
    if (action === 'completed') await wantAudit(context, id, 'settings-changed');
  }),
];
