import { commentOn } from '../../github/issues.ts';
import { closePull, readPull } from '../../github/told-pulls.ts';
import { fixPullNotNeeded } from '../../reports/fix-pull/index.ts';
import type { StoredFix } from '../../store/stored-fixes.ts';
import { restOfferFor, restPointOf } from '../exemptions/rest-offer.ts';
import { type Desk, findingOf, keep } from './desk.ts';
import { makePull, openFrom, renewPull } from './make-pull.ts';
import { offerFor } from './offers.ts';
import { removeBranch, writtenOf } from './write-branch.ts';

/**
 * Does what is to be done about one fix, and keeps what has become of it. Every step can be taken again: what a crash
 * left half done is found by the branch, whose name and commits were stored before.
 *
 * @throws GitHubUnavailable
 */
export async function followFix(desk: Desk, fix: StoredFix): Promise<StoredFix> {
  const next = await steps[fix.state](desk, fix);
  if (next !== fix || fix.isStale) await keep(desk, next);
  return next;
}

type Step = (desk: Desk, fix: StoredFix) => Promise<StoredFix>;

const steps: Readonly<Record<StoredFix['state'], Step>> = {
  wanted: prepare,
  open: tend,
  // A person may open again what was closed
  closed: (desk, fix) => (fix.isStale && fix.pullNumber !== null ? tend(desk, fix) : Promise.resolve(fix)),
  merged: (_, fix) => Promise.resolve(fix),
  refused: (_, fix) => Promise.resolve(fix),
};

async function prepare(desk: Desk, fix: StoredFix): Promise<StoredFix> {
  const { work, audited, fixer } = desk;
  const finding = findingOf(desk, fix);
  const begun = fix.heads.length === 0 ? null : await openFrom(desk, fix);
  if (finding === null) {
    if (begun !== null) return tend(desk, { ...fix, pullNumber: begun.number });
    await removeBranch(desk, fixer, fix);
    return { ...fix, state: 'closed', reason: null };
  }
  if (fixer === null) return { ...fix, state: 'refused', reason: 'the app that writes is not installed here' };
  const rest = restPointOf(audited, fix.fingerprint);
  const offer = await (rest === null
    ? offerFor(work, audited, fix.fingerprint)
    : restOfferFor(work, audited, rest, fix.by));
  if (offer === null)
    return { ...fix, state: 'refused', reason: 'its edit cannot be made on the default branch as it is now' };
  return makePull(desk, fixer, fix, { offer, finding });
}

/** An open pull request is closed once nobody needs it, and kept up with the default branch until then. */
async function tend(desk: Desk, fix: StoredFix): Promise<StoredFix> {
  const { work, audited, fixer, offers } = desk;
  const { pullNumber } = fix;
  const pull = pullNumber === null ? null : await readPull(work.client, work.place, pullNumber);
  if (pull === null || pullNumber === null) return fix;
  if (pull.state === 'merged') {
    await removeBranch(desk, fixer, fix);
    return { ...fix, state: 'merged', reason: null };
  }
  if (pull.state === 'closed') return { ...fix, state: 'closed', reason: null };
  const open = { ...fix, pullNumber, state: 'open', byHand: !fix.heads.includes(pull.headSha) } as const;
  if (open.byHand || fixer === null) return open;
  const finding = findingOf(desk, fix);
  if (finding === null) return closeNotNeeded(desk, open);
  const known = offers.find(({ fingerprint }) => fingerprint === fix.fingerprint);
  // What was made may not have come as far as the branch
  const isWritten = known !== undefined && writtenOf(known.diff) === fix.written && pull.headSha === fix.heads[0];
  if (known === undefined || isWritten) return open;
  const offer = await offerFor(work, audited, fix.fingerprint);
  return offer === null ? open : renewPull(desk, fixer, open, { offer, finding });
}

async function closeNotNeeded(desk: Desk, fix: StoredFix & { readonly pullNumber: number }): Promise<StoredFix> {
  const { work, audited, fixer } = desk;
  if (fixer === null) return fix;
  const { outcome } = await closePull(fixer, work.place, fix.pullNumber);
  if (outcome !== 'written') return fix;
  const closed: StoredFix = { ...fix, state: 'closed', reason: null };
  // Stored before it is said: a crash in between costs the comment, and never makes it twice
  await keep(desk, closed);
  await commentOn(fixer, work.place, fix.pullNumber, fixPullNotNeeded(audited.branch));
  await removeBranch(desk, fixer, fix);
  return closed;
}
