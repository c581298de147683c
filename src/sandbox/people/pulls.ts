import { accountOf, findRepository } from '../accounts.ts';
import { suiteOf, tellCheckSuite } from '../actions/checks.ts';
import { addPull } from '../actions/pulls.ts';
import { tellPull, tellPush } from '../actions/push.ts';
import { dateAfter } from '../build-repository.ts';
import { folderMode, sortEntries } from '../git/hash.ts';
import { mergeBase } from '../git/history.ts';
import { get, type Objects, put } from '../git/objects.ts';
import { headOf } from '../git/resolve.ts';
import { filesOf, type PlacedEntry } from '../git/trees.ts';
import { nothingYet } from '../nothing-yet.ts';
import type { OpenPull, People } from '../sandbox.ts';
import { commitLine } from '../shapes/git.ts';
import { repositoryLine } from '../shapes/repository.ts';
import type { SandboxPull, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { present, pullAt, repositoryAt, somebody } from './found.ts';
import { pushCommit } from './pushes.ts';

type PullPeople = Pick<
  People,
  'fork' | 'openPull' | 'pushToPull' | 'retarget' | 'reopenPull' | 'closePull' | 'merge' | 'enqueue'
>;

/** The life of a pull request. */
export function pullPeople(world: World): PullPeople {
  return {
    fork: (owner, name, by) => forkInto(world, repositoryAt(world, owner, name), by),
    openPull: (owner, name, wanted) => openPull(world, repositoryAt(world, owner, name), wanted),
    pushToPull(owner, name, number, commit) {
      const pull = pullAt(repositoryAt(world, owner, name), number);
      return pushCommit(world, headRepository(world, pull), pull.headRef, commit, commit.author ?? pull.author);
    },
    async retarget(owner, name, number, base) {
      const repository = repositoryAt(world, owner, name);
      const pull = pullAt(repository, number);
      const from = { ref: pull.baseRef, sha: pull.baseSha };
      pull.baseRef = base;
      pull.baseSha = present(repository.refs.get(`refs/heads/${base}`), `branch ${base}`);
      const changes = { base: { ref: { from: from.ref }, sha: { from: from.sha } } };
      await tellPull(world, repository, pull, 'edited', pull.author, { changes });
    },
    async reopenPull(owner, name, number) {
      const repository = repositoryAt(world, owner, name);
      const pull = pullAt(repository, number);
      if (pull.merged) throw new Error(`pull request ${number} is merged`);
      if (pull.state === 'open') {
        // What is open is closed first: a person does both with one button after the other.
        pull.state = 'closed';
        await tellPull(world, repository, pull, 'closed', pull.author);
      }
      pull.state = 'open';
      await tellPull(world, repository, pull, 'reopened', pull.author);
    },
    async closePull(owner, name, number) {
      const repository = repositoryAt(world, owner, name);
      const pull = pullAt(repository, number);
      pull.state = 'closed';
      await tellPull(world, repository, pull, 'closed', somebody(world, owner));
    },
    async merge(owner, name, number) {
      const repository = repositoryAt(world, owner, name);
      const pull = pullAt(repository, number);
      const sender = somebody(world, owner);
      const ref = `refs/heads/${pull.baseRef}`;
      const before = pull.baseSha;
      const after = mergeCommit(repository, pull, sender);
      pull.state = 'closed';
      pull.merged = true;
      repository.refs.set(ref, after);
      await tellPull(world, repository, pull, 'closed', sender);
      await tellPush(world, repository, ref, before, after, sender);
      return after;
    },
    async enqueue(owner, name, number) {
      const repository = repositoryAt(world, owner, name);
      const pull = pullAt(repository, number);
      const sender = somebody(world, owner);
      const head = mergeCommit(repository, pull, sender);
      const ref = `refs/heads/gh-readonly-queue/${pull.baseRef}/pr-${number}-${pull.baseSha}`;
      repository.refs.set(ref, head);
      await world.tell({
        event: 'merge_group',
        action: 'checks_requested',
        account: repository.owner,
        repository,
        sender,
        payload: {
          merge_group: {
            head_sha: head,
            head_ref: ref,
            base_sha: pull.baseSha,
            base_ref: `refs/heads/${pull.baseRef}`,
            head_commit: headCommit(world, repository, head),
          },
        },
      });
      return head;
    },
  };
}

function headCommit(world: World, repository: SandboxRepository, sha: string) {
  const { commit } = commitLine(world, repository, sha);
  return {
    id: sha,
    tree_id: commit.tree.sha,
    message: commit.message,
    timestamp: commit.author?.date,
    author: commit.author,
    committer: commit.committer,
  };
}

async function openPull(world: World, repository: SandboxRepository, wanted: OpenPull): Promise<SandboxPull> {
  const author = accountOf(world.state, wanted.by).login;
  const head =
    wanted.fromFork === true
      ? (findRepository(world.state, author, repository.name) ?? (await forkInto(world, repository, author)))
      : repository;
  const baseRef = wanted.base ?? repository.defaultBranch;
  const baseSha = present(repository.refs.get(`refs/heads/${baseRef}`), `branch ${baseRef}`);
  // The branch begins where it is to be merged.
  const headSha = await pushCommit(world, head, wanted.branch, wanted.commit, author, baseSha);

  const { pull, told } = addPull(world, repository, {
    title: wanted.title,
    body: null,
    author,
    headRepository: head.id,
    headRef: wanted.branch,
    headSha,
    baseRef,
    baseSha,
  });
  await told;
  if (head.id !== repository.id)
    await tellCheckSuite(world, repository, suiteOf(world, repository, headSha), 'requested', author);
  return pull;
}

/** A fork has its own references and shares the objects. */
async function forkInto(world: World, repository: SandboxRepository, by: string): Promise<SandboxRepository> {
  const owner = accountOf(world.state, by).login;
  const fork: SandboxRepository = {
    ...repository,
    id: world.state.nextId(),
    owner,
    visibility: repository.visibility,
    archived: false,
    issuesEnabled: false,
    parent: repository.id,
    refs: new Map([...repository.refs].filter(([ref]) => !ref.startsWith('refs/pull/'))),
    ...nothingYet(),
  };
  world.state.repositories.set(fork.id, fork);
  await world.tell({
    event: 'fork',
    action: null,
    account: repository.owner,
    repository,
    sender: owner,
    payload: { forkee: repositoryLine(world, fork) },
  });
  return fork;
}

function headRepository(world: World, pull: SandboxPull): SandboxRepository {
  return present(world.state.repositories.get(pull.headRepository), `head of pull request ${pull.number}`);
}

/** Merges file by file: what the pull request changed takes the place of what the base has. */
function mergeCommit(repository: SandboxRepository, pull: SandboxPull, author: string): string {
  const { objects } = repository;
  const base = present(
    repository.refs.get(`refs/heads/${pull.baseRef}`) ?? headOf(repository),
    `branch ${pull.baseRef}`,
  );
  const from = mergeBase(objects, base, pull.headSha) ?? base;
  const [old, ours, theirs] = [from, base, pull.headSha].map((sha) =>
    filesOf(objects, get(objects, sha, 'commit').tree),
  );
  const merged = new Map(ours);
  for (const path of new Set([...(old ?? new Map()).keys(), ...(theirs ?? new Map()).keys()])) {
    const was = old?.get(path);
    const now = theirs?.get(path);
    if (was?.sha === now?.sha && was?.mode === now?.mode) continue;
    if (now === undefined) merged.delete(path);
    else merged.set(path, now);
  }
  return put(objects, {
    kind: 'commit',
    tree: treeOf(objects, [...merged.values()]),
    parents: [base, pull.headSha],
    message: `Merge pull request #${pull.number}\n\n${pull.title}\n`,
    author,
    date: dateAfter(repository, pull.headSha),
  });
}

function treeOf(objects: Objects, files: readonly PlacedEntry[], depth = 0): string {
  const groups = Map.groupBy(files, ({ path }) => path.split('/')[depth] ?? '');
  const entries = [...groups].map(([name, inside]) => {
    const own = inside.find(({ path }) => path.split('/').length === depth + 1);
    return own === undefined
      ? { name, mode: folderMode, sha: treeOf(objects, inside, depth + 1) }
      : { name, mode: own.mode, sha: own.sha };
  });
  return put(objects, { kind: 'tree', entries: sortEntries(entries) });
}
