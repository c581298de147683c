import { randomBytes } from 'node:crypto';
import setup, { databaseUrl, onServer, type TestServer } from '../../test/store/postgres-server.ts';

/** An empty database on a Postgres server, that of the tests: `DATABASE_URL`'s, or one made for the moment. */
export async function temporaryServer(): Promise<{ readonly url: string; stop(): Promise<void> } | null> {
  let server: TestServer | null = null;
  const project = { provide: (_name: string, made: TestServer | null) => void (server = made) };
  const stopServer = await setup(project as unknown as Parameters<typeof setup>[0]);
  const made = server as TestServer | null;
  if (made === null) return null;
  const name = `${made.prefix}bench_${randomBytes(4).toString('hex')}`;
  await onServer(made.url, (client) => client.query(`create database ${name}`));
  return { url: databaseUrl(made.url, name), stop: stopServer };
}
