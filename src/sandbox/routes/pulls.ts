import { commitsBetween, mergeBase } from '../git/history.ts';
import type { Answer } from '../http/answer.ts';
import { notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { onRepository, type RepositoryCall, type Route } from '../http/route.ts';
import { commitLine, diffEntry } from '../shapes/git.ts';
import { changedFiles, fullPull, pullLine } from '../shapes/pull.ts';
import type { SandboxPull } from '../state.ts';

const reading = 'pull_requests=read';

export const pullRoutes: readonly Route[] = [
  onRepository('GET', '/pulls', reading, listPulls),
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
