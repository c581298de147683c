import { diffTrees } from '../git/diff.ts';
import { commitsBetween, mergeBase } from '../git/history.ts';
import { get } from '../git/objects.ts';
import { resolveCommit } from '../git/resolve.ts';
import { entryAt, type PlacedEntry, walkTree } from '../git/trees.ts';
import { type Answer, failure, notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { onRepository, type RepositoryCall, type Route } from '../http/route.ts';
import { contentLine, contentWhole } from '../shapes/content.ts';
import { blob, commitLine, diffEntry, fullCommit, gitCommit, mostFiles, ref, tag, tree } from '../shapes/git.ts';
import { apiUrl, htmlUrl } from '../shapes/repository.ts';
import type { Comparison } from '../shapes/types.ts';
import type { GitObject } from '../state.ts';

const reading = 'contents=read';

/** Files and history. */
export const gitRoutes: readonly Route[] = [
  onRepository('GET', '/contents', reading, (call) => contents(call, '')),
  onRepository('GET', '/contents/{path+}', reading, (call) => contents(call, call.parameter('path'))),
  onRepository('GET', '/git/trees/{tree_sha+}', reading, listTree),
  onRepository('GET', '/git/blobs/{file_sha}', reading, (call) =>
    ofKind(call, 'file_sha', 'blob', (sha) => blob(call.world, call.repository, sha)),
  ),
  onRepository('GET', '/git/commits/{commit_sha}', reading, (call) =>
    ofKind(call, 'commit_sha', 'commit', (sha) => gitCommit(call.world, call.repository, sha)),
  ),
  onRepository('GET', '/git/tags/{tag_sha}', reading, (call) =>
    ofKind(call, 'tag_sha', 'tag', (sha) => tag(call.world, call.repository, sha)),
  ),
  onRepository('GET', '/git/ref/{ref+}', reading, (call) => {
    const name = `refs/${call.parameter('ref')}`;
    const sha = call.repository.refs.get(name);
    return sha === undefined ? notFound : ok(ref(call.world, call.repository, name, sha));
  }),
  onRepository('GET', '/git/matching-refs/{ref+}', reading, (call) => {
    const found = [...call.repository.refs].filter(([name]) => name.startsWith(`refs/${call.parameter('ref')}`));
    return ok(
      found.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, sha]) => ref(call.world, call.repository, name, sha)),
    );
  }),
  onRepository('GET', '/commits', reading, listCommits),
  onRepository('GET', '/compare/{basehead+}', reading, compare),
];

/** Comes after the routes whose paths begin like it: a reference may hold slashes. */
export const commitRoute: Route = onRepository('GET', '/commits/{ref+}', reading, (call) => {
  const sha = resolveCommit(call.repository, call.parameter('ref'));
  if (sha === null) return failure(422, `No commit found for SHA: ${call.parameter('ref')}`);
  return ok(fullCommit(call.world, call.repository, sha));
});

const emptyRepository = failure(409, 'Git Repository is empty.');

function contents(call: RepositoryCall, path: string): Answer {
  const { world, repository, query } = call;
  const name = query.get('ref') ?? repository.defaultBranch;
  const sha = resolveCommit(repository, name);
  if (sha === null)
    return repository.refs.size === 0
      ? failure(404, 'This repository is empty.')
      : failure(404, `No commit found for the ref ${name}`);
  const entry = entryAt(repository.objects, get(repository.objects, sha, 'commit').tree, path);
  if (entry === null) return notFound;
  const object = repository.objects.get(entry.sha);
  if (object?.kind !== 'tree') return ok(contentWhole(world, repository, entry, name));
  const under = entry.path === '' ? '' : `${entry.path}/`;
  return ok(
    object.entries.map((child) => contentLine(world, repository, { ...child, path: under + child.name }, name)),
  );
}

function listTree(call: RepositoryCall): Answer {
  const { world, repository, query } = call;
  if (repository.refs.size === 0) return emptyRepository;
  const name = call.parameter('tree_sha');
  const direct = repository.objects.get(name)?.kind === 'tree' ? name : null;
  const commit = direct === null ? resolveCommit(repository, name) : null;
  const sha = direct ?? (commit === null ? null : get(repository.objects, commit, 'commit').tree);
  if (sha === null) return notFound;
  // GitHub takes any value of `recursive` for yes.
  if (!query.has('recursive')) {
    const entries = get(repository.objects, sha, 'tree').entries.map((entry) => ({ ...entry, path: entry.name }));
    return ok(tree(world, repository, sha, entries, false));
  }
  const entries: PlacedEntry[] = [];
  for (const entry of walkTree(repository.objects, sha)) {
    if (entries.length === world.treeEntryLimit) return ok(tree(world, repository, sha, entries, true));
    entries.push(entry);
  }
  return ok(tree(world, repository, sha, entries, false));
}

function ofKind(call: RepositoryCall, name: string, kind: GitObject['kind'], shape: (sha: string) => unknown): Answer {
  const sha = call.parameter(name);
  return call.repository.objects.get(sha)?.kind === kind ? ok(shape(sha)) : notFound;
}

function listCommits(call: RepositoryCall): Answer {
  const { world, repository, query } = call;
  if (repository.refs.size === 0) return emptyRepository;
  const head = resolveCommit(repository, query.get('sha') ?? repository.defaultBranch);
  if (head === null) return notFound;
  const newestFirst = commitsBetween(repository.objects, null, head).toReversed();
  return paginate(call, newestFirst, (page) => page.map((sha) => commitLine(world, repository, sha)));
}

/** `base...head`: from where both part. Forks share objects, so that `owner:branch` may be asked for here. */
function compare(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const names = call.parameter('basehead').split('...');
  const base = resolveAcross(call, names[0] ?? '');
  const head = resolveAcross(call, names[1] ?? '');
  if (names.length !== 2 || base === null || head === null) return notFound;
  const from = mergeBase(repository.objects, base, head);
  if (from === null) return failure(404, `No common ancestor between ${names[0]} and ${names[1]}.`);
  const treeOf = (sha: string) => get(repository.objects, sha, 'commit').tree;
  const files = diffTrees(repository.objects, treeOf(from), treeOf(head));
  const ahead = commitsBetween(repository.objects, base, head);
  const behind = commitsBetween(repository.objects, head, base).length;
  const html = `${htmlUrl(world, repository)}/compare/${names.join('...')}`;
  const body: Comparison = {
    url: `${apiUrl(world, repository)}/compare/${names.join('...')}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitLine(world, repository, base),
    merge_base_commit: commitLine(world, repository, from),
    status: ahead.length > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical',
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: [],
    files: files.slice(0, mostFiles).map((file) => diffEntry(world, repository, head, file)),
  };
  const paged = paginate(call, ahead, (page) => ({
    ...body,
    commits: page.map((sha) => commitLine(world, repository, sha)),
  }));
  // Only the first page tells of files.
  const isLater = Number(call.query.get('page') ?? 1) > 1;
  return isLater ? { ...paged, body: { ...(paged.body as Comparison), files: [] } } : paged;
}

function resolveAcross({ world, repository }: RepositoryCall, name: string): string | null {
  const [owner, branch] = name.split(':');
  if (branch === undefined) return resolveCommit(repository, name);
  const root = repository.parent ?? repository.id;
  const relative = [...world.state.repositories.values()].find(
    (other) => other.owner === owner && !other.deleted && (other.id === root || other.parent === root),
  );
  return relative === undefined ? null : resolveCommit(relative, branch);
}
