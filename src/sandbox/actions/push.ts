import { diffTrees } from '../git/diff.ts';
import { identity } from '../git/hash.ts';
import { commitsBetween } from '../git/history.ts';
import { get } from '../git/objects.ts';
import { peel } from '../git/resolve.ts';
import { fullPull } from '../shapes/pull.ts';
import { htmlUrl, repositoryLine } from '../shapes/repository.ts';
import type { SandboxPull, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { suiteOf, tellCheckSuite } from './checks.ts';

export const noCommit = '0'.repeat(40);

/** GitHub puts this many commits into a push. */
const mostCommits = 2048;

/**
 * Tells of a reference that was moved, made or deleted: the push, its check suite, `create` or `delete`, and the pull
 * requests that go from the branch or into it.
 */
export async function tellPush(
  world: World,
  repository: SandboxRepository,
  ref: string,
  before: string,
  after: string,
  sender: string,
): Promise<void> {
  // Pull requests are brought up to date before anybody is told: whoever is told asks at once.
  const moved = after === noCommit ? [] : movePulls(world, repository, ref, after);
  const head = after === noCommit ? null : peel(repository, after);
  const isBranch = ref.startsWith('refs/heads/');
  await world.tell({
    event: 'push',
    action: null,
    account: repository.owner,
    repository,
    sender,
    payload: {
      repository: pushedRepository(world, repository),
      ...pushOf(world, repository, ref, before, after, sender),
    },
  });
  const short = ref.replace(/^refs\/(?:heads|tags)\//, '');
  if (before === noCommit || after === noCommit)
    await world.tell({
      event: before === noCommit ? 'create' : 'delete',
      action: null,
      account: repository.owner,
      repository,
      sender,
      payload: {
        ref: short,
        ref_type: isBranch ? 'branch' : 'tag',
        pusher_type: 'user',
        ...(before === noCommit ? { master_branch: repository.defaultBranch, description: null } : {}),
      },
    });
  if (isBranch && head !== null) await requestSuite(world, repository, head, sender);
  for (const { base, pull, was } of moved) {
    if (base.id !== repository.id) await requestSuite(world, base, pull.headSha, sender);
    await tellPull(world, base, pull, 'synchronize', sender, { before: was, after: pull.headSha });
  }
}

/** GitHub makes a suite for every pushed commit, for each app that may write checks. */
async function requestSuite(world: World, repository: SandboxRepository, head: string, sender: string): Promise<void> {
  await tellCheckSuite(world, repository, suiteOf(world, repository, head), 'requested', sender);
}

export async function tellPull(
  world: World,
  repository: SandboxRepository,
  pull: SandboxPull,
  action: string,
  sender: string,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const shaped = fullPull(world, repository, pull);
  await world.tell({
    event: 'pull_request',
    action,
    account: repository.owner,
    repository,
    sender,
    payload: { number: pull.number, pull_request: shaped, ...payload },
  });
}

interface MovedPull {
  readonly base: SandboxRepository;
  readonly pull: SandboxPull;
  readonly was: string;
}

/** Open pull requests that come from the branch move their head; those that go into it move their base in silence. */
function movePulls(world: World, repository: SandboxRepository, ref: string, after: string): readonly MovedPull[] {
  const branch = ref.replace(/^refs\/heads\//, '');
  const moved: MovedPull[] = [];
  for (const base of world.state.repositories.values()) {
    for (const pull of base.pulls.values()) {
      if (pull.state !== 'open') continue;
      if (base.id === repository.id && pull.baseRef === branch) pull.baseSha = after;
      if (pull.headRepository !== repository.id || pull.headRef !== branch || pull.headSha === after) continue;
      moved.push({ base, pull, was: pull.headSha });
      pull.headSha = after;
      base.refs.set(`refs/pull/${pull.number}/head`, after);
    }
  }
  return moved;
}

/** In this one event GitHub gives times in seconds, and the owner with a name. */
function pushedRepository(world: World, repository: SandboxRepository) {
  const line = repositoryLine(world, repository);
  const seconds = (time: string | null | undefined) => Math.floor(Date.parse(time ?? '') / 1000);
  return {
    ...line,
    owner: { ...line.owner, name: line.owner.login, email: null },
    created_at: seconds(line.created_at),
    pushed_at: seconds(line.pushed_at),
    master_branch: line.default_branch,
  };
}

function pushOf(
  world: World,
  repository: SandboxRepository,
  ref: string,
  before: string,
  after: string,
  sender: string,
) {
  const head = after === noCommit ? null : peel(repository, after);
  const from = before === noCommit ? null : peel(repository, before);
  const start =
    from ??
    (ref.startsWith('refs/heads/') ? (repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? null) : head);
  const commits =
    head === null || (start === head && from === null)
      ? []
      : commitsBetween(repository.objects, start === head ? null : start, head);
  const { name, email } = identity(sender);
  return {
    ref,
    before,
    after,
    base_ref: null,
    created: before === noCommit,
    deleted: after === noCommit,
    forced: from !== null && head !== null && !commitsBetween(repository.objects, null, head).includes(from),
    compare: `${htmlUrl(world, repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: commits.slice(-mostCommits).map((sha) => pushedCommit(world, repository, sha)),
    head_commit: head === null ? null : pushedCommit(world, repository, head),
    pusher: { name, email },
  };
}

function pushedCommit(world: World, repository: SandboxRepository, sha: string) {
  const commit = get(repository.objects, sha, 'commit');
  const [parent] = commit.parents;
  const files =
    parent === undefined
      ? []
      : diffTrees(repository.objects, get(repository.objects, parent, 'commit').tree, commit.tree);
  const who = { ...identity(commit.author), username: commit.author, date: commit.date };
  return {
    id: sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message.trimEnd(),
    timestamp: commit.date,
    url: `${htmlUrl(world, repository)}/commit/${sha}`,
    author: who,
    committer: who,
    added: files.filter(({ status }) => status === 'added' || status === 'renamed').map(({ path }) => path),
    removed: files.flatMap(({ status, path, previousPath }) =>
      status === 'removed' ? [path] : previousPath === null ? [] : [previousPath],
    ),
    modified: files.filter(({ status }) => status === 'modified').map(({ path }) => path),
  };
}
