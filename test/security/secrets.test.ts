import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientIdOf } from '../../src/sandbox/http/authenticate.ts';
import { keptLog } from '../app/silent-log.ts';
import { organisation, pressOf, words } from '../e2e/crash-scenarios.ts';
import { person } from '../e2e/person.ts';
import { openStage, type Stage } from '../e2e/stage.ts';
import { look } from '../store/databases.ts';

/*
 * The app works, meets trouble and is spoken to by strangers; afterwards nothing that it wrote holds what proves who it
 * is: neither the database with its queue, nor the log, nor what it counts, nor what it told GitHub.
 */

const { log, text } = keptLog('trace');
const committed = ['npm_', '0123456789abcdefghijklmnopqrstuvwxyz'].join('');
let stage: Stage;

beforeAll(async () => {
  const repositories = [pressOf('press'), pressOf('vault', { visibility: 'private' })];
  const look = () => Promise.reject(new Error(`a library said: authorization: Bearer ${tokenShaped}`));
  stage = await openStage(organisation(repositories), ({ state }) => {
    const signIn = { clientId: clientIdOf(state.app), clientSecret: state.app.clientSecret };
    return Promise.resolve({ log, handlers: { look }, host: '127.0.0.1', dashboard: { signIn } });
  });
  const { people } = stage.sandbox;
  await people.install('octo');
  await stage.settled();
  await stage.app.queue.look(stage.sandbox.repository('octo', 'press').id);
  await people.push('octo', 'press', 'main', { files: { '.npmrc': `//registry.example/:_authToken=${committed}\n` } });
  await people.push('octo', 'vault', 'main', words('more'));
  const forged = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}`, 'x-github-event': 'push' };
  const headers = { ...forged, 'x-github-delivery': 'forged', 'content-type': 'application/json' };
  await fetch(stage.app.url, { method: 'POST', headers, body: `{"token":"${tokenShaped}"}` });
  await visit();
  await stage.settled();
}, 60_000);

afterAll(() => stage.close());

/** Somebody signs in and looks, then GitHub takes the token no more; and a machine tries one that it never took. */
async function visit(): Promise<void> {
  const { url } = stage.app;
  const ada = person();
  expect((await ada.signIn(url, 'ada', '/r/octo/vault')).status).toBe(200);
  stage.sandbox.faults.answer({ matches: (_, path) => path === '/user', times: 1, kind: { type: 'broken' } });
  await fetch(`${url}/api/v1/installations`, { headers: { authorization: `Bearer ${tokenShaped}` } });
  stage.sandbox.faults.answer({
    matches: (method) => method === 'DELETE',
    times: 1,
    kind: { type: 'status', status: 500 },
  });
  await ada.ask(`${url}/sign-out`, { method: 'POST', headers: { origin: url } });
}

const tokenShaped = ['ghs_', 'A'.repeat(36)].join('');

/** What must not be anywhere: forms of tokens, signed words, keys, the secret of webhooks and what it signs. */
function secretsIn(found: string): readonly string[] {
  const { privateKey, webhookSecret, clientSecret } = stage.sandbox.state.app;
  const line = privateKey.split('\n')[2] ?? '';
  const shapes = [
    /\bgh[a-z]_[A-Za-z0-9]{16,}/g,
    /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/g,
    /-----BEGIN/g,
    /\bsha256=[0-9a-f]{64}/g,
  ];
  return [
    ...shapes.flatMap((shape) => found.match(shape) ?? []),
    ...[line, webhookSecret, clientSecret].filter((secret) => found.includes(secret)),
  ];
}

it('the database and its queue hold no secret of the app', async () => {
  const tables = await look(
    stage.opened,
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  let rows = 0;
  for (const { schema, name } of tables) {
    const found = await look(stage.opened, `select t::text as row from "${String(schema)}"."${String(name)}" t`);
    rows += found.length;
    expect(secretsIn(found.map(({ row }) => String(row)).join('\n')), `${String(schema)}.${String(name)}`).toEqual([]);
  }
  expect(rows).toBeGreaterThan(50);
});

it('the log and the metrics hold none, whatever the level', async () => {
  expect(text()).toContain('a library said: authorization: Bearer [token]');
  expect(text()).toContain('GitHub could not be told that a session has ended');
  expect(secretsIn(text())).toEqual([]);
  const metrics = await (await fetch(new URL('/metrics', stage.app.url))).text();
  expect(metrics).toContain('mintmark_deliveries_total');
  expect(secretsIn(metrics)).toEqual([]);
  expect(metrics).not.toMatch(/press|vault|octo/);
});

it('what is told on GitHub holds none, nor the value of a credential that a file holds', () => {
  const { checkRuns, issues } = stage.sandbox.repository('octo', 'press');
  const told = JSON.stringify([[...checkRuns.values()], [...issues.values()]]);
  expect(told).toContain('.npmrc');
  expect(secretsIn(told)).toEqual([]);
  expect(told).not.toContain(committed);
  expect(text()).not.toContain(committed);
});
