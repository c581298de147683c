import { type Glance, isAsKnown } from '../../audit/glance.ts';
import type { PackageEvidence } from '../../ledger/package-evidence.ts';
import type { StoredPackage } from '../../store/store.ts';
import { type LookRules, lateLooks, nextLook } from './schedule.ts';

/** A package that is due, and what its registry shows. */
export interface Glanced {
  readonly before: StoredPackage;
  /** Somebody was told of one of its releases, and has to be told if that was wrong. */
  readonly hasIncident: boolean;
  readonly glance: Glance;
}

/** When a look is made. Times are milliseconds since the epoch. */
export interface LookTimes {
  readonly now: number;
  /** When the repository itself was last read: its head, and with that its policy, may be another since. */
  readonly repositoryReadAt: number;
}

/**
 * What a look learnt without GitHub: nothing, where the registry shows what is known, or its outage. Null where GitHub has
 * to be asked as well.
 */
export function learntQuietly(glanced: Glanced, rules: LookRules, times: LookTimes): PackageEvidence | null {
  const { before, glance } = glanced;
  const { evidence } = before;
  if (evidence === null) return null;
  const { name, history, advisories } = glance;
  if (history.state === 'unreadable') return { ...name, history, advisories, ledger: null, askedAt: times.now };
  return isAsKnown(glance, evidence) && !isGitHubDue(glanced, evidence, rules, times) ? evidence : null;
}

/**
 * Tags, runs and commits can change while the registry shows the same. GitHub tells when most of that may be so (a hurry);
 * beyond that it is asked for what comes late, while anything
 * is still open, and as often as nothing may go unseen for longer.
 */
function isGitHubDue(
  { before, hasIncident }: Glanced,
  { askedAt, ledger }: PackageEvidence,
  rules: LookRules,
  { now, repositoryReadAt }: LookTimes,
): boolean {
  const isHurried = before.hurryUntil > askedAt;
  const isLate = lateLooks(before, rules.schedule, askedAt).some((at) => at <= now);
  const isOpen = ledger?.rows.some(({ signals }) => signals.some(({ provisional }) => provisional)) === true;
  const isReadAnew = repositoryReadAt > askedAt;
  const unseen = nextLook({ ...before, failures: 0 }, rules, now) - askedAt;
  return isHurried || isLate || isOpen || isReadAnew || unseen > (hasIncident ? hour : mostUnseen);
}

const hour = 60 * 60_000;

/** From one question to GitHub to the next, in milliseconds. */
const mostUnseen = 6 * hour;
