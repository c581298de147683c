import { installationOf } from '../github/installation.ts';
import { readPullEnds } from '../github/pull-ends.ts';
import { mayWrite } from '../github/sender.ts';
import type { JobContext } from '../jobs/context.ts';
import { explain } from '../jobs/explain.ts';
import { unavailability } from '../jobs/unavailability.ts';
import { hurryPackages } from '../jobs/watch/follow.ts';
import type { EventContext } from './events/listener.ts';

/** What listeners may ask GitHub, by way of the jobs' context. Each throws GitHubUnavailable, and the event is heard again. */
export function eventContextOf(context: JobContext): EventContext {
  const { store, queue, log, app } = context;
  return {
    store,
    queue,
    log,
    app,
    now: () => context.now(),

    async mayWrite({ installationId, repositoryId, owner, name, login }) {
      const client = await context.clientFor(installationId, repositoryId, 'person');
      // Where we have no access any more, there is nothing that anybody could have done
      return mayWrite(client, owner, name, login).catch((error: unknown) => {
        if (unavailability(error)?.kind === 'no-access') return false;
        throw error;
      });
    },

    hurry: (repositoryId) => hurryPackages(context, repositoryId),

    explain: (check) => explain(context, check, AbortSignal.timeout(60_000)),

    async reaches(installationId, { owner, name }) {
      return (await installationOf(await context.appClient(), owner, name)) === installationId;
    },

    async pullRequest({ installationId, repositoryId, owner, name }, number) {
      const client = await context.clientFor(installationId, repositoryId, 'person');
      return readPullEnds(client, { owner, repo: name }, number);
    },
  };
}
