import { identity } from '../git/hash.ts';
import { commitsBetween } from '../git/history.ts';
import { peel } from '../git/resolve.ts';
import type { GitObject, SandboxRepository } from '../state.ts';
import { connection, type Page } from './connection.ts';

/** GitHub cuts the text of larger files. */
const mostText = 512_000;

/** A git object with its name. */
export interface FoundObject {
  readonly oid: string;
  readonly object: GitObject;
}

/** Finds by the full SHA-1; null where the repository does not have it. */
export function objectOf(repository: SandboxRepository, oid: string): FoundObject | null {
  const object = repository.objects.get(oid);
  return object === undefined ? null : { oid, object };
}

/** Finds by an expression that `git rev-parse` knows: `HEAD:path`, `main:path`, `v1.0.0`, a SHA-1. */
export function objectNamed(repository: SandboxRepository, expression: string): FoundObject | null {
  const colon = expression.indexOf(':');
  const revision = colon === -1 ? expression : expression.slice(0, colon);
  const oid = revisionOf(repository, revision);
  const found = oid === null ? null : objectOf(repository, oid);
  if (found === null || colon === -1) return found;
  return entryAt(repository, found, expression.slice(colon + 1));
}

/** When the commit that a reference leads to was made; empty where it leads to none. */
export function commitDate(repository: SandboxRepository, oid: string): string {
  const commit = repository.objects.get(peel(repository, oid) ?? '');
  return commit?.kind === 'commit' ? commit.date : '';
}

/** What GraphQL tells of a git object, under GitHub's names. */
export function gitObject(repository: SandboxRepository, { oid, object }: FoundObject): object {
  const other = (sha: string) => {
    const found = objectOf(repository, sha);
    return found === null ? null : gitObject(repository, found);
  };
  if (object.kind === 'blob') return { __typename: 'Blob', oid, ...blobFields(object.content) };
  if (object.kind === 'commit')
    return {
      __typename: 'Commit',
      oid,
      committedDate: object.date,
      tree: () => other(object.tree),
      author: actorFields(object.author),
      signature: object.verified === true ? { __typename: 'GpgSignature', isValid: true } : null,
      history: (wanted: Page) =>
        connection(commitsBetween(repository.objects, null, oid).toReversed(), wanted, (sha) => ({ oid: sha })),
    };
  if (object.kind === 'tag')
    return {
      __typename: 'Tag',
      oid,
      target: () => other(object.target),
      tagger: { ...actorFields(object.tagger), date: object.date },
    };
  const entries = object.entries.map(({ name, mode, sha }) => ({
    name,
    mode: Number.parseInt(mode, 8),
    type: typeOfMode(mode),
    oid: sha,
    object: () => other(sha),
  }));
  return { __typename: 'Tree', oid, entries };
}

/** Who is named by a login has an account; who is named with an address has none that is known. */
function actorFields(author: string): object {
  const { name } = identity(author);
  return { name, user: author.includes(' <') ? null : { __typename: 'User', login: author } };
}

function revisionOf(repository: SandboxRepository, revision: string): string | null {
  if (revision === 'HEAD') return repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? null;
  if (/^[0-9a-f]{40}$/.test(revision)) return revision;
  for (const prefix of ['', 'refs/', 'refs/tags/', 'refs/heads/']) {
    const oid = repository.refs.get(`${prefix}${revision}`);
    if (oid !== undefined) return oid;
  }
  return null;
}

function entryAt(repository: SandboxRepository, start: FoundObject, path: string): FoundObject | null {
  const commit = repository.objects.get(peel(repository, start.oid) ?? '');
  let found: FoundObject | null = commit?.kind === 'commit' ? objectOf(repository, commit.tree) : start;
  for (const part of path.split('/').filter((part) => part !== '')) {
    if (found?.object.kind !== 'tree') return null;
    const entry = found.object.entries.find(({ name }) => name === part);
    found = entry === undefined ? null : objectOf(repository, entry.sha);
  }
  return found;
}

function blobFields(content: Uint8Array): object {
  const isBinary = content.subarray(0, 8000).includes(0);
  const isTruncated = content.length > mostText;
  const text = isBinary ? null : textOf(content.subarray(0, mostText), isTruncated);
  return { byteSize: content.length, isBinary, isTruncated, text };
}

/** A character that the cut went through is left out. */
function textOf(content: Uint8Array, isCut: boolean): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(content, { stream: isCut });
}

function typeOfMode(mode: string): 'blob' | 'tree' | 'commit' {
  if (mode === '160000') return 'commit';
  return Number.parseInt(mode, 8) === 0o040000 ? 'tree' : 'blob';
}
