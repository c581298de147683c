import type { Probot } from 'probot';
import { checkListeners } from './events/checks.ts';
import { commitListeners } from './events/commits.ts';
import { deploymentListeners } from './events/deployments.ts';
import { fixListeners } from './events/fixes.ts';
import { installationListeners } from './events/installations.ts';
import { issueListeners } from './events/issues.ts';
import { actionOf, type EventContext, type Listener } from './events/listener.ts';
import { isOfItsInstallation } from './events/ownership.ts';
import { repositoryListeners } from './events/repositories.ts';

/** Everything that we listen to. */
const listeners: readonly Listener[] = [
  ...installationListeners,
  ...repositoryListeners,
  ...commitListeners,
  ...checkListeners,
  ...issueListeners,
  ...fixListeners,
  ...deploymentListeners,
];

/** The names of the events that lead to something. */
export const handledEvents: readonly string[] = [...new Set(listeners.map(({ event }) => event))].toSorted();

/** Whether an event with this action leads to something; all others are accepted and ignored. */
export function isHeard(event: string, action: string | null): boolean {
  return listeners.some((listener) => hears(listener, event, action));
}

/** Tells Probot what to call. */
export function registerHandlers(probot: Probot, context: EventContext): void {
  for (const event of handledEvents)
    probot.on(event as Parameters<Probot['on']>[0], async ({ id, payload }) => {
      await hear(context, event, id, payload);
    });
}

async function hear(context: EventContext, event: string, delivery: string, payload: unknown): Promise<void> {
  if (!(await isOfItsInstallation(context, payload))) return;
  const action = actionOf(payload);
  for (const listener of listeners) {
    if (!hears(listener, event, action)) continue;
    const understood = await listener.hear(context, payload);
    if (!understood) context.log.warn({ delivery, event }, 'an event is ignored: its payload lacks what we need');
  }
}

function hears({ event, actions }: Listener, name: string, action: string | null): boolean {
  return event === name && (actions === null || (action !== null && actions.includes(action)));
}
