import { postureOf } from '../reports/posture.ts';
import type { JobContext } from './context.ts';

/**
 * After an upgrade from a version that kept no postures: makes them from the reports of record, so that nobody has to wait
 * a day for the next audits to see anything. Whether a badge is wanted is for the next audit to say.
 */
export async function fillPostures({ store }: Pick<JobContext, 'store'>): Promise<void> {
  for (const { repositoryId, auditedAt } of await store.postures.missing(atOnce)) {
    const [report, repository] = [
      await store.reports.ofRecord(repositoryId),
      await store.repositories.get(repositoryId),
    ];
    if (report === null || repository === null) continue;
    const posture = postureOf(report, { badge: false, visibility: repository.visibility });
    await store.postures.keep(repositoryId, posture, auditedAt);
  }
}

/** The rest is for the sweep of the next minute. */
const atOnce = 500;
