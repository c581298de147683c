import type { Route } from '../http/route.ts';
import type { SandboxDelivery } from '../state.ts';
import { advisoryRoutes } from './advisories.ts';
import { appRoutes } from './app.ts';
import { attestationRoutes } from './attestations.ts';
import { branchRoutes } from './branches.ts';
import { checkRoutes } from './checks.ts';
import { codeScanningRoutes } from './code-scanning.ts';
import { deliveryRoutes } from './deliveries.ts';
import { deploymentRoutes } from './deployments.ts';
import { commitRoute, gitRoutes } from './git.ts';
import { gitWriteRoutes } from './git-writes.ts';
import { issueRoutes } from './issues.ts';
import { pullRoutes } from './pulls.ts';
import { releaseRoutes } from './releases.ts';
import { repositoryRoutes } from './repository.ts';
import { runRoutes } from './runs.ts';
import { settingsRoutes } from './settings.ts';
import { userRoutes } from './user.ts';

/** Every REST route of the sandbox. Of two that fit a request, the first one answers it. */
export function allRoutes(redeliver: (delivery: SandboxDelivery) => Promise<void>): readonly Route[] {
  return [
    ...appRoutes,
    ...userRoutes,
    ...deliveryRoutes(redeliver),
    ...repositoryRoutes,
    ...gitRoutes,
    ...gitWriteRoutes,
    ...branchRoutes,
    ...pullRoutes,
    ...checkRoutes,
    ...deploymentRoutes,
    commitRoute,
    ...issueRoutes,
    ...releaseRoutes,
    ...runRoutes,
    ...attestationRoutes,
    ...advisoryRoutes,
    ...codeScanningRoutes,
    ...settingsRoutes,
  ];
}
