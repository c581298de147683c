import { explainCheck } from '../github/checks.ts';
import type { Check } from '../store/store.ts';
import { answerCheck } from './answer-check.ts';
import type { JobContext } from './context.ts';
import { observed } from './observe.ts';
import { openWork } from './repository-work.ts';

/** The button Explain: the same answer with the reasons behind every verdict, written into the same check run. */
export async function explain(context: JobContext, check: Check, signal: AbortSignal): Promise<void> {
  const work = await openWork(context, check.repositoryId, signal, 'person');
  if (work === null || check.checkRunId === null) return;
  const seen = await observed(work, 'settings');
  if (seen === null) return;
  const output = await answerCheck(seen, check, { explain: true });
  const written = await explainCheck(work.client, work.place, check.checkRunId, output);
  if (written.outcome !== 'written')
    context.log.warn({ repository: check.repositoryId, checkRun: check.checkRunId, ...written }, 'not explained');
}
