import type { GitHubUnavailable } from '../../github/client.ts';
import type { FixLine } from '../../reports/issue/index.ts';
import type { KnownOffer, StoredFix } from '../../store/stored-fixes.ts';
import type { Report } from '../../types/report.ts';
import type { ObservedWork } from '../repository-work.ts';
import { unavailability } from '../unavailability.ts';
import type { AuditedHead } from './audited.ts';
import { fixerNow } from './fixer-now.ts';
import { followFix } from './follow-fix.ts';
import { isUnfinished } from './want-fix.ts';

export interface KeptFixes {
  /** How far the fix of a finding has come, by its fingerprint. */
  readonly lines: ReadonlyMap<string, FixLine>;
  /** Why something could not be done now; it is still wanted. */
  readonly trouble: GitHubUnavailable | null;
}

/**
 * Opens the pull requests that people have asked for, closes those that nobody needs any more, and tells how far each
 * fix has come. Nothing is opened that nobody asked for.
 */
export async function keepFixes(
  work: ObservedWork,
  audited: AuditedHead,
  offers: readonly KnownOffer[],
): Promise<KeptFixes> {
  const { context, repository } = work;
  const stored = await context.store.fixes.list(repository.id);
  if (offers.length === 0 && stored.length === 0) return { lines: new Map(), trouble: null };
  const fixer = await fixerNow(work);
  if (fixer.state === 'unavailable') {
    const known = new Map(stored.map((fix) => [fix.fingerprint, fix]));
    const trouble = stored.some(isUnfinished) ? fixer.trouble : null;
    return { lines: linesOf({ audited, offers, fixes: known, mayWrite: true }), trouble };
  }
  const desk = { work, audited, offers, fixer: fixer.state === 'ready' ? fixer.client : null };
  const fixes = new Map<string, StoredFix>();
  let trouble: GitHubUnavailable | null = null;
  for (const fix of stored) {
    work.signal.throwIfAborted();
    fixes.set(fix.fingerprint, fix);
    try {
      fixes.set(fix.fingerprint, await followFix(desk, fix));
    } catch (error) {
      work.signal.throwIfAborted();
      const unavailable = unavailability(error);
      trouble ??= unavailable;
      if (unavailable === null) fixes.set(fix.fingerprint, await giveUp(work, fix, error));
    }
  }
  return { lines: linesOf({ audited, offers, fixes, mayWrite: desk.fixer !== null }), trouble };
}

/** One that cannot be made is no reason to say nothing of all else. Commits that were made for it are known by the store. */
async function giveUp({ context, repository }: ObservedWork, fix: StoredFix, error: unknown): Promise<StoredFix> {
  context.log.error({ repository: repository.id, control: fix.control, err: error }, 'a fix failed');
  const stored = await context.store.fixes.list(repository.id);
  const now = stored.find(({ fingerprint }) => fingerprint === fix.fingerprint) ?? fix;
  if (now.state !== 'wanted') return now;
  const refused = { ...now, state: 'refused', reason: 'Mintmark failed at it; its log says why' } as const;
  await context.store.fixes.put(refused);
  return refused;
}

interface Lines {
  readonly audited: Pick<AuditedHead, 'report'>;
  readonly offers: readonly KnownOffer[];
  readonly fixes: ReadonlyMap<string, StoredFix>;
  readonly mayWrite: boolean;
}

function linesOf({ audited, offers, fixes, mayWrite }: Lines): ReadonlyMap<string, FixLine> {
  const lines = new Map<string, FixLine>(settling(audited.report, fixes));
  for (const fix of fixes.values())
    if (fix.state === 'open') lines.set(fix.fingerprint, openLine(fix, { safety: 'safe' }));
  for (const offer of offers) lines.set(offer.fingerprint, lineOf(offer, fixes.get(offer.fingerprint), mayWrite));
  for (const offer of offers) {
    const fix = fixes.get(offer.fingerprint);
    if (fix?.state !== 'open') continue;
    for (const other of goneWith(offer, offers))
      if (fixes.get(other)?.state !== 'open') lines.set(other, openLine(fix, { safety: offer.safety }));
  }
  return lines;
}

/** What was merged and has done all that files can do. */
function settling(
  { findings }: Report,
  fixes: ReadonlyMap<string, StoredFix>,
): readonly (readonly [string, FixLine])[] {
  return findings.flatMap(({ fingerprint, remediation: { settledBy } }): readonly (readonly [string, FixLine])[] => {
    const fix = fixes.get(fingerprint);
    if (settledBy === undefined || fix?.state !== 'merged' || fix.pullNumber === null) return [];
    const { title, pullNumber: pull } = fix;
    return [[fingerprint, { state: 'settling', title, safety: 'safe', pull, settledBy }]];
  });
}

/** Other findings that the pull request of an offer puts right, or whose own would be the same. */
function goneWith({ fingerprint, also, diff }: KnownOffer, offers: readonly KnownOffer[]): readonly string[] {
  const same = offers.filter((offer) => offer.diff === diff && offer.fingerprint !== fingerprint);
  return [...also, ...same.map((offer) => offer.fingerprint)];
}

function lineOf(offer: KnownOffer, fix: StoredFix | undefined, mayWrite: boolean): FixLine {
  const { control, first, diff } = offer;
  const words = wordsOf(offer);
  if (fix?.state === 'open') return openLine(fix, words);
  if (!mayWrite) return { ...words, state: 'to-copy', control, first, diff };
  if (fix?.state === 'wanted') return { ...words, state: 'wanted' };
  if (fix?.state === 'refused') return { ...words, state: 'refused', reason: fix.reason ?? '' };
  if (fix === undefined || fix.pullNumber === null) return { ...words, state: 'offered' };
  return { ...words, state: fix.state, pull: fix.pullNumber };
}

type Words = Pick<FixLine, 'title' | 'safety' | 'settledBy'>;

function wordsOf({ title, safety, settledBy }: KnownOffer): Words {
  return { title, safety, ...(settledBy === undefined ? {} : { settledBy }) };
}

/** The title is that of the pull request: another finding may be put right by it. */
function openLine({ title, pullNumber, byHand }: StoredFix, words: Omit<Words, 'title'>): FixLine {
  return { ...words, state: 'open', title, pull: pullNumber ?? 0, byHand };
}
