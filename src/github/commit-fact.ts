import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import { type Landmarks, type Reach, reachFinder } from './commit-reach.ts';
import { askRepository, notRead, notUnderstood, type Place, repositoryPage } from './evidence/place.ts';
import { manifestVersion } from './manifest-version.ts';
import { permissionFor } from './permissions.ts';
import { commitsQuery } from './queries-releases.ts';
import type { CommitFact } from './release-facts.ts';

/** What a commit says of itself, wherever it can be reached from. */
type Own = Omit<CommitFact, keyof Reach>;

/** Objects that are asked for in one query, commits and manifests. */
const mostObjects = 200;

/**
 * Commits with where they can be reached from. `absent`: GitHub has no such commit in the repository's network.
 *
 * @param commits SHA-1s
 * @param manifests paths whose version is read at each commit
 * @throws GitHubUnavailable
 */
export async function commitFacts(
  place: Place,
  commits: readonly string[],
  manifests: readonly string[],
  landmarks: Omit<Landmarks, 'onDefaultBranch'>,
): Promise<ReadonlyMap<string, Observation<CommitFact>>> {
  const own = new Map<string, Observation<Own>>();
  const onDefaultBranch = new Set<string>();
  const shas = commits.filter((sha) => isSha.test(sha));
  const size = Math.max(1, Math.floor(mostObjects / (1 + manifests.length)));
  for (let start = 0; start < shas.length; start += size) {
    const read = await readCommits(place, shas.slice(start, start + size), manifests);
    for (const [sha, seen] of read.own) own.set(sha, seen);
    for (const sha of read.onDefaultBranch) onDefaultBranch.add(sha);
  }
  const reach = reachFinder(place, { ...landmarks, onDefaultBranch });
  const facts = new Map<string, Observation<CommitFact>>();
  for (const sha of commits) {
    const known = own.get(sha) ?? { state: 'absent', source: repositoryPage(place, 'commits') };
    facts.set(sha, known.state === 'seen' ? joined(known, await reach(sha)) : known);
  }
  return facts;
}

const isSha = /^[0-9a-f]{40}$/;

function joined(own: Extract<Observation<Own>, { state: 'seen' }>, reach: Observation<Reach>): Observation<CommitFact> {
  return reach.state === 'seen' ? { ...own, value: { ...own.value, ...reach.value } } : reach;
}

interface ReadCommits {
  readonly own: ReadonlyMap<string, Observation<Own>>;
  readonly onDefaultBranch: readonly string[];
}

async function readCommits(place: Place, shas: readonly string[], manifests: readonly string[]): Promise<ReadCommits> {
  const variables = Object.fromEntries([
    ['owner', place.owner],
    ['name', place.name],
    ...shas.flatMap((sha, index) => [
      [`c${index}`, sha],
      ...manifests.map((path, number) => [`c${index}m${number}`, `${sha}:${path}`]),
    ]),
  ]) as Readonly<Record<string, string>>;
  const answer = await place.client.graphql<unknown>(commitsQuery(shas.length, manifests.length), variables);
  const { data } = answered.safeParse(answer.data);
  const fields = data?.repository ?? {};
  const refused = new Set(answer.errors.map(({ path }) => path[1]));
  const own = new Map<string, Observation<Own>>();
  for (const [index, sha] of shas.entries()) {
    const field = fields[`c${index}`];
    const versions = Object.fromEntries(
      manifests.map((path, number) => [path, versionIn(path, fields[`c${index}m${number}`])]),
    );
    own.set(
      sha,
      field === undefined || refused.has(`c${index}`)
        ? notShown(place, sha)
        : field === null
          ? await askedAlone(place, sha, versions)
          : ownOf(place, sha, field, versions),
    );
  }
  return { own, onDefaultBranch: listedCommits(fields['defaultBranchRef']) };
}

const answered = z.object({ repository: z.record(z.string(), z.unknown()).nullable() });

function notShown(place: Place, sha: string): Observation<never> {
  const reason = 'GitHub does not show it to this installation';
  return {
    state: 'unreadable',
    reason,
    permission: permissionFor('commits'),
    source: repositoryPage(place, `commit/${sha}`),
  };
}

const commit = z.object({
  committedDate: z.string().nullish(),
  author: z.object({ name: z.string().nullish(), user: z.object({ login: z.string() }).nullish() }).nullish(),
  signature: z.object({ isValid: z.boolean() }).nullish(),
});

function ownOf(place: Place, sha: string, field: unknown, versions: Own['versions']): Observation<Own> {
  const source = repositoryPage(place, `commit/${sha}`);
  const { data } = commit.safeParse(field);
  if (data === undefined) return notUnderstood(source);
  const value: Own = {
    sha,
    committedAt: data.committedDate ?? null,
    // GitHub was asked: no signature is no verified one.
    verified: data.signature?.isValid ?? false,
    author: data.author?.user?.login ?? data.author?.name ?? null,
    versions,
  };
  return { state: 'seen', value, source };
}

const alone = z.object({
  sha: z.string(),
  commit: z.object({
    author: z.object({ name: z.string().nullish() }).nullish(),
    committer: z.object({ date: z.string().nullish() }).nullish(),
    verification: z.object({ verified: z.boolean() }).nullish(),
  }),
  author: z.object({ login: z.string() }).nullish().catch(null),
});

/** REST knows commits of forks and of deleted branches as well: only what it has not either is absent. */
async function askedAlone(place: Place, sha: string, versions: Own['versions']): Promise<Observation<Own>> {
  const source = repositoryPage(place, `commit/${sha}`);
  const answer = await askRepository(place, '/commits/{ref}', { ref: sha });
  if (answer.status === 404 || answer.status === 422) return { state: 'absent', source };
  if (answer.status !== 200) return notRead(answer, 'commits', source);
  const { data } = alone.safeParse(answer.data);
  if (data === undefined || data.sha !== sha) return notUnderstood(source);
  const value: Own = {
    sha,
    committedAt: data.commit.committer?.date ?? null,
    verified: data.commit.verification?.verified ?? null,
    author: data.author?.login ?? data.commit.author?.name ?? null,
    versions,
  };
  return { state: 'seen', value, source };
}

const history = z.object({
  target: z.object({ history: z.object({ nodes: z.array(z.object({ oid: z.string() }).nullable()) }) }),
});

function listedCommits(field: unknown): readonly string[] {
  const { data } = history.safeParse(field);
  return data?.target.history.nodes.flatMap((node) => (node === null ? [] : [node.oid])) ?? [];
}

const manifest = z.object({ text: z.string(), isTruncated: z.literal(false) });

function versionIn(path: string, field: unknown): string | null {
  const { data } = manifest.safeParse(field);
  return data === undefined ? null : manifestVersion(path, data.text);
}
