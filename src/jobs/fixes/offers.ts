import { tryFixes } from '../../fixes/try-fix.ts';
import { settle } from '../../github/commit-files.ts';
import type { KnownOffer } from '../../store/stored-fixes.ts';
import type { FixOffer } from '../../types/fix-offer.ts';
import { auditStart } from '../audit-commit.ts';
import { digestOf } from '../digest.ts';
import type { ObservedWork } from '../repository-work.ts';
import type { AuditedHead } from './audited.ts';
import { pinsFor } from './pins.ts';

/**
 * What could be put right by an edit, for the findings that may be told. What was worked out before from equal inputs
 * still holds. Where it cannot be worked out now, what was offered last stands: a box does not come and go with an outage.
 */
export async function offersFor(work: ObservedWork, audited: AuditedHead): Promise<readonly KnownOffer[]> {
  const { context, repository } = work;
  const { fixOffers } = context.store;
  const fixable = new Set(
    audited.report.findings.filter(({ remediation }) => remediation.fixable).map(({ fingerprint }) => fingerprint),
  );
  if (fixable.size === 0) return [];
  const inputs = inputsOf(work, audited);
  const known = await fixOffers.get(repository.id, inputs);
  const offers = known ?? (await worked(work, audited, inputs)) ?? (await fixOffers.get(repository.id)) ?? [];
  return offers.filter(({ fingerprint }) => fixable.has(fingerprint));
}

/**
 * Settings and registries count by the findings that come of them: each fix is tried again when it is made. Versions of
 * actions move on, so that nothing holds for longer than a week.
 */
function inputsOf({ context }: ObservedWork, { head, policy, report }: AuditedHead): string {
  const findings = report.findings.map(({ fingerprint, severity }) => [fingerprint, severity]);
  return digestOf([context.version, Math.floor(context.now() / week), head.sha, policy, findings]);
}

/** In milliseconds. */
const week = 7 * 24 * 60 * 60 * 1000;

/**
 * One of them with its files, tried on the head as it is now; null where it cannot be offered any more.
 *
 * @throws GitHubUnavailable
 */
export async function offerFor(
  work: ObservedWork,
  audited: AuditedHead,
  fingerprint: string,
): Promise<FixOffer | null> {
  const offers = await tried(work, audited, [fingerprint]);
  return offers.find((offer) => offer.fingerprint === fingerprint) ?? null;
}

/** Null where it could not be worked out; what is wrong with it is for whoever runs this, and no reason to say nothing. */
async function worked(work: ObservedWork, audited: AuditedHead, inputs: string): Promise<readonly KnownOffer[] | null> {
  const { context, repository } = work;
  try {
    const offers = (await tried(work, audited)).map(({ files: _files, ...offer }): KnownOffer => offer);
    await context.store.fixOffers.put(repository.id, inputs, offers, context.now());
    return offers;
  } catch (error) {
    work.signal.throwIfAborted();
    context.log.warn({ repository: repository.id, err: error }, 'fixes could not be worked out');
    return null;
  }
}

async function tried(
  work: ObservedWork,
  { head, branch, policy, files }: AuditedHead,
  wanted?: readonly string[],
): Promise<readonly FixOffer[]> {
  const start = await auditStart(work, { commit: head, ref: `refs/heads/${branch}`, policy });
  const { outcomes } = await settle(
    files,
    (seen) => tryFixes({ ...start.options, files: seen, pins: (pins) => pinsFor(work, pins) }, wanted),
    { first: start.first(files.files.paths) },
  );
  return outcomes.flatMap((outcome) => (outcome.state === 'clean' ? [outcome.offer] : []));
}
