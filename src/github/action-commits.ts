import semver from 'semver';
import { z } from 'zod';
import type { GitHubClient } from './client.ts';

/** The commit behind a tag or a branch of an action's repository. */
export interface PinnedCommit {
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** The most exact version tag that points to it (`v4.2.2`); the ref itself where there is none. */
  readonly version: string;
}

/**
 * Asks GitHub for the commit of a tag or, where there is no such tag, of a branch. Null where the repository has neither
 * or is not there for this client.
 *
 * @param repository `owner/name`
 * @throws GitHubUnavailable
 */
export async function readActionCommit(
  client: GitHubClient,
  repository: string,
  ref: string,
): Promise<PinnedCommit | null> {
  const [owner = '', repo = ''] = repository.split('/');
  if (!isName(owner) || !isName(repo) || !isRef(ref)) return null;
  const place = { owner, repo };
  const tags = await tagsFrom(client, place, ref);
  const own = tags.find(({ name }) => name === ref);
  if (own !== undefined) {
    const commit = await commitOf(client, place, own);
    return commit === null ? null : { commit, version: await versionOf(client, place, { ref, commit, own, tags }) };
  }
  const commit = await branchCommit(client, place, ref);
  return commit === null ? null : { commit, version: ref };
}

interface Place {
  readonly owner: string;
  readonly repo: string;
}

interface Tag {
  readonly name: string;
  readonly sha: string;
  /** An annotated tag is an object of its own, which names the commit. */
  readonly isAnnotated: boolean;
}

/** Every tag that begins with a text: `v4`, `v4.1.0`, `v40`. */
async function tagsFrom(client: GitHubClient, place: Place, beginning: string): Promise<readonly Tag[]> {
  const answer = await client.request('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', {
    ...place,
    ref: `tags/${beginning}`,
  });
  const parsed = references.safeParse(answer.data);
  if (answer.status !== 200 || !parsed.success) return [];
  return parsed.data.map(({ ref, object }) => ({
    name: ref.replace(/^refs\/tags\//, ''),
    sha: object.sha,
    isAnnotated: object.type === 'tag',
  }));
}

async function commitOf(client: GitHubClient, place: Place, { sha, isAnnotated }: Tag): Promise<string | null> {
  if (!isAnnotated) return sha;
  const answer = await client.request('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', { ...place, tag_sha: sha });
  const parsed = annotated.safeParse(answer.data);
  return answer.status === 200 && parsed.success && parsed.data.object.type === 'commit'
    ? parsed.data.object.sha
    : null;
}

async function branchCommit(client: GitHubClient, place: Place, branch: string): Promise<string | null> {
  const answer = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...place, ref: `heads/${branch}` });
  const parsed = reference.safeParse(answer.data);
  return answer.status === 200 && parsed.success && parsed.data.object.type === 'commit'
    ? parsed.data.object.sha
    : null;
}

/** Annotated tags that are asked for their commit, newest version first: a moving tag points to the newest. */
const mostAsked = 3;

/** The full version with the same commit among the tags that go on where the ref ends: `v4` is `v4.2.2` today. */
async function versionOf(
  client: GitHubClient,
  place: Place,
  found: { readonly ref: string; readonly commit: string; readonly own: Tag; readonly tags: readonly Tag[] },
): Promise<string> {
  const { ref, commit, own, tags } = found;
  if (semver.parse(ref) !== null) return ref;
  const versions = tags
    .filter(({ name }) => name.startsWith(`${ref}.`) && semver.parse(name) !== null)
    .toSorted((a, b) => semver.rcompare(a.name, b.name));
  const same = versions.find(({ sha }) => sha === commit || sha === own.sha);
  if (same !== undefined) return same.name;
  for (const tag of versions.filter(({ isAnnotated }) => isAnnotated).slice(0, mostAsked))
    if ((await commitOf(client, place, tag)) === commit) return tag.name;
  return ref;
}

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const object = z.object({ type: z.string(), sha });
const reference = z.object({ ref: z.string(), object });
const references = z.array(reference);
const annotated = z.object({ object });

function isName(name: string): boolean {
  return /^[\w.-]{1,100}$/.test(name) && !/^\.{1,2}$/.test(name);
}

/** What Git takes for a name, as far as it matters in an address. */
function isRef(ref: string): boolean {
  return /^[\w.+/@-]{1,200}$/.test(ref) && !ref.includes('..') && !ref.includes('//') && !/^\/|\/$/.test(ref);
}
