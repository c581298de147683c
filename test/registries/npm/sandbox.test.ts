import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Http } from '../../../src/http/http.ts';
import { openHttp } from '../../../src/http/open-http.ts';
import { readAttestations } from '../../../src/provenance/index.ts';
import { client } from '../../../src/registries/npm/client.ts';
import type { PackageHistory } from '../../../src/registries/release.ts';
import { startRegistries } from '../../../src/sandbox/registries/index.ts';
import type { RegistryFault, SandboxRegistries } from '../../../src/sandbox/registries/registries.ts';
import type { ScenarioPackage } from '../../../src/sandbox/scenario-package.ts';

const build = { commit: 'a'.repeat(40), workflow: '.github/workflows/release.yml', run: 7 };

const nest: ScenarioPackage = {
  registry: 'npm',
  name: '@birds/nest',
  repository: 'birds/nest',
  owners: [{ name: 'wren' }],
  releases: [
    { version: '1.0.0', at: '2026-01-01T00:00:00.000Z', by: { person: { name: 'wren', email: 'wren@birds.example' } } },
    {
      version: '1.1.0',
      at: '2026-02-01T00:00:00.000Z',
      by: { trusted: { configuration: 'one', approver: { name: 'wren' } } },
      build,
      attested: true,
      dependencies: ['twig'],
    },
    { version: '1.1.1', at: '2026-03-01T00:00:00.000Z', by: { nobody: true }, vanishedAt: '2026-03-02T00:00:00.000Z' },
  ],
};

let registries: SandboxRegistries;
let http: Http;
let now = new Date('2026-04-01T00:00:00.000Z');

beforeAll(async () => {
  registries = await startRegistries([nest], {
    now: () => now,
    resolveCommit: (_, commit) => commit,
    repositoryId: () => ({ id: 1, ownerId: 2, visibility: 'public' }),
  });
  http = openHttp({
    keeper: null,
    bases: registries.bases,
    contact: 'tests@example.com',
    version: '0.0.0',
    spaced: false,
  });
});

afterAll(() => registries.close());

it('reads the story of a package from a local registry', async () => {
  const history = await historyOf('@birds/nest');
  expect(history).toMatchObject({
    newest: '1.1.0',
    status: 'active',
    vanished: [{ version: '1.1.1', publishedAt: '2026-03-01T00:00:00.000Z' }],
    owners: { state: 'seen', value: [{ name: 'wren' }] },
    releases: [
      { version: '1.0.0', publisher: { kind: 'person', name: 'wren', email: 'wren@birds.example' }, attested: 'no' },
      { version: '1.1.0', publisher: { kind: 'trusted', approver: 'wren' }, attested: 'yes', dependencies: ['twig'] },
    ],
  });
  expect(history.sourceLinks[0]).toContain('birds/nest');
});

it('gets attestations that can be read, and none for a release without', async () => {
  const [first, second] = (await historyOf('@birds/nest')).releases;
  if (first === undefined || second === undefined) throw new Error('releases are missing');
  const found = await client.attestations?.('@birds/nest', second, http);
  if (found?.state !== 'seen') throw new Error(JSON.stringify(found));
  expect(found.value.map(({ text }) => readAttestations(text).state)).toEqual(['read']);
  expect((await client.attestations?.('@birds/nest', first, http))?.state).toBe('absent');
});

it.each<RegistryFault['kind']>([
  { type: 'status', status: 500 },
  { type: 'status', status: 429, retryAfterSeconds: 3600 },
  { type: 'body', body: '<!doctype html><title>Maintenance</title>', contentType: 'text/html' },
  { type: 'body', body: '', contentType: 'application/json' },
  { type: 'endless', bytes: null },
  { type: 'endless', bytes: 200_000_000 },
  { type: 'redirect', to: 'http://169.254.169.254/latest/meta-data/' },
  { type: 'silent' },
  { type: 'broken' },
])('is unreadable where the registry is in trouble: %j', async (kind) => {
  const trouble = await startRegistries([nest], {
    now: () => now,
    resolveCommit: () => null,
    repositoryId: () => null,
  });
  trouble.fault({ matches: () => true, times: 100, kind });
  const asking = openHttp({
    keeper: null,
    bases: trouble.bases,
    contact: 'tests@example.com',
    version: '0.0.0',
    spaced: false,
    timeLimits: { headers: 300, whole: 1000 },
    retryAfter: 1,
  });
  expect((await client.history('@birds/nest', asking)).state).toBe('unreadable');
  await trouble.close();
});

it('follows the feed from its end on', async () => {
  const start = await client.feed?.changes(null, http);
  if (start?.state !== 'seen') throw new Error(JSON.stringify(start));
  expect(await client.feed?.changes(start.value.next, http)).toMatchObject({ value: { names: [] } });
  now = new Date('2026-05-02T00:00:00.000Z');
  registries.publish('npm', '@birds/nest', {
    version: '2.0.0',
    at: '2026-05-01T00:00:00.000Z',
    by: { person: { name: 'owl' } },
  });
  expect(await client.feed?.changes(start.value.next, http)).toMatchObject({
    value: { names: ['@birds/nest'], complete: true },
  });
  expect((await historyOf('@birds/nest')).newest).toBe('2.0.0');
});

async function historyOf(name: string): Promise<PackageHistory> {
  const answer = await client.history(name, http);
  if (answer.state !== 'seen') throw new Error(JSON.stringify(answer));
  return answer.value;
}
