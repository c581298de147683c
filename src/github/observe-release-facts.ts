import PQueue from 'p-queue';
import type { Observation } from '../types/observation.ts';
import type { GitHubClient } from './client.ts';
import { commitFacts } from './commit-fact.ts';
import type { Place } from './evidence/place.ts';
import type { ReleaseFacts, ReleaseQuestions, RepositoryIdentity, RunFact } from './release-facts.ts';
import { releaseRepository } from './release-repository.ts';
import { readReleaseFacts, readTags, tagsByCommit } from './release-tags.ts';
import { runFact } from './run-fact.ts';

/** The repository whose releases are looked at, by today's name. */
export interface ReleaseRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string | null;
  readonly visibility: RepositoryIdentity['visibility'];
  readonly formerNames: readonly string[];
  /** Where people open pages; `https://github.com` where it is left out. */
  readonly server?: string;
}

/** Answered at most, each; the newest come first. */
const most = { commits: 40, runs: 40, manifests: 20, repositories: 3 };

const longestPath = 500;

/**
 * What GitHub tells of the releases of a repository. A page of a hundred tags costs one request, and so does a page of
 * releases; all commits with their manifests come in one (more with many manifests), each that is not among the newest
 * of the default branch costs a comparison; a run costs two, and a name that is not today's one. What REST has told before and has not changed is free.
 * What a missing permission hides is `unreadable` by itself and leaves the rest as it is.
 *
 * @throws GitHubUnavailable, and nothing else, where GitHub cannot answer now
 */
export async function observeReleaseFacts(
  client: GitHubClient,
  repository: ReleaseRepository,
  questions: ReleaseQuestions,
): Promise<ReleaseFacts> {
  const { id, owner, name, defaultBranch, visibility, formerNames, server = 'https://github.com' } = repository;
  const place: Place = { client, owner, name, server };
  const commits = firstOf(questions.commits, most.commits);
  const manifests = firstOf(questions.manifests, most.manifests).filter((path) => path.length <= longestPath);
  const [tags, releases, runs, earlier] = await Promise.all([
    readTags(place),
    readReleaseFacts(place),
    runFacts(place, firstOf(questions.runs, most.runs)),
    earlierNames(client, { ...repository, server }, questions.repositories),
  ]);
  const landmarks = { defaultBranch, tags: tagsByCommit(tags) };
  return {
    repository: {
      id,
      fullName: `${owner}/${name}`,
      formerNames: [...new Set([...formerNames, ...earlier])],
      visibility,
      defaultBranch,
    },
    tags,
    releases,
    commits: await commitFacts(place, commits, manifests, landmarks),
    runs,
  };
}

/** Those of the names, in lower case, by which GitHub leads to this repository now. */
async function earlierNames(
  client: GitHubClient,
  { id, owner, name, server }: ReleaseRepository & { readonly server: string },
  names: readonly string[],
): Promise<readonly string[]> {
  const today = `${owner}/${name}`.toLowerCase();
  const others = firstOf(
    names.map((each) => each.toLowerCase()).filter((each) => each !== today),
    most.repositories,
  );
  const found = await Promise.all(others.map((each) => releaseRepository(client, each, server)));
  return others.filter((_, at) => {
    const repository = found[at];
    return repository?.state === 'seen' && repository.value.id === id;
  });
}

/** Requests at once: GitHub asks apps not to send many side by side. */
const atOnce = 4;

async function runFacts(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, Observation<RunFact>>> {
  const queue = new PQueue({ concurrency: atOnce });
  const seen = await queue.addAll(ids.map((id) => async () => [id, await runFact(place, id)] as const));
  return new Map(seen);
}

function firstOf(all: readonly string[], count: number): readonly string[] {
  return [...new Set(all)].slice(0, count);
}
