import { codeWords } from '../../registries/plain.ts';
import { type Build, commitId } from '../build.ts';
import { commitWords } from '../guards/words.ts';
import type { Join } from '../ledger.ts';
import { isBuiltIn } from '../link.ts';
import { excuse, join, type ReleaseEvidence, tellsOfBuilds } from './evidence.ts';

/** From which commit was it built, and does the repository have it? */
export function commitJoin(evidence: ReleaseEvidence): Join {
  const { build, about } = evidence;
  if (build?.commit === null || build === null) return withoutCommit(evidence);
  const { commit } = build;
  const source = sources[build.source];
  if (about.github === null)
    return join('unknown', commit, `${source} names ${commitWords(commit)}; GitHub was not asked`);
  if (isBuiltIn(about.github.repository, build) === false)
    return join(
      'contradicted',
      commit,
      `${source} names ${commitWords(commit)} of ${elsewhere(build)}, another repository`,
    );
  const fact = about.github.commits.get(commit);
  if (fact?.state === 'seen' && fact.value.reachable !== 'nowhere')
    return join('proved', commit, `${source} names ${commitWords(commit)}, which ${reached(fact.value.from)} leads to`);
  const tag = evidence.tags.find((match) => match.tag.commit === commit)?.tag.name;
  if (tag !== undefined)
    return join('proved', commit, `${source} names ${commitWords(commit)}, which ${codeWords(tag)} leads to`);
  if (fact?.state === 'seen')
    return join('contradicted', commit, `${source} names ${commitWords(commit)}, which no branch or tag leads to`);
  if (fact?.state === 'absent')
    return join('contradicted', commit, `${source} names ${commitWords(commit)}, which the repository does not have`);
  const reason = fact === undefined ? 'GitHub was not asked about it' : `GitHub did not tell: ${fact.reason}`;
  return join('unknown', commit, `${source} names ${commitWords(commit)}; ${reason}`);
}

/** Who names the commit, at the start of a sentence. */
export const sources: Readonly<Record<Build['source'], string>> = {
  certificate: 'the certificate',
  registry: "the registry's record",
};

/** The repository that a build names, as code. */
export function elsewhere({ repository, repositoryId }: Build): string {
  return repository === null ? `the repository number ${repositoryId ?? '?'}` : codeWords(repository);
}

function reached(from: string | null): string {
  return from === null ? 'a branch or a tag' : codeWords(from);
}

function withoutCommit(evidence: ReleaseEvidence): Join {
  const { about, release, attested } = evidence;
  const claimed = commitId(release.claimed.commit);
  if (claimed !== null)
    return join(
      'unknown',
      null,
      `claims commit ${commitWords(claimed)}, which is what the publisher wrote and proves nothing`,
    );
  const innocent = excuse(evidence);
  if (innocent !== null) return join('unknown', null, innocent);
  if (!tellsOfBuilds(about.history.registry)) return join('unknown', null, 'this registry does not show commits');
  if (attested.state === 'none' || evidence.rank === 'none')
    return join('missing', null, 'nothing says from which commit it was built');
  return join('unknown', null, attested.reasons[0] ?? 'no evidence of it was read');
}
