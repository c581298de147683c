import type { RunFact } from '../../github/release-facts.ts';
import { codeWords } from '../../registries/plain.ts';
import type { Build } from '../build.ts';
import { publishingPartsOf } from '../guards/publishing-parts.ts';
import { commitWords } from '../guards/words.ts';
import type { Join } from '../ledger.ts';
import { isBuiltIn, isCalled } from '../link.ts';
import { elsewhere, sources } from './commit.ts';
import { excuse, join, type ReleaseEvidence, tellsOfBuilds } from './evidence.ts';

/** Which workflow run built it, and does GitHub tell the same of that run? */
export function runJoin(evidence: ReleaseEvidence): Join {
  const { build, about, at } = evidence;
  if (build === null || build.run === null) return withoutRun(evidence);
  const { run } = build;
  const source = sources[build.source];
  if (about.github === null)
    return join('unknown', run, `${source} names the run ${codeWords(run)}; GitHub was not asked`);
  if (isBuiltIn(about.github.repository, build) === false)
    return join('contradicted', run, `${source} names a run of ${elsewhere(build)}, another repository`);
  const fact = about.github.runs.get(run);
  if (fact === undefined)
    return join('unknown', run, `${source} names the run ${codeWords(run)}; GitHub was not asked about it`);
  if (fact.state === 'unreadable') return join('unknown', run, `GitHub did not tell of the run: ${fact.reason}`);
  if (fact.state === 'absent')
    return at === null || about.now - at > runsAreKept
      ? join('unknown', run, 'the run is gone; GitHub keeps runs for a limited time')
      : join('missing', run, `${source} names the run ${codeWords(run)}, which GitHub does not have`);
  return compared(fact.value, build, evidence);
}

/** GitHub keeps runs for 400 days at most, as repositories are set up. */
const runsAreKept = 400 * 86_400_000;

/** A run that publishes is over within a day. */
const longestRun = 86_400_000;

function compared(fact: RunFact, build: Build, { about, at }: ReleaseEvidence): Join {
  const wrong = contradictions(fact, build, about.github?.repository ?? null)[0];
  if (wrong !== undefined) return join('contradicted', fact.id, wrong);
  const called = codeWords(fact.workflow.split('/').at(-1) ?? fact.workflow);
  if (fact.status === 'completed') {
    return ended(fact, called);
  }
  return at !== null && Math.abs(about.now - at) <= longestRun
    ? join('proved', fact.id, `a run of ${called} built it and still goes on`)
    : join('unknown', fact.id, `the run of ${called} has not ended`);
}

/** A run can fail after what publishes in it went well: then its end says nothing of the release. */
function ended({ id, conclusion, jobs }: RunFact, called: string): Join {
  if (conclusion === 'success') return join('proved', id, `a run of ${called} that succeeded built it`);
  if (conclusion === null) return join('unknown', id, `GitHub does not tell how the run of ${called} ended`);
  const says = `the run of ${called} ended as ${codeWords(conclusion)}`;
  const succeeded = publishingPartsOf(jobs)?.succeeded ?? [];
  return succeeded.length > 0
    ? join('unknown', id, `${says}, after ${codeWords(succeeded[0] ?? '')} in it had succeeded`)
    : join('contradicted', id, says);
}

type Repository = NonNullable<ReleaseEvidence['about']['github']>['repository'];

/** Events whose runs GitHub lists under the commit that they check out. Others stand under the commit that set them off. */
const ofTheirCommit: ReadonlySet<string> = new Set(['push', 'workflow_dispatch']);

/** What GitHub tells of the run otherwise than the evidence. */
function contradictions(fact: RunFact, build: Build, repository: Repository | null): readonly string[] {
  const isElsewhere =
    build.repository !== null &&
    fact.repository.toLowerCase() !== build.repository.toLowerCase() &&
    (repository === null || !isCalled(repository, fact.repository));
  return [
    ...(isElsewhere ? [`the run belongs to ${codeWords(fact.repository)}`] : []),
    ...(build.commit !== null && ofTheirCommit.has(fact.event) && fact.commit.toLowerCase() !== build.commit
      ? [`the run built ${commitWords(fact.commit)}, and not ${commitWords(build.commit)}`]
      : []),
    ...(build.workflow !== null && fact.workflow !== build.workflow
      ? [`the run is one of ${codeWords(fact.workflow)}, and not of ${codeWords(build.workflow)}`]
      : []),
  ];
}

function withoutRun(evidence: ReleaseEvidence): Join {
  const innocent = excuse(evidence);
  if (innocent !== null) return join('unknown', null, innocent);
  if (!tellsOfBuilds(evidence.about.history.registry)) return join('unknown', null, 'this registry does not show runs');
  if (evidence.attested.state === 'none' || evidence.rank === 'none')
    return join('missing', null, 'nothing says that a workflow built it');
  return join('unknown', null, evidence.attested.reasons[0] ?? 'no evidence of it was read');
}
