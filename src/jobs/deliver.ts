import type { Store } from '../store/store.ts';
import type { Log } from './context.ts';
import { unavailability } from './unavailability.ts';

export interface DeliverOptions {
  readonly store: Pick<Store, 'deliveries'>;
  /** Probot's `receive`: rejects with an AggregateError where handlers throw. */
  readonly receive: (event: DeliveredEvent) => Promise<void>;
  readonly log: Log;
  readonly now: () => number;
}

export interface DeliveredEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Hands a stored delivery to what listens to its event, and notes that its work is done. */
export async function deliver({ store, receive, log, now }: DeliverOptions, id: string): Promise<void> {
  const delivery = await store.deliveries.open(id);
  if (delivery === null) return;
  const payload: unknown = JSON.parse(delivery.payload);
  if (!isRecord(payload)) return store.deliveries.fail(id, 'the payload is no object', now());
  try {
    await receive({ id, name: delivery.name, payload });
  } catch (error) {
    throw unavailability(error) ?? firstOf(error);
  }
  await store.deliveries.complete(id, now());
  log.info({ delivery: id, event: delivery.name, waited: now() - delivery.receivedAt }, 'delivery done');
}

function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? (error.errors[0] as unknown) : error;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
