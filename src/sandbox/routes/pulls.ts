import { z } from 'zod';
import { botOf } from '../accounts.ts';
import { addPull, changePull } from '../actions/pulls.ts';
import { commitsBetween, mergeBase } from '../git/history.ts';
import type { Answer } from '../http/answer.ts';
import { created, failure, invalid, notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { onRepository, type RepositoryCall, type Route, withBody } from '../http/route.ts';
import { commitLine, diffEntry } from '../shapes/git.ts';
import { changedFiles, fullPull, pullLine } from '../shapes/pull.ts';
import type { SandboxPull } from '../state.ts';

const reading = 'pull_requests=read';
const writing = 'pull_requests=write';

export const pullRoutes: readonly Route[] = [
  onRepository('GET', '/pulls', reading, listPulls),
  onRepository('POST', '/pulls', writing, (call) =>
    withBody(call, 'PullRequest', newPull, (asked) => openPull(call, asked)),
  ),
  onRepository('PATCH', '/pulls/{pull_number}', writing, (call) =>
    onPull(call, (pull) =>
      withBody(call, 'PullRequest', changedPull, (change) => {
        if (pull.merged && change.state === 'open')
          return failure(422, 'Cannot change the state of a merged pull request');
        void changePull(call.world, call.repository, pull, change, botOf(call));
        return ok(fullPull(call.world, call.repository, pull));
      }),
    ),
  ),
  onRepository('GET', '/pulls/{pull_number}', reading, (call) =>
    onPull(call, (pull) => ok(fullPull(call.world, call.repository, pull))),
  ),
  onRepository('GET', '/pulls/{pull_number}/files', reading, (call) =>
    onPull(call, (pull) =>
      // GitHub lists 3,000 files of a pull request at most.
      paginate(call, changedFiles(call.repository, pull).slice(0, 3000), (page) =>
        page.map((file) => diffEntry(call.world, call.repository, pull.headSha, file)),
      ),
    ),
  ),
  onRepository('GET', '/pulls/{pull_number}/commits', reading, (call) =>
    onPull(call, (pull) => {
      const from = mergeBase(call.repository.objects, pull.baseSha, pull.headSha);
      const commits = commitsBetween(call.repository.objects, from, pull.headSha);
      return paginate(call, commits, (page) => page.map((sha) => commitLine(call.world, call.repository, sha)));
    }),
  ),
  onRepository('GET', '/commits/{commit_sha}/pulls', reading, (call) => {
    const sha = call.parameter('commit_sha');
    const pulls = [...call.repository.pulls.values()].filter(({ headSha }) => headSha === sha);
    return paginate(call, pulls, (page) => page.map((pull) => pullLine(call.world, call.repository, pull)));
  }),
];

const newPull = z.object({
  title: z.string().min(1).max(256),
  head: z.string().min(1),
  base: z.string().min(1),
  body: z.string().max(65_536).nullish(),
  maintainer_can_modify: z.boolean().optional(),
  draft: z.boolean().optional(),
});

const changedPull = z.object({
  title: z.string().min(1).max(256).optional(),
  body: z.string().max(65_536).nullish(),
  state: z.enum(['open', 'closed']).optional(),
});

/** From a branch of the repository itself: this GitHub's apps have no forks. */
function openPull(call: RepositoryCall, asked: z.infer<typeof newPull>): Answer {
  const { world, repository } = call;
  const headRef = asked.head.replace(`${repository.owner}:`, '');
  const headSha = repository.refs.get(`refs/heads/${headRef}`);
  const baseSha = repository.refs.get(`refs/heads/${asked.base}`);
  const refused = (message: string) => invalid([{ resource: 'PullRequest', field: 'head', code: 'custom', message }]);
  if (headSha === undefined) return invalid([{ resource: 'PullRequest', field: 'head', code: 'invalid' }]);
  if (baseSha === undefined) return invalid([{ resource: 'PullRequest', field: 'base', code: 'invalid' }]);
  const isOpen = [...repository.pulls.values()].some(
    (pull) => pull.state === 'open' && pull.headRef === headRef && pull.baseRef === asked.base,
  );
  if (isOpen) return refused(`A pull request already exists for ${repository.owner}:${headRef}.`);
  if (commitsBetween(repository.objects, baseSha, headSha).length === 0)
    return refused(`No commits between ${asked.base} and ${headRef}`);
  const { pull, told } = addPull(world, repository, {
    title: asked.title,
    body: asked.body ?? null,
    author: botOf(call),
    headRepository: repository.id,
    headRef,
    headSha,
    baseRef: asked.base,
    baseSha,
  });
  void told;
  return created(fullPull(world, repository, pull));
}

function onPull(call: RepositoryCall, handle: (pull: SandboxPull) => Answer): Answer {
  const pull = call.repository.pulls.get(Number(call.parameter('pull_number')));
  return pull === undefined ? notFound : handle(pull);
}

function listPulls(call: RepositoryCall): Answer {
  const { query, world, repository } = call;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const found = [...repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (base === null || pull.baseRef === base) &&
      (head === null || head === `${world.state.repositories.get(pull.headRepository)?.owner}:${pull.headRef}`),
  );
  return paginate(call, found.toReversed(), (page) => page.map((pull) => pullLine(world, repository, pull)));
}
