import { sql } from 'kysely';
import { actionCommitsOf } from './action-commits.ts';
import { answersOf } from './answers.ts';
import { badgesOf } from './badges.ts';
import { checksOf } from './checks.ts';
import { codeScanningOf } from './code-scanning.ts';
import { contentsOf } from './contents.ts';
import type { Database } from './database.ts';
import { deliveriesOf } from './deliveries.ts';
import { digestsOf } from './digests.ts';
import { fixOffersOf } from './fix-offers.ts';
import { fixesOf } from './fixes.ts';
import { gateOf } from './gate.ts';
import { gitHubLimitsOf } from './github-limits.ts';
import { incidentsOf } from './incidents.ts';
import { installationsOf } from './installations.ts';
import { issuesOf } from './issues.ts';
import { packagesOf } from './packages.ts';
import { parkedOf } from './parked.ts';
import { policiesOf } from './policies.ts';
import { posturesOf } from './postures.ts';
import { prune } from './pruning.ts';
import { refusalsOf } from './refusals.ts';
import { registryAnswersOf } from './registry-answers.ts';
import { registryRequestsOf } from './registry-requests.ts';
import { reportsOf } from './reports.ts';
import { repositoriesOf } from './repositories.ts';
import { secretNamesOf } from './secret-names.ts';
import type { Store } from './store.ts';
import { sweepsOf } from './sweeps.ts';
import { timetableOf } from './timetable.ts';
import { watchingOf } from './watching.ts';

/** The store on an open database whose tables are in place; `close` ends both. */
export function storeOf(db: Database, close: () => Promise<void>): Store {
  return {
    deliveries: deliveriesOf(db),
    installations: installationsOf(db),
    repositories: repositoriesOf(db),
    checks: checksOf(db),
    reports: reportsOf(db),
    postures: posturesOf(db),
    badges: badgesOf(db),
    digests: digestsOf(db),
    codeScanning: codeScanningOf(db),
    issues: issuesOf(db),
    fixes: fixesOf(db),
    fixOffers: fixOffersOf(db),
    actionCommits: actionCommitsOf(db),
    policies: policiesOf(db),
    packages: packagesOf(db),
    watching: watchingOf(db),
    incidents: incidentsOf(db),
    gate: gateOf(db),
    contents: (scope) => contentsOf(db, scope),
    limits: gitHubLimitsOf(db),
    parked: parkedOf(db),
    timetable: timetableOf(db),
    sweeps: sweepsOf(db),
    secretNames: secretNamesOf(db),
    answers: (repositoryId) => answersOf(db, repositoryId),
    refusals: (installationId) => refusalsOf(db, installationId),
    registryAnswers: registryAnswersOf(db),
    registryRequests: registryRequestsOf(db),
    async ping() {
      await sql`select 1`.execute(db);
    },
    prune: (now) => prune(db, now),
    close,
  };
}
