import type { Severity } from '../../types/severity.ts';
import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { trustBaselineOf } from '../guards/baseline.ts';
import { type Break, breakOf } from '../guards/break.ts';
import { isTagged } from '../guards/corroboration.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { isInStagedWindow } from '../guards/time.ts';
import { counted, datedWords, publisherWords } from '../guards/words.ts';
import { tpLost } from './tp-lost.ts';

/** Did the releases before it carry provenance, and does this one carry none? */
export const provenanceLost: SignalRule = { ids: ['provenance-lost'], judge };

function judge(context: RowContext): Findings {
  const { row } = context;
  if (hasProvenance(row) !== false) return nothing;
  const found = breakOf(trustBaselineOf(context), row.at, hasProvenance);
  if (found.last === null) return nothing;
  // One fault is told once: the loss of trusted publishing says that the provenance went with it.
  if (tpLost.judge(context).signals.length > 0) return nothing;
  if (found.kind === 'given-up')
    return innocent(`without provenance; that had ended before, after ${datedWords(found.last)}`);
  const reason = guards.map((guard) => guard(context)).find((says) => says !== null);
  if (reason !== undefined && reason !== null) return innocent(reason);
  return fires('provenance-lost', severityOf(found, context), sentence(found, found.last, row));
}

/** Why a release may lack provenance and be as good as those before it. The first that applies is told. */
const guards: readonly ((context: RowContext) => string | null)[] = [
  ({ row: { release } }) =>
    release.publisher.kind === 'trusted' && !attesting.has(release.publisher.provider ?? 'github')
      ? `without provenance, which ${publisherWords(release.publisher)} does not make`
      : null,
  ({ case: { github } }) =>
    github !== null && github.repository.visibility !== 'public'
      ? `without provenance, which is made for public repositories only; this one is ${github.repository.visibility}`
      : null,
  ({ row, case: { declared } }) =>
    declared.leavesNoAttestation && isTagged(row)
      ? 'without attestation: the tool that the workflow publishes with leaves none, and the version has its tag on GitHub'
      : null,
  ({ row, case: { history } }) =>
    history.registry === 'npm' && isInStagedWindow(row)
      ? 'npm shows no provenance; in the week from 2026-05-22 it stored staged releases incompletely'
      : null,
  ({ case: { policy } }) =>
    policy.release === 'local-2fa' || policy.release === 'manual'
      ? `without provenance, as the policy declares (\`release: ${policy.release}\`)`
      : null,
];

/** Services whose trusted publishing leaves provenance behind. */
const attesting: ReadonlySet<string> = new Set(['github', 'gitlab', 'google', 'activestate']);

/** RubyGems' own action pushes without an attestation where signing fails; with its tag that is likelier than a theft. */
function severityOf({ kind, count }: Break, { row, case: { history } }: RowContext): Severity {
  if (history.registry === 'rubygems' && isTagged(row)) return 'medium';
  return kind === 'steady' && count >= 2 ? 'high' : 'medium';
}

function sentence({ kind, count }: Break, last: ReleaseFactsRow, row: ReleaseFactsRow): string {
  const before = {
    steady: `${counted(count, 'earlier release')} had it, the last of them ${datedWords(last)}`,
    recent: `${datedWords(last)} was among the first that had it`,
    mixed: `the project publishes with and without it; the last with it was ${datedWords(last)}`,
    'given-up': '',
    never: '',
  }[kind];
  return `no provenance, published by ${publisherWords(row.release.publisher)}: ${before}`;
}

/** Null where it is not known: nothing that could not be read is taken for missing. */
function hasProvenance({ attested, release }: ReleaseFactsRow): boolean | null {
  if (attested.state === 'verified' || attested.state === 'partial') return true;
  if (attested.state === 'none') return false;
  if (attested.state === 'refused' || release.attested === 'unknown') return null;
  return release.attested === 'yes';
}
