import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { isMaintained, trustBaselineOf } from '../guards/baseline.ts';
import { type Break, breakOf } from '../guards/break.ts';
import { isProvedThroughout } from '../guards/corroboration.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { isInStagedWindow } from '../guards/time.ts';
import { counted, datedWords, publisherWords } from '../guards/words.ts';
import type { TrustRank } from '../ledger.ts';

/** Were the releases before it made by trusted publishing, and this one by an account? */
export const tpLost: SignalRule = { ids: ['tp-lost'], judge };

function judge(context: RowContext): Findings {
  const { row } = context;
  if (row.rank === 'staged' || row.rank === null) return nothing;
  return row.rank === 'trusted-publishing' ? stageLost(context) : trustLost(context);
}

function trustLost(context: RowContext): Findings {
  const { row, case: about } = context;
  const found = breakOf(trustBaselineOf(context), row.at, isTrusted);
  if (found.last === null) return isMaintained(context) ? maintenance(context) : newChannel(context);
  if (about.history.registry === 'npm' && isInStagedWindow(row))
    return innocent(
      'npm shows an account as the publisher and no trust; in the week from 2026-05-22 it stored staged releases in this way',
    );
  const { release } = about.policy;
  if (release === 'local-2fa' || release === 'manual')
    return innocent(
      `published by ${publisherWords(row.release.publisher)}, as the policy declares (\`release: ${release}\`)`,
    );
  if (found.kind === 'given-up' && release === null)
    return innocent(`no trusted publishing; it had ended before, after ${datedWords(found.last)}`);
  return fires('tp-lost', severityOf(found, context), sentence(found, found.last, row));
}

function severityOf({ kind }: Break, { row, case: about }: RowContext): 'critical' | 'medium' {
  if (isProvedThroughout(row)) return 'medium';
  if (about.policy.release !== null) return 'critical';
  return kind === 'steady' ? 'critical' : 'medium';
}

function sentence({ kind, count }: Break, last: ReleaseFactsRow, row: ReleaseFactsRow): string {
  const before = {
    steady: `${counted(count, 'earlier release')} came by trusted publishing, the last of them ${datedWords(last)}`,
    recent: `the release before it, ${datedWords(last)}, was among the first that came by trusted publishing`,
    mixed: `the project publishes now one way and now the other; the last by trusted publishing was ${datedWords(last)}`,
    'given-up': `the policy asks for trusted publishing, and the last that came that way was ${datedWords(last)}`,
    never: '',
  }[kind];
  const lacks = row.attested.state === 'none' ? ', without provenance' : '';
  const evidence = row.rank === 'provenance' ? ', with provenance' : lacks;
  return `published by ${publisherWords(row.release.publisher)}${evidence}, and not by trusted publishing: ${before}`;
}

/** Other lines have it, this one never had: said once something of the kind could be expected. */
function maintenance({ row, earlier }: RowContext): Findings {
  const other = earlier.findLast((before) => isTrusted(before) === true && !before.line.isPrerelease);
  if (other === undefined) return nothing;
  return innocent(
    `no trusted publishing, which ${datedWords(other)} had; no release of its own line (\`${row.line.name}\`) ever did`,
  );
}

/** A first prerelease may well be made by hand; where nothing ever was, it is worth a word. */
function newChannel(context: RowContext): Findings {
  const { row, earlier, case: about } = context;
  const isByHand = about.policy.release === 'local-2fa' || about.policy.release === 'manual' || isInStagedWindow(row);
  if (isByHand || !row.line.isPrerelease || trustBaselineOf(context).length > 0) return nothing;
  const stable = earlier.filter(({ line }) => !line.isPrerelease);
  const last = stable.at(-1);
  if (last === undefined || stable.length < enough || !stable.every((other) => isTrusted(other) === true))
    return nothing;
  return fires(
    'tp-lost',
    'medium',
    `published by ${publisherWords(row.release.publisher)} and the first of its channel (\`${row.line.name}\`); all ${stable.length} stable releases before it came by trusted publishing`,
  );
}

const enough = 5;

/** A staged release waits for a person's second factor; without the stage, the workflow alone publishes. */
function stageLost(context: RowContext): Findings {
  const { row, case: about } = context;
  const found = breakOf(trustBaselineOf(context), row.at, isStaged);
  const isDeclared = about.policy.release === 'staged';
  if (found.last === null || (found.kind !== 'steady' && !isDeclared)) return nothing;
  return fires(
    'tp-lost',
    isDeclared ? 'high' : 'medium',
    `published by trusted publishing at once, and nobody approved it; ${datedWords(found.last)} was staged and approved`,
  );
}

const trusted: readonly TrustRank[] = ['trusted-publishing', 'staged'];

function isTrusted(row: ReleaseFactsRow): boolean | null {
  return row.rank === null || (row.rank === 'none' && isInStagedWindow(row)) ? null : trusted.includes(row.rank);
}

function isStaged(row: ReleaseFactsRow): boolean | null {
  return row.rank === null || isInStagedWindow(row) ? null : row.rank === 'staged';
}
