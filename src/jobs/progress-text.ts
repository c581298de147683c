import type { SweepProgress } from '../store/stored-sweeps.ts';

/** What GitHub lets an installation ask for in an hour. */
interface HourlyLimit {
  readonly allowed: number;
  readonly remaining: number;
  /** Milliseconds since the epoch. */
  readonly resetAt: number;
}

/** `audited 312 of 2,000, about 14 minutes left`; without a time where nothing tells it yet, or none is left. */
export function progressText(progress: SweepProgress, budget: HourlyLimit | null, now: number): string {
  const { done, total } = progress;
  const counted = `audited ${grouped(done)} of ${grouped(total)}`;
  const left = millisecondsLeft(progress, budget, now);
  return left === null ? counted : `${counted}, about ${timeWords(left)} left`;
}

/** At the rate so far, and no sooner than GitHub's hourly limit allows. */
function millisecondsLeft(
  { done, total, startedAt }: SweepProgress,
  budget: HourlyLimit | null,
  now: number,
): number | null {
  const left = total - done;
  if (done === 0 || left <= 0 || now <= startedAt) return null;
  return Math.max((left * (now - startedAt)) / done, untilAllowed(left * requestsEach, budget, now));
}

/** What a first audit asks GitHub for, on average over an organisation. */
const requestsEach = 2.5;
const hour = 60 * 60_000;

function untilAllowed(requests: number, budget: HourlyLimit | null, now: number): number {
  if (budget === null || budget.allowed <= 0 || budget.resetAt <= now || requests <= budget.remaining) return 0;
  const hoursAfter = Math.ceil((requests - budget.remaining) / budget.allowed) - 1;
  return budget.resetAt - now + hoursAfter * hour;
}

function timeWords(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  if (minutes < 90) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `${Math.round(minutes / 60)} hours`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
