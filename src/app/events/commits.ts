import type { z } from 'zod';
import { mergeGroup, pullRequest, push } from '../payloads.ts';
import { type Listener, listen } from './listener.ts';
import { place, wantAudit, wantAuditOfAll } from './place.ts';

/** Commits that are to have a check run. */
export const commitListeners: readonly Listener[] = [
  listen('push', null, push, async (context, payload) => {
    const { ref, after, deleted, repository } = payload;
    const isTag = ref.startsWith('refs/tags/');
    const isHead = repository.default_branch !== undefined && ref === `refs/heads/${repository.default_branch}`;
    if ((!isTag && !isHead) || !(await place(context, payload))) return;
    if (isTag) {
      if (!deleted) await context.hurry(repository.id);
      return wantAudit(context, repository.id, 'settings-changed');
    }
    if (deleted) return;
    await context.store.checks.want({
      repositoryId: repository.id,
      headSha: after,
      purpose: 'default-branch',
      base: null,
      pullNumber: null,
      again: false,
      now: context.now(),
    });
    await wantAudit(context, repository.id, 'files-changed');
    if (repository.name === '.github' && touchesPolicy(payload))
      await wantAuditOfAll(context, payload.installation.id, 'files-changed');
  }),

  listen(
    'pull_request',
    ['opened', 'synchronize', 'reopened', 'edited'],
    pullRequest,
    async (context, payload, action) => {
      if (action === 'edited' && payload.changes?.base === undefined) return;
      if (!(await place(context, payload))) return;
      const { number, head, base } = payload.pull_request;
      await context.store.checks.want({
        repositoryId: payload.repository.id,
        headSha: head.sha,
        purpose: 'pull-request',
        base: { ref: base.ref, sha: base.sha },
        pullNumber: number,
        again: false,
        now: context.now(),
      });
      await context.queue.repository(payload.repository.id);
    },
  ),

  listen('merge_group', ['checks_requested'], mergeGroup, async (context, payload) => {
    if (!(await place(context, payload))) return;
    const { head_sha, base_ref, base_sha } = payload.merge_group;
    await context.store.checks.want({
      repositoryId: payload.repository.id,
      headSha: head_sha,
      purpose: 'merge-group',
      base: { ref: base_ref.replace(/^refs\/heads\//, ''), sha: base_sha },
      pullNumber: null,
      again: false,
      now: context.now(),
    });
    await context.queue.repository(payload.repository.id);
  }),
];

/** The policy that the repositories of the account inherit. */
const policyFile = '.github/mintmark.yml';

/** GitHub lists at most 2,048 commits, and of a forced push not those that are gone. */
function touchesPolicy({ commits, forced }: z.infer<typeof push>): boolean {
  if (forced || commits === null || commits.length >= 2048) return true;
  return commits.some(({ added, removed, modified }) => [added, removed, modified].flat().includes(policyFile));
}
