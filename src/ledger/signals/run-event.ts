import type { RunFact } from '../../github/release-facts.ts';
import { codeWords } from '../../registries/plain.ts';
import { seen } from '../../types/observation.ts';
import type { Findings, ReleaseFactsRow, RowContext } from '../facts.ts';
import { baselineOf } from '../guards/baseline.ts';
import { isProvedThroughout, isTagged } from '../guards/corroboration.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { listWords } from '../guards/words.ts';

/** Was the run started by something that releases are not started by? */
export function judgeEvent(context: RowContext, run: RunFact): Findings {
  const { row, earlier, later } = context;
  const oddity = oddities.get(run.event) ?? neverSeen;
  const before = earlier.flatMap((other) => eventOf(other, context) ?? []);
  const says = `its workflow run ${codeWords(run.id)} was started by ${codeWords(run.event)}`;
  const after = later.flatMap((other) => eventOf(other, context) ?? []);
  if ([...before, ...after].filter((event) => event === run.event).length >= oddity.usualAfter)
    return oddity === neverSeen ? nothing : innocent(`${says}, as runs of other releases were`);
  if (before.length < oddity.comparedWith || (oddity === neverSeen && isTagged(row))) return nothing;
  const others = before.length === 0 ? '' : `; those of earlier releases by ${listWords([...new Set(before)])}`;
  return fires('run-mismatch', isGrave(context, oddity) ? 'high' : 'medium', `${says}${others}`);
}

/** A new channel of prereleases is often a new schedule. What outsiders can start stays odd there, too. */
function isGrave(context: RowContext, oddity: Oddity): boolean {
  if (oddity === neverSeen) return false;
  const { comparedWith } = oddity;
  // Of a channel that goes on for long only the newest releases are looked at: then, too, there is nothing to compare with.
  const isUnlikeAny = baselineOf(context).every((other) => eventOf(other, context) === null);
  const isNewChannel = context.row.line.isPrerelease && comparedWith > 0 && isUnlikeAny;
  return !isNewChannel && !isProvedThroughout(context.row);
}

interface Oddity {
  /** So many earlier releases of the same kind make it usual. */
  readonly usualAfter: number;
  /** So many earlier releases have to be known before it is called odd. */
  readonly comparedWith: number;
}

/** Events that outsiders can start, or that nobody starts. The first ones are odd for a release even without a past. */
const oddities: ReadonlyMap<string, Oddity> = new Map([
  ['pull_request_target', { usualAfter: 2, comparedWith: 0 }],
  ['issue_comment', { usualAfter: 2, comparedWith: 0 }],
  ['issues', { usualAfter: 2, comparedWith: 0 }],
  ['discussion_comment', { usualAfter: 2, comparedWith: 0 }],
  ['pull_request', { usualAfter: 1, comparedWith: 1 }],
  ['workflow_run', { usualAfter: 1, comparedWith: 3 }],
  ['schedule', { usualAfter: 1, comparedWith: 3 }],
]);

/** Any other event that no release was started by: worth a word where the version was not tagged either. */
const neverSeen: Oddity = { usualAfter: 1, comparedWith: 5 };

function eventOf({ run, identities }: ReleaseFactsRow, { case: about }: RowContext): string | null {
  const certified = identities.find(({ identity }) => identity.trigger !== null)?.identity.trigger;
  if (certified !== undefined) return certified;
  const fact = run === null ? undefined : about.github?.runs.get(run);
  return fact === undefined ? null : (seen(fact)?.event ?? null);
}
