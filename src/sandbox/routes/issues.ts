import { z } from 'zod';
import { botOf } from '../accounts.ts';
import { addComment, addLabel, changeIssue, lockIssue, openIssue } from '../actions/issues.ts';
import { type Answer, created, failure, invalid, noContent, notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { onRepository, type RepositoryCall, type Route, withBody } from '../http/route.ts';
import { comment, issue, label, pullAsIssue } from '../shapes/issue.ts';
import type { SandboxIssue } from '../state.ts';

const reading = 'issues=read; pull_requests=read';
const writing = 'issues=write; pull_requests=write';

export const issueRoutes: readonly Route[] = [
  onRepository('GET', '/issues', reading, (call) => whereEnabled(call, () => listIssues(call))),
  onRepository('POST', '/issues', 'issues=write', (call) =>
    whereEnabled(call, () =>
      withBody(call, 'Issue', newIssue, (asked) => {
        const made = openIssue(call.world, call.repository, botOf(call), {
          title: String(asked.title),
          body: asked.body ?? '',
          labels: asked.labels ?? [],
        });
        return created(issue(call.world, call.repository, made));
      }),
    ),
  ),
  onRepository('GET', '/issues/{issue_number}', reading, (call) => {
    const pull = call.repository.pulls.get(Number(call.parameter('issue_number')));
    if (pull !== undefined) return ok(pullAsIssue(call.world, call.repository, pull));
    return onIssue(call, (item) => ok(issue(call.world, call.repository, item)));
  }),
  onRepository('PATCH', '/issues/{issue_number}', writing, (call) =>
    onIssue(call, (item) =>
      withBody(call, 'Issue', changedIssue, ({ state_reason, title, body, ...change }) => {
        void changeIssue(
          call.world,
          call.repository,
          item,
          { ...change, title: title?.toString(), body: body === null ? '' : body, stateReason: state_reason },
          botOf(call),
        );
        return ok(issue(call.world, call.repository, item));
      }),
    ),
  ),
  onRepository('GET', '/issues/{issue_number}/comments', reading, (call) => {
    const number = Number(call.parameter('issue_number'));
    const comments = (call.repository.issues.get(number) ?? call.repository.pulls.get(number))?.comments;
    if (comments === undefined) return notFound;
    return paginate(call, comments, (page) =>
      page.map((written) => comment(call.world, call.repository, number, written)),
    );
  }),
  onRepository('POST', '/issues/{issue_number}/comments', writing, (call) =>
    withBody(call, 'IssueComment', commentBody, ({ body }) => {
      const number = Number(call.parameter('issue_number'));
      const added = addComment(call.world, call.repository, number, body, botOf(call));
      if (added === null) return notFound;
      return created(comment(call.world, call.repository, number, added.written));
    }),
  ),
  onRepository('PATCH', '/issues/comments/{comment_id}', writing, (call) =>
    withBody(call, 'IssueComment', commentBody, ({ body }) => changeComment(call, body)),
  ),
  onRepository('PUT', '/issues/{issue_number}/lock', writing, (call) => setLock(call, true)),
  onRepository('DELETE', '/issues/{issue_number}/lock', writing, (call) => setLock(call, false)),
  onRepository('GET', '/labels', reading, (call) =>
    paginate(call, [...call.repository.labels.values()], (page) =>
      page.map((made) => label(call.world, call.repository, made)),
    ),
  ),
  onRepository('GET', '/labels/{name}', reading, (call) => {
    const made = call.repository.labels.get(call.parameter('name'));
    return made === undefined ? notFound : ok(label(call.world, call.repository, made));
  }),
  onRepository('POST', '/labels', writing, (call) =>
    withBody(call, 'Label', newLabel, ({ name, color, description }) => {
      if (call.repository.labels.has(name))
        return invalid([{ resource: 'Label', field: 'name', code: 'already_exists' }]);
      const made = addLabel(call.world, call.repository, {
        name,
        color: color ?? 'ededed',
        description: description ?? null,
      });
      return created(label(call.world, call.repository, made));
    }),
  ),
];

const mostCharacters = 65_536;

const title = z.union([z.string().min(1).max(256), z.number()]);
const text = z.string().max(mostCharacters, 'is too long (maximum is 65536 characters)');
const labels = z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]));

const newIssue = z.object({ title, body: text.nullish(), labels: labels.optional() });

const changedIssue = z.object({
  title: title.optional(),
  body: text.nullish(),
  labels: labels.optional(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'reopened']).nullish(),
});

const commentBody = z.object({ body: text.min(1) });

const newLabel = z.object({
  name: z.string().min(1),
  color: z
    .string()
    .regex(/^[0-9a-fA-F]{6}$/)
    .optional(),
  description: z.string().max(100).optional(),
});

function whereEnabled(call: RepositoryCall, handle: () => Answer): Answer {
  return call.repository.issuesEnabled ? handle() : failure(410, 'Issues has been disabled in this repository.');
}

function onIssue(call: RepositoryCall, handle: (item: SandboxIssue) => Answer): Answer {
  return whereEnabled(call, () => {
    const number = Number(call.parameter('issue_number'));
    const item = call.repository.issues.get(number);
    if (item !== undefined) return handle(item);
    const wasThere = number < call.repository.nextNumber && !call.repository.pulls.has(number);
    return wasThere && number > 0 ? failure(410, 'This issue was deleted') : notFound;
  });
}

/** GitHub's list holds pull requests as well, newest first. */
function listIssues(call: RepositoryCall): Answer {
  const { query, world, repository } = call;
  const state = query.get('state') ?? 'open';
  const creator = query.get('creator');
  const since = query.get('since');
  const wanted = query.get('labels')?.split(',') ?? [];
  const fits = (item: { state: string; author: string }, updatedAt: string, own: ReadonlySet<string>) =>
    (state === 'all' || item.state === state) &&
    (creator === null || item.author === creator) &&
    (since === null || Date.parse(updatedAt) >= Date.parse(since)) &&
    wanted.every((name) => own.has(name));
  const items = [
    ...[...repository.issues.values()]
      .filter((item) => fits(item, item.updatedAt, item.labels))
      .map((item) => ({ number: item.number, shape: () => issue(world, repository, item) })),
    ...[...repository.pulls.values()]
      .filter((pull) => fits(pull, pull.createdAt, new Set()))
      .map((pull) => ({ number: pull.number, shape: () => pullAsIssue(world, repository, pull) })),
  ].toSorted((a, b) => (query.get('direction') === 'asc' ? a.number - b.number : b.number - a.number));
  return paginate(call, items, (page) => page.map(({ shape }) => shape()));
}

function changeComment(call: RepositoryCall, body: string): Answer {
  const { world, repository } = call;
  for (const { number, comments } of [...repository.issues.values(), ...repository.pulls.values()]) {
    const written = comments.find(({ id }) => id === Number(call.parameter('comment_id')));
    if (written === undefined) continue;
    written.body = body;
    return ok(comment(world, repository, number, written));
  }
  return notFound;
}

function setLock(call: RepositoryCall, locked: boolean): Answer {
  return onIssue(call, (item) => {
    void lockIssue(call.world, call.repository, item, locked, botOf(call));
    return noContent;
  });
}
