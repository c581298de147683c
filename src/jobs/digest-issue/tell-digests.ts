import type { Control } from '../../controls/control.ts';
import { controls } from '../../controls/index.ts';
import { registryOf } from '../../registries/index.ts';
import { changesBetween, type DigestContext, digestIssue, hasNews } from '../../reports/digest/index.ts';
import type { Installation } from '../../store/store.ts';
import type { OpenOverall } from '../../store/stored-postures.ts';
import type { JobContext } from '../context.ts';
import { unsaidInPublic } from '../issue-plans.ts';
import { unavailability } from '../unavailability.ts';
import { digestContent } from './digest-content.ts';
import { asksForDigest, digestPlace } from './digest-place.ts';
import { keepDigestTrue } from './keep-digest-true.ts';

/** What is open, the most worthwhile to put right first. */
type InOrder = (open: readonly OpenOverall[], controls: readonly Control[]) => readonly OpenOverall[];

/** How often it is looked whether a digest is due, in milliseconds: what failed is tried again then. */
const every = 60 * 60 * 1000;

/**
 * Once a week, from Monday on, each account whose policy file asks for it is told what has changed: in one issue, or in none
 * where there is nothing to tell. One process of all does it.
 */
export async function tellDigests(context: JobContext, inOrder: InOrder, signal: AbortSignal): Promise<void> {
  const { store, now, log } = context;
  if (!(await store.timetable.take('digests', every, now()))) return;
  for (const installation of await store.installations.list()) {
    signal.throwIfAborted();
    if (installation.suspended || !(await isDue(context, installation))) continue;
    try {
      await tellDigest(context, installation, inOrder);
    } catch (error) {
      if (unavailability(error) === null) throw error;
      log.warn({ installation: installation.id, err: error }, 'a weekly digest has to wait');
    }
  }
}

async function isDue(context: JobContext, installation: Installation): Promise<boolean> {
  if (!(await asksForDigest(context, installation))) return false;
  const made = await context.store.digests.madeAt(installation.id);
  if (made !== null) return made < lastMonday(context.now());
  // How things stand is not known before the repositories have been audited
  const sweep = await context.store.sweeps.get(installation.id);
  return sweep === null || sweep.finishedAt !== null || context.now() - sweep.startedAt > sweepPatience;
}

/** In milliseconds: one repository that cannot be audited does not hold back what is known of the others. */
const sweepPatience = 24 * 60 * 60 * 1000;

/** The last Monday at 6 o'clock (UTC) that has come. */
export function lastMonday(now: number): number {
  return now - ((now - aMonday) % week);
}

const aMonday = Date.parse('1970-01-05T06:00:00Z');
const week = 7 * 24 * 60 * 60 * 1000;

async function tellDigest(context: JobContext, installation: Installation, inOrder: InOrder): Promise<void> {
  const { store, log } = context;
  const place = await digestPlace(context, installation);
  if (place === null) return;
  const before = await store.digests.last(installation.id);
  const { told, now, incidents, ending } = await digestContent(context, installation, place, before?.at ?? null);
  const open = (await store.postures.open(told)).filter(
    ({ control }) => place.visibility === 'private' || !unsaidInPublic.has(control),
  );
  const words: DigestContext = {
    account: installation.account,
    repositoryId: place.repositoryId,
    now,
    before,
    changes: before === null ? null : changesBetween(before, now),
    incidents,
    ending,
    next: inOrder(open, controls),
    leavesPrivateOut: place.visibility !== 'private',
    controls: new Map(controls.map((control) => [control.id, control])),
    registryTitle: (id) => registryOf(id).title,
  };
  const outcome = await keepDigestTrue(context, place, digestIssue(words), hasNews(words));
  await store.digests.keep(installation.id, now);
  log.info({ installation: installation.id, outcome }, 'weekly digest');
}
