import type { RunFact } from '../../github/release-facts.ts';
import { codeWords } from '../../registries/plain.ts';
import type { Findings, RowContext, SignalRule } from '../facts.ts';
import { isTagged } from '../guards/corroboration.ts';
import { fires, innocent, nothing, together } from '../guards/findings.ts';
import { isRepository, isSameOrigin, originsOf } from '../guards/repositories.ts';
import { day } from '../guards/time.ts';
import { commitWords, datedWords } from '../guards/words.ts';
import { judgeEvent } from './run-event.ts';
import { judgeOutcome } from './run-outcome.ts';

/** Does the workflow run that the evidence names fit the release? */
export const runMismatch: SignalRule = { ids: ['run-mismatch'], judge };

function judge(context: RowContext): Findings {
  const { row, case: about } = context;
  if (row.run === null || about.github === null) return nothing;
  const { repository, runs } = about.github;
  const fact = runs.get(row.run);
  if (fact === undefined || fact.state === 'unreadable') return nothing;
  // A run of another repository is asked for in vain here.
  const isOurs = originsOf(row).some((origin) => isRepository(origin, repository));
  if (fact.state === 'absent') return isOurs ? missing(context, row.run) : nothing;
  const identity = mismatch(context, fact.value);
  if (identity !== null) return fires('run-mismatch', 'critical', identity);
  return together([judgeOutcome(context, fact.value), judgeEvent(context, fact.value)]);
}

/** GitHub keeps runs for a while only; before that somebody has to delete them, as some projects do with all of them. */
function missing({ row, earlier, later, case: about }: RowContext, run: string): Findings {
  if (row.at === null || about.now - row.at >= retention) return nothing;
  const says = `GitHub does not have the workflow run ${codeWords(run)} that built it, though it is recent`;
  const habitual = [...later, ...earlier].findLast((other) => {
    const isRecent = other.at !== null && about.now - other.at < retention;
    return isRecent && other.run !== null && about.github?.runs.get(other.run)?.state === 'absent';
  });
  if (habitual !== undefined) return innocent(`${says}; the run of ${datedWords(habitual)} was deleted, too`);
  const isKept = isTagged(row) && row.joins.commit.state === 'proved';
  return fires('run-mismatch', isKept ? 'medium' : 'high', says);
}

const retention = 90 * day;

/** Says what the run is that it should not be; null where it fits. */
function mismatch({ row, case: about }: RowContext, run: RunFact): string | null {
  const ran = { name: run.repository.toLowerCase(), id: null };
  const origins = originsOf(row).map(({ name }) => ({ name, id: null }));
  const isRenamed = about.github !== null && isRepository(ran, about.github.repository);
  if (!isRenamed && origins.length > 0 && origins.every((origin) => isSameOrigin(origin, ran) === false))
    return `the workflow run ${codeWords(run.id)} that it names ran in ${codeWords(run.repository)}`;
  const workflows = row.identities.flatMap(({ identity }) => identity.workflow ?? []);
  if (workflows.length > 0 && !workflows.includes(run.workflow))
    return `the certificate names the workflow ${codeWords(workflows[0] ?? '')}, its run ${codeWords(run.id)} is one of ${codeWords(run.workflow)}`;
  if (row.commit !== null && ofItsCommit.has(run.event) && run.commit !== row.commit)
    return `built from the commit ${commitWords(row.commit)}, while its run ${codeWords(run.id)} ran for ${commitWords(run.commit)}`;
  return null;
}

/** Events whose runs are listed under the very commit that they check out. */
const ofItsCommit: ReadonlySet<string> = new Set(['push', 'workflow_dispatch']);
