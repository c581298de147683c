import { sql } from 'kysely';
import { answersOf } from './answers.ts';
import { blobsOf } from './blobs.ts';
import { checksOf } from './checks.ts';
import type { Database } from './database.ts';
import { deliveriesOf } from './deliveries.ts';
import { installationsOf } from './installations.ts';
import { issuesOf } from './issues.ts';
import { policiesOf } from './policies.ts';
import { prune } from './pruning.ts';
import { refusalsOf } from './refusals.ts';
import { reportsOf } from './reports.ts';
import { repositoriesOf } from './repositories.ts';
import type { Store } from './store.ts';

/** The store on an open database whose tables are in place; `close` ends both. */
export function storeOf(db: Database, close: () => Promise<void>): Store {
  return {
    deliveries: deliveriesOf(db),
    installations: installationsOf(db),
    repositories: repositoriesOf(db),
    checks: checksOf(db),
    reports: reportsOf(db),
    issues: issuesOf(db),
    policies: policiesOf(db),
    blobs: blobsOf(db),
    answers: (repositoryId) => answersOf(db, repositoryId),
    refusals: (installationId) => refusalsOf(db, installationId),
    async ping() {
      await sql`select 1`.execute(db);
    },
    prune: (now) => prune(db, now),
    close,
  };
}
