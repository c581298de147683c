import { createHash } from 'node:crypto';
import type { GraphqlAnswer } from '../../src/github/client.ts';
import { fakeGitHub } from './fake-github.ts';

/** A file's text, or what is no plain file: `{ link }` to a path, `{ submodule }`, `{ blob }` as GraphQL gives it. */
export type FakeFile =
  | string
  | { readonly link: string }
  | { readonly submodule: true }
  | { readonly blob: Readonly<Record<string, unknown>>; readonly size?: number };

/** A GitHub that holds one commit with these files. */
export function treeGitHub(files: Readonly<Record<string, FakeFile>>) {
  const blobs = new Map<string, Readonly<Record<string, unknown>>>();
  const tree = Object.entries(files).map(([path, file]) => entryOf(path, file, blobs));
  return fakeGitHub({ [treeRoute]: { data: { tree, truncated: false } } }, (_, variables) => blobsOf(blobs, variables));
}

export const treeRoute = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';

/** What `openCommit` is asked for. */
export const place = { owner: 'acme', name: 'press', commit: { sha: 'c'.repeat(40), tree: 't'.repeat(40) } };

export function shaOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

type Blobs = Map<string, Readonly<Record<string, unknown>>>;

function entryOf(path: string, file: FakeFile, blobs: Blobs) {
  if (typeof file === 'object' && 'submodule' in file)
    return { path, mode: '160000', type: 'commit', sha: shaOf(path) };
  const text = typeof file === 'string' ? file : 'link' in file ? file.link : `blob of ${path}`;
  const sha = shaOf(text);
  const byteSize = Buffer.byteLength(text);
  const given = typeof file === 'object' && 'blob' in file ? file : undefined;
  blobs.set(sha, { oid: sha, byteSize, isBinary: false, isTruncated: false, text, ...given?.blob });
  const mode = typeof file === 'object' && 'link' in file ? '120000' : '100644';
  return { path, mode, type: 'blob', sha, size: given?.size ?? byteSize };
}

/** As GitHub resolves `b0: object(oid: $o0)` and so on. */
function blobsOf(blobs: Blobs, variables: Readonly<Record<string, unknown>>): GraphqlAnswer<unknown> {
  const repository = Object.fromEntries(
    Object.entries(variables).flatMap(([name, sha]) =>
      /^o\d+$/.test(name) ? [[`b${name.slice(1)}`, blobs.get(String(sha)) ?? null]] : [],
    ),
  );
  return { data: { repository }, errors: [] };
}
