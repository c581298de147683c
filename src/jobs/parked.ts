import type { ParkedWork, Store } from '../store/store.ts';
import { installationIn } from './installation-in.ts';
import type { JobKind } from './job-kinds.ts';
import type { Queue } from './queue.ts';
import { registriesWithFeed } from './watch/rules.ts';

/** What may be parked. A sweep is not: there is another one a minute later. */
export type ParkedKind = Exclude<JobKind, 'sweep'>;

/** Work that failed for good is put where people see it. `reason`: one line without secrets. */
export async function park(
  store: Store,
  work: { readonly kind: ParkedKind; readonly subject: string; readonly reason: string; readonly tries: number },
  now: number,
): Promise<void> {
  const installationId = await kinds[work.kind].installation(store, work.subject);
  await store.parked.put({ ...work, installationId, parkedAt: now });
}

/**
 * Takes up again what is parked.
 *
 * @returns `gone` where what it was about is not there any more; it is not parked any more either
 */
export async function retryParked(
  store: Store,
  queue: Queue,
  { kind, subject }: Pick<ParkedWork, 'kind' | 'subject'>,
): Promise<'queued' | 'gone'> {
  const queued = isParkedKind(kind) && (await kinds[kind].queue(store, queue, subject));
  // Last, so that nothing is lost where the process ends in between
  await store.parked.remove(kind, subject);
  return queued ? 'queued' : 'gone';
}

interface KindOfWork {
  /** Which installation it is about, as far as it can be told. */
  installation(store: Store, subject: string): Promise<number | null>;
  /** False where its object is gone. */
  queue(store: Store, queue: Queue, subject: string): Promise<boolean>;
}

const ofRepository = async (store: Store, subject: string): Promise<number | null> =>
  (await store.repositories.get(Number(subject)))?.installationId ?? null;
const isInstalled = async (store: Store, subject: string): Promise<boolean> =>
  (await store.installations.get(Number(subject))) !== null;

const kinds: Readonly<Record<ParkedKind, KindOfWork>> = {
  delivery: {
    installation: async (store, subject) => installationOfDelivery(await store.deliveries.open(subject)),
    async queue(store, queue, subject) {
      if (!(await store.deliveries.reopen(subject))) return false;
      await queue.delivery(subject);
      return true;
    },
  },
  repository: {
    installation: ofRepository,
    async queue(store, queue, subject) {
      const id = Number(subject);
      if ((await store.repositories.get(id)) === null) return false;
      await store.repositories.wantAudit(id, { settings: false });
      await queue.repository(id);
      return true;
    },
  },
  look: {
    installation: ofRepository,
    async queue(store, queue, subject) {
      if ((await store.repositories.get(Number(subject))) === null) return false;
      await queue.look(Number(subject));
      return true;
    },
  },
  gate: {
    installation: ofRepository,
    async queue(store, queue, subject) {
      if ((await store.gate.reopen(Number(subject))) === 0) return false;
      await queue.gate(Number(subject));
      return true;
    },
  },
  installation: {
    installation: async (_, subject) => Number(subject),
    async queue(store, queue, subject) {
      if (!(await isInstalled(store, subject))) return false;
      await queue.installation(Number(subject));
      return true;
    },
  },
  batch: {
    installation: async (_, subject) => Number(subject),
    async queue(store, queue, subject) {
      if (!(await isInstalled(store, subject))) return false;
      await queue.batch(Number(subject));
      return true;
    },
  },
  feed: {
    installation: async () => null,
    async queue(_, queue, subject) {
      const registry = registriesWithFeed.find((id) => id === subject);
      if (registry === undefined) return false;
      await queue.feed(registry);
      return true;
    },
  },
};

function isParkedKind(kind: string): kind is ParkedKind {
  return Object.hasOwn(kinds, kind);
}

/** A payload is as long as whoever sent it liked, but was read as JSON before. */
function installationOfDelivery(delivery: { readonly payload: string } | null): number | null {
  return delivery === null ? null : installationIn(JSON.parse(delivery.payload) as Readonly<Record<string, unknown>>);
}
