import type { RunFact } from '../../github/release-facts.ts';
import { codeWords } from '../../registries/plain.ts';
import { seen } from '../../types/observation.ts';
import type { Severity } from '../../types/severity.ts';
import type { Findings, ReleaseFactsRow, RowContext } from '../facts.ts';
import { isTagged } from '../guards/corroboration.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { type PublishingParts, publishingPartsOf } from '../guards/publishing-parts.ts';
import { minute, timeOf } from '../guards/time.ts';
import { listWords, minuteWords } from '../guards/words.ts';

/** Did the run come to an end that fits a release? */
export function judgeOutcome(context: RowContext, run: RunFact): Findings {
  const { row } = context;
  const name = `the workflow run ${codeWords(run.id)}`;
  if (run.status !== 'completed')
    return innocent(`${name} has not ended (${codeWords(run.status)}): what it comes to is judged then`);
  const parts = publishingPartsOf(run.jobs);
  if (run.conclusion === 'success' || run.conclusion === 'neutral') return succeeded(context, parts, name);

  const ended = `${name} ended as ${codeWords(run.conclusion ?? 'unknown')}`;
  const started = timeOf(run.startedAt);
  if (row.at !== null && started !== null && started > row.at + clockSkew)
    return fires(
      'run-mismatch',
      'medium',
      `${ended}; it was run again at ${minuteWords(started)}, after the publication, and what the first attempt came to is not told`,
    );
  if (parts !== null && parts.succeeded.length > 0)
    return innocent(`${ended}, and what publishes in it (${listWords(parts.succeeded)}) succeeded`);
  if (parts !== null) {
    const says = `${ended}, and what publishes in it (${listWords(parts.failed)}) did not succeed`;
    return mayHavePublished(parts, row)
      ? fires('run-mismatch', 'medium', `${says}; it ran at the time of the publication, and the version has its tag`)
      : fires('run-mismatch', 'critical', says);
  }
  const { severity, says } = byTime(row.at, timeOf(run.endedAt));
  return fires('run-mismatch', severity, `${ended}; ${says}`);
}

/** A step that publishes many packages can fail at a later one. */
function mayHavePublished({ attempts }: PublishingParts, row: ReleaseFactsRow): boolean {
  const { at } = row;
  return at !== null && isTagged(row) && attempts.some(({ from, until }) => from <= at && at <= until + clockSkew);
}

/** A successful run can hold a publishing step that never ran. Names tell only where earlier runs had them succeed. */
function succeeded({ earlier, case: about }: RowContext, parts: PublishingParts | null, name: string): Findings {
  if (parts === null || parts.succeeded.length > 0) return nothing;
  const before = earlier.flatMap(({ run }) => {
    const fact = run === null ? undefined : about.github?.runs.get(run);
    const known = fact === undefined ? undefined : seen(fact);
    return known === undefined ? [] : (publishingPartsOf(known.jobs)?.succeeded ?? []);
  });
  const skipped = parts.failed.filter((part) => before.includes(part));
  if (skipped.length === 0) return nothing;
  return fires(
    'run-mismatch',
    'critical',
    `${name} succeeded without what publishes in it: ${listWords(skipped)} did not run to success, as it had for earlier releases`,
  );
}

function byTime(at: number | null, ended: number | null): { readonly severity: Severity; readonly says: string } {
  if (at === null || ended === null)
    return { severity: 'high', says: 'whether that was before or after the publication is not known' };
  return at > ended + clockSkew
    ? { severity: 'critical', says: `that was at ${minuteWords(ended)}, before the publication` }
    : { severity: 'medium', says: 'which of its jobs publishes cannot be told, and it went on after the publication' };
}

/** GitHub's and a registry's clocks, and the time a registry takes to accept what was sent. */
const clockSkew = 5 * minute;
