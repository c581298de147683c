import type { z } from 'zod';
import type { PullEnds } from '../../github/pull-ends.ts';
import type { JobContext } from '../../jobs/context.ts';
import type { Check } from '../../store/store.ts';

/** What listeners work with: they store what is wanted, and leave the work to jobs. */
export interface EventContext extends Pick<JobContext, 'store' | 'queue' | 'log' | 'now' | 'app'> {
  /** Whether a person may push to a repository. */
  mayWrite(place: SenderPlace): Promise<boolean>;
  /** Whether GitHub says that the installation reaches the repository. */
  readonly reaches: (installationId: number, place: Pick<RepositoryKey, 'owner' | 'name'>) => Promise<boolean>;
  /** Something has happened that often comes before a release: packages of the repository are looked at often for a while. */
  hurry(repositoryId: number): Promise<void>;
  /** Rewrites the text of a completed check run so that it gives its reasons. */
  explain(check: Check): Promise<void>;
  /** The head and the base of a pull request; null where GitHub has none of that number. */
  pullRequest(place: RepositoryKey, number: number): Promise<PullEnds | null>;
}

export interface RepositoryKey {
  readonly installationId: number;
  readonly repositoryId: number;
  readonly owner: string;
  readonly name: string;
}

export interface SenderPlace extends RepositoryKey {
  readonly login: string;
}

/** Something that happens on GitHub and what we make of it. */
export interface Listener {
  readonly event: string;
  /** Null: any, or an event that has none. */
  readonly actions: readonly string[] | null;
  /** False where the payload is not what we know. */
  hear(context: EventContext, payload: unknown): Promise<boolean>;
}

/** A listener whose payload is read by a schema. */
export function listen<Payload>(
  event: string,
  actions: readonly string[] | null,
  schema: z.ZodType<Payload>,
  handle: (context: EventContext, payload: Payload, action: string) => Promise<void>,
): Listener {
  return {
    event,
    actions,
    async hear(context, payload) {
      const read = schema.safeParse(payload);
      if (!read.success) return false;
      await handle(context, read.data, actionOf(payload) ?? '');
      return true;
    },
  };
}

/** The `action` of a payload, where it has one. */
export function actionOf(payload: unknown): string | null {
  const action = typeof payload === 'object' && payload !== null && 'action' in payload ? payload.action : null;
  return typeof action === 'string' ? action : null;
}
