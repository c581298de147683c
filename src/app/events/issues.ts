import type { z } from 'zod';
import { restIds } from '../../jobs/exemptions/rest-points.ts';
import { mostAtOnce, wantFixes } from '../../jobs/fixes/want-fix.ts';
import type { StoredIssue } from '../../store/store.ts';
import { tickedFixes } from '../../types/fix-marker.ts';
import { issue, issueComment } from '../payloads.ts';
import { type EventContext, type Listener, listen } from './listener.ts';
import { keyOf, place, wantAudit } from './place.ts';

/** What people do with our issue, and what they ask for in comments. */
export const issueListeners: readonly Listener[] = [
  listen(
    'issues',
    ['edited', 'closed', 'reopened', 'labeled', 'locked', 'unlocked', 'transferred', 'deleted'],
    issue,
    async (context, payload, action) => {
      if (payload.sender?.login === `${context.app.slug}[bot]`) return;
      const stored = await context.store.issues.byNumber(payload.repository.id, payload.issue.number);
      if (stored === null) return;
      const now = afterwards(stored, payload.issue, action);
      await context.store.issues.put(now);
      if (action === 'edited' && !now.obeyed) await obeyTicks(context, payload, stored);
      // Whatever else was done to it, the next audit makes it say what is true again
      if (!now.obeyed && (await place(context, payload)))
        await wantAudit(context, payload.repository.id, 'files-changed');
    },
  ),

  listen('issue_comment', ['created'], issueComment, async (context, payload) => {
    // What a bot writes may be what somebody else has told it
    if (!asks(payload.comment.body) || payload.sender === undefined || payload.sender.type === 'Bot') return;
    const key = keyOf(payload);
    if (!(await context.mayWrite({ ...key, login: payload.sender.login })) || !(await place(context, payload))) return;
    const { number, pull_request: pull } = payload.issue;
    if (pull === undefined || pull === null) return wantAudit(context, key.repositoryId, 'settings-changed');
    const ends = await context.pullRequest(key, number);
    if (ends === null) return;
    await context.store.checks.want({
      repositoryId: key.repositoryId,
      headSha: ends.headSha,
      purpose: 'pull-request',
      base: ends.base,
      pullNumber: number,
      again: true,
      now: context.now(),
    });
    await context.queue.repository(key.repositoryId);
  }),
];

/**
 * Boxes that were ticked just now by somebody who may write: each is a wish for a pull request. Whoever else ticks them
 * finds them as they were.
 */
async function obeyTicks(context: EventContext, payload: z.infer<typeof issue>, stored: StoredIssue): Promise<void> {
  const { sender } = payload;
  const before = payload.changes?.body?.from;
  // What a bot writes may be what somebody else has told it
  if (sender === undefined || sender.type === 'Bot' || before === undefined) return;
  const known = tickedFixes(before);
  const findings = stored.open.map(({ fingerprint }) => fingerprint);
  const open = new Set([...findings, ...restIds(findings)]);
  const fingerprints = [...tickedFixes(payload.issue.body ?? '')]
    .filter((fingerprint) => !known.has(fingerprint) && open.has(fingerprint))
    .slice(0, mostAtOnce);
  if (fingerprints.length === 0) return;
  const { login: by } = sender;
  if (!(await context.mayWrite({ ...keyOf(payload), login: by }))) return;
  await wantFixes(context.store, { repositoryId: payload.repository.id, fingerprints, by, now: context.now() });
}

/** What the issue is after a person has done something to it. */
function afterwards(stored: StoredIssue, now: z.infer<typeof issue>['issue'], action: string): StoredIssue {
  const { state } = now;
  // What we wrote is not what stands there any more
  const touched: StoredIssue = { ...stored, state, written: '' };
  if (action === 'closed') return { ...touched, obeyed: now.state_reason === 'not_planned' };
  if (action === 'locked' || action === 'transferred' || action === 'deleted') return { ...touched, obeyed: true };
  if (action === 'reopened' || action === 'unlocked')
    return { ...touched, obeyed: state === 'closed' && stored.obeyed };
  return touched;
}

/** The command, on a line by itself. */
function asks(body: string): boolean {
  return body.split('\n').some((line) => line.trim() === '/mintmark audit');
}
