import { afterAll, beforeAll, inject } from 'vitest';
import { type OpenStore, openStore } from '../../src/store/index.ts';
import { isLong } from '../long.ts';
import { databaseUrl, onServer, type TestServer } from './postgres-server.ts';
import { giveBack, takeDatabase } from './recycled-databases.ts';

/** A store for one test, empty. `close` also gives its database back, to be emptied for another. */
export interface TestStore extends OpenStore {
  /** The server's database, for whoever wants to open it once more or to look into it; null in memory. */
  readonly url: string | null;
}

interface TestDatabase {
  readonly name: string;
  readonly open: () => Promise<TestStore>;
}

const server = inject('postgres');

/** Every engine that this machine has: `describe.each(databases)('…, $name', ({ open }) => …)`. */
export const databases: readonly TestDatabase[] = [
  { name: 'embedded', open: openEmbedded },
  ...(server === null ? [] : [{ name: 'server', open: () => openOnServer(server) }]),
];

/** Of them the last one, or all in the long tests: for what the engine makes little difference to. */
export const engines = isLong ? databases : databases.slice(-1);

/** A store on the server where there is one, else embedded: for tests to which the engine does not matter. */
export function openTestStore(): Promise<TestStore> {
  return server === null ? openEmbedded() : openOnServer(server);
}

/** A store for the tests of one `describe`, opened before and closed after them. */
export function useStore(open: () => Promise<TestStore>): () => TestStore {
  let opened: TestStore | undefined;
  beforeAll(async () => {
    opened = await open();
  }, 60_000);
  afterAll(() => opened?.store.close());
  return () => {
    if (opened === undefined) throw new Error('the store is open in tests only');
    return opened;
  };
}

/** What a statement finds in the database behind a store. */
export async function look(
  opened: Pick<TestStore, 'queueDatabase' | 'url'>,
  statement: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { queueDatabase, url } = opened;
  const run = (text: string) => queueDatabase.db?.executeSql(text);
  const result = url === null ? await run(statement) : await onServer(url, (client) => client.query(statement));
  return (result?.rows ?? []) as Readonly<Record<string, unknown>>[];
}

async function openEmbedded(): Promise<TestStore> {
  return { ...(await openStore('memory')), url: null };
}

async function openOnServer(server: TestServer): Promise<TestStore> {
  const database = await takeDatabase(server);
  const opened = await openStore({ url: databaseUrl(server.url, database) });
  const close = async () => {
    await opened.store.close();
    await giveBack(server, database);
  };
  return { ...opened, store: { ...opened.store, close }, url: databaseUrl(server.url, database) };
}
