import { mayWrite } from '../github/sender.ts';
import type { JobContext } from '../jobs/context.ts';
import { explain } from '../jobs/explain.ts';
import { hurryPackages } from '../jobs/watch/follow.ts';
import type { EventContext } from './events/listener.ts';
import { pullAnswer } from './payloads.ts';

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
      return mayWrite(await context.clientFor(installationId, repositoryId, 'person'), owner, name, login);
    },

    hurry: (repositoryId) => hurryPackages(context, repositoryId),

    explain: (check) => explain(context, check, AbortSignal.timeout(60_000)),

    async pullRequest({ installationId, repositoryId, owner, name }, number) {
      const client = await context.clientFor(installationId, repositoryId, 'person');
      const place = { owner, repo: name, pull_number: number };
      const answer = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', place);
      const pull = pullAnswer.safeParse(answer.data);
      if (answer.status !== 200 || !pull.success) return null;
      return { headSha: pull.data.head.sha, base: pull.data.base };
    },
  };
}
