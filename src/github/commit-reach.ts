import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import { askRepository, notRead, notUnderstood, type Place, repositoryPage } from './evidence/place.ts';
import type { CommitFact } from './release-facts.ts';

/** From where a commit can be reached. */
export type Reach = Pick<CommitFact, 'reachable' | 'from'>;

/** What is known of the repository's branches and tags before single commits are looked for. */
export interface Landmarks {
  readonly defaultBranch: string | null;
  /** Commits of the default branch, as far as they were listed. */
  readonly onDefaultBranch: ReadonlySet<string>;
  /** Names of tags by the commit they lead to. */
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * Looks for a way to commits that GitHub has, one after the other: the default branch, the branches that releases may
 * come from, then the tags, since a tag proves least. Branches are listed once, for the first commit that needs it.
 */
export function reachFinder(place: Place, landmarks: Landmarks): (sha: string) => Promise<Observation<Reach>> {
  let asked: Promise<Observation<readonly string[]>> | null = null;
  let left = mostComparisons;
  const compare = (branch: string, sha: string) => {
    left -= 1;
    return left < 0 ? Promise.resolve(tooMany(place, sha)) : isOn(place, branch, sha);
  };
  return async (sha) => {
    const source = repositoryPage(place, `commit/${sha}`);
    const found = (reachable: Reach['reachable'], from: string | null): Observation<Reach> => ({
      state: 'seen',
      value: { reachable, from },
      source,
    });
    const { defaultBranch, onDefaultBranch, tags } = landmarks;
    if (onDefaultBranch.has(sha)) return found('default-branch', defaultBranch);
    if (defaultBranch !== null) {
      const answer = await compare(defaultBranch, sha);
      if (answer.state === 'unreadable') return answer;
      if (answer.state === 'seen') return found('default-branch', defaultBranch);
    }
    const tag = tags.get(sha);
    const onTag = tag === undefined ? null : found('tag', tag);
    asked ??= releaseBranches(place, defaultBranch);
    const branches = await asked;
    if (branches.state === 'unreadable') return onTag ?? branches;
    for (const branch of branches.state === 'seen' ? branches.value : []) {
      const answer = await compare(branch, sha);
      if (answer.state === 'unreadable') return onTag ?? answer;
      if (answer.state === 'seen') return found('release-branch', branch);
    }
    return onTag ?? found('nowhere', null);
  };
}

/** Of one repository in one go. Beyond them a commit is unreadable, never `nowhere`. */
const mostComparisons = 100;

function tooMany(place: Place, sha: string): Observation<never> {
  const reason = `more than ${mostComparisons} comparisons would be needed at once`;
  return { state: 'unreadable', reason, source: repositoryPage(place, `commit/${sha}`) };
}

/** Seen where the branch holds the commit; absent where it does not, or has no history in common with it. */
async function isOn(place: Place, branch: string, sha: string): Promise<Observation<true>> {
  const source = repositoryPage(place, `commit/${sha}`);
  // Only the first page brings files and their differences, and none of them are wanted here.
  const answer = await askRepository(place, '/compare/{basehead}', {
    basehead: `${branch}...${sha}`,
    per_page: 1,
    page: 2,
  });
  if (answer.status === 404 || answer.status === 422) return { state: 'absent', source };
  if (answer.status !== 200) return notRead(answer, 'commits', source);
  const { data } = comparison.safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  return data.status === 'behind' || data.status === 'identical'
    ? { state: 'seen', value: true, source }
    : { state: 'absent', source };
}

const comparison = z.object({ status: z.string() });

/** Branches that are looked into, at most. */
const mostBranches = 5;

/** Protected branches first, then those that are called like lines of releases, newer versions before older ones. */
async function releaseBranches(place: Place, defaultBranch: string | null): Promise<Observation<readonly string[]>> {
  const source = repositoryPage(place, 'branches');
  const found = new Map<string, boolean>();
  for (const filter of [{ protected: true }, {}]) {
    const answer = await askRepository(place, '/branches', { per_page: 100, ...filter });
    if (answer.status !== 200) return notRead(answer, 'commits', source);
    const { data } = listed.safeParse(answer.data);
    if (data === undefined) return notUnderstood(source);
    for (const { name, protected: isProtected } of data)
      if (isProtected || isReleaseLine(name)) found.set(name, isProtected);
  }
  found.delete(defaultBranch ?? '');
  const names = [...found]
    .toSorted(([one, a], [other, b]) => Number(b) - Number(a) || byNumbers.compare(other, one))
    .map(([name]) => name);
  return { state: 'seen', value: names.slice(0, mostBranches), source };
}

const listed = z.array(z.object({ name: z.string(), protected: z.boolean() }));

const byNumbers = new Intl.Collator('en', { numeric: true });

/** `release/2`, `hotfix/1.2.4`, `releases-1.x`, `v1.x`, `1.2`, `2-stable`, `lts`, `next`. */
export function isReleaseLine(name: string): boolean {
  return (
    name.length <= 100 &&
    (/^(?:releases?|rel|hotfix(?:es)?|maint|maintenance|stable|support|backports?|lts)(?:[/_-].+)?$/i.test(name) ||
      /^v?\d+(?:\.(?:\d+|x)){0,3}(?:[._-](?:x|stable|lts|maint|maintenance|dev|branch|release))?$/i.test(name) ||
      /^(?:next|beta|alpha|canary|rc|next-major)$/i.test(name))
  );
}
