import { type ChangedFile, diffTrees } from '../git/diff.ts';
import { identity } from '../git/hash.ts';
import { get } from '../git/objects.ts';
import { kindOf, type PlacedEntry, sizeOf } from '../git/trees.ts';
import type { SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { nodeId } from './node-id.ts';
import { apiUrl, htmlUrl } from './repository.ts';
import type { Blob, Commit, DiffEntry, GitCommit, Ref, Tag, Tree } from './types.ts';
import { simpleUser } from './user.ts';

/** Most files that GitHub shows of a comparison. */
export const mostFiles = 300;

/** A commit without what it changed. */
export function commitLine(world: World, repository: SandboxRepository, sha: string): Commit {
  const commit = get(repository.objects, sha, 'commit');
  const api = apiUrl(world, repository);
  const { name, email } = identity(commit.author);
  const who = { name, email, date: commit.date };
  const user = world.state.accounts.has(commit.author.toLowerCase()) ? simpleUser(world, commit.author) : null;
  return {
    sha,
    node_id: nodeId('C', sha),
    url: `${api}/commits/${sha}`,
    html_url: `${htmlUrl(world, repository)}/commit/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    commit: {
      url: `${api}/git/commits/${sha}`,
      author: who,
      committer: who,
      message: commit.message.trimEnd(),
      comment_count: 0,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      verification: verification(commit.verified === true),
    },
    author: user,
    committer: user,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${api}/commits/${parent}`,
      html_url: `${htmlUrl(world, repository)}/commit/${parent}`,
    })),
  };
}

/** A commit with what it changed. */
export function fullCommit(world: World, repository: SandboxRepository, sha: string): Commit {
  const commit = get(repository.objects, sha, 'commit');
  const [parent] = commit.parents;
  const files = diffTrees(repository.objects, parentTree(repository, parent), commit.tree);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return {
    ...commitLine(world, repository, sha),
    stats: { additions, deletions, total: additions + deletions },
    files: files.slice(0, mostFiles).map((file) => diffEntry(world, repository, sha, file)),
  };
}

/** The empty tree stands before the first commit. */
function parentTree(repository: SandboxRepository, parent: string | undefined): string {
  if (parent !== undefined) return get(repository.objects, parent, 'commit').tree;
  repository.objects.set(emptyTree, { kind: 'tree', entries: [] });
  return emptyTree;
}

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export function diffEntry(world: World, repository: SandboxRepository, head: string, file: ChangedFile): DiffEntry {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${htmlUrl(world, repository)}/blob/${head}/${path}`,
    raw_url: `${htmlUrl(world, repository)}/raw/${head}/${path}`,
    contents_url: `${apiUrl(world, repository)}/contents/${path}?ref=${head}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

export function tree(
  world: World,
  repository: SandboxRepository,
  sha: string,
  entries: readonly PlacedEntry[],
  truncated: boolean,
): Tree {
  const api = apiUrl(world, repository);
  return {
    sha,
    url: `${api}/git/trees/${sha}`,
    tree: entries.map((entry) => {
      const kind = kindOf(entry);
      const size = sizeOf(repository.objects, entry);
      return {
        path: entry.path,
        mode: entry.mode,
        type: kind,
        sha: entry.sha,
        ...(size === null ? {} : { size }),
        ...(kind === 'commit' ? {} : { url: `${api}/git/${kind}s/${entry.sha}` }),
      };
    }),
    truncated,
  };
}

/** A commit as git has it, without what GitHub knows of it besides. */
export function gitCommit(world: World, repository: SandboxRepository, sha: string): GitCommit {
  const { commit, parents, html_url, node_id } = commitLine(world, repository, sha);
  const { name, email } = identity(get(repository.objects, sha, 'commit').author);
  const who = { name, email, date: get(repository.objects, sha, 'commit').date };
  return {
    sha,
    node_id,
    url: commit.url,
    html_url,
    author: who,
    committer: who,
    message: commit.message,
    tree: commit.tree,
    parents: parents.map(({ sha: parent, html_url: html = '' }) => ({
      sha: parent,
      url: `${apiUrl(world, repository)}/git/commits/${parent}`,
      html_url: html,
    })),
    verification: verification(get(repository.objects, sha, 'commit').verified === true),
  };
}

export function blob(world: World, repository: SandboxRepository, sha: string): Blob {
  const { content } = get(repository.objects, sha, 'blob');
  return {
    sha,
    node_id: nodeId('B', sha),
    size: content.length,
    url: `${apiUrl(world, repository)}/git/blobs/${sha}`,
    content: inLines(content),
    encoding: 'base64',
  };
}

/** GitHub breaks base64 into lines of 60. */
export function inLines(content: Uint8Array): string {
  return (
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,60}/g)
      ?.map((line) => `${line}\n`)
      .join('') ?? ''
  );
}

export function tag(world: World, repository: SandboxRepository, sha: string): Tag {
  const object = get(repository.objects, sha, 'tag');
  const api = apiUrl(world, repository);
  return {
    sha,
    node_id: nodeId('TA', sha),
    url: `${api}/git/tags/${sha}`,
    tag: object.name,
    message: object.message.trimEnd(),
    tagger: { ...identity(object.tagger), date: object.date },
    object: { sha: object.target, type: 'commit', url: `${api}/git/commits/${object.target}` },
    verification: verification(object.verified),
  };
}

export function ref(world: World, repository: SandboxRepository, name: string, sha: string): Ref {
  const api = apiUrl(world, repository);
  const kind = repository.objects.get(sha)?.kind ?? 'commit';
  return {
    ref: name,
    node_id: nodeId('REF', `${repository.id}:${name}`),
    url: `${api}/git/${name}`,
    object: { sha, type: kind, url: `${api}/git/${kind}s/${sha}` },
  };
}

function verification(verified: boolean) {
  return verified
    ? {
        verified,
        reason: 'valid',
        signature: '-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----',
        payload: '',
        verified_at: '2026-01-05T09:00:00Z',
      }
    : { verified, reason: 'unsigned', signature: null, payload: null, verified_at: null };
}
