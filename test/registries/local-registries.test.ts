import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Http } from '../../src/http/http.ts';
import { type HttpOptions, openHttp } from '../../src/http/open-http.ts';
import { readAttestations } from '../../src/provenance/index.ts';
import type { RegistryClient } from '../../src/registries/client.ts';
import { client as go } from '../../src/registries/go/client.ts';
import { client as mavenCentral } from '../../src/registries/maven-central/client.ts';
import { client as nuget } from '../../src/registries/nuget/client.ts';
import { client as packagist } from '../../src/registries/packagist/client.ts';
import { client as pubDev } from '../../src/registries/pub.dev/client.ts';
import type { PackageHistory, RegistryRelease } from '../../src/registries/release.ts';
import { startRegistries } from '../../src/sandbox/registries/index.ts';
import type { RegistryFault, SandboxRegistries } from '../../src/sandbox/registries/registries.ts';
import type { ScenarioPackage } from '../../src/sandbox/scenario-package.ts';
import type { Observation } from '../../src/types/observation.ts';

/** Registries whose clients are tried against the sandbox's own, each with a name that it could have. */
const table = [
  ['maven-central', 'example.tin:mint', mavenCentral],
  ['packagist', 'tin-works/mint', packagist],
  ['nuget', 'Tin.Mint', nuget],
  ['pub.dev', 'tin_mint', pubDev],
  ['go', 'github.com/Tin-Works/mint', go],
] as const satisfies readonly (readonly [ScenarioPackage['registry'], string, RegistryClient])[];

const commit = 'c'.repeat(40);
const prefix = (registry: string) => (registry === 'go' ? 'v' : '');

const packages = table.map(
  ([registry, name]): ScenarioPackage => ({
    registry,
    name,
    repository: 'tin-works/mint',
    owners: [{ name: 'tin.example', kind: 'organisation' }],
    releases: [
      { version: `${prefix(registry)}1.0.0`, at: '2026-01-01T10:00:00Z', by: { nobody: true } },
      {
        version: `${prefix(registry)}1.1.0`,
        at: '2026-02-01T10:00:00Z',
        by: { nobody: true },
        build: { commit, workflow: '.github/workflows/release.yml', run: 7 },
        attested: true,
      },
    ],
  }),
);

const start = () =>
  startRegistries(packages, {
    now: () => new Date('2026-03-01T00:00:00Z'),
    resolveCommit: (_, id) => (id === commit ? commit : null),
    repositoryId: () => ({ id: 1, ownerId: 2, visibility: 'public' }),
  });

const asking = (asked: SandboxRegistries, options: Partial<HttpOptions> = {}): Http =>
  openHttp({
    keeper: null,
    bases: asked.bases,
    contact: 'tests@example.com',
    version: '0.0.0',
    spaced: false,
    ...options,
  });

const impatient: Partial<HttpOptions> = { timeLimits: { headers: 300, whole: 1000 }, retryAfter: 1 };

let registries: SandboxRegistries;
let http: Http;

beforeAll(async () => {
  registries = await start();
  http = asking(registries);
});

afterAll(() => registries.close());

const historyOf = async (client: RegistryClient, name: string) => valueOf(await client.history(name, http));

async function newestOf(client: RegistryClient, name: string): Promise<RegistryRelease> {
  const release = (await historyOf(client, name)).releases.at(-1);
  if (release === undefined) throw new Error(`${name} has no releases`);
  return release;
}

function valueOf<T>(answer: Observation<T> | undefined): T {
  if (answer?.state !== 'seen') throw new Error(JSON.stringify(answer));
  return answer.value;
}

describe.each(table)('the client of %s', (registry, name, client) => {
  it('reads the story of a package from a local registry', async () => {
    const history: PackageHistory = await historyOf(client, name);
    const versions = [`${prefix(registry)}1.0.0`, `${prefix(registry)}1.1.0`];
    expect(history.releases.map(({ version }) => version)).toEqual(versions);
    expect(history.newest).toBe(versions[1]);
    expect(history.sourceLinks[0]?.toLowerCase()).toContain('tin-works/mint');
    expect((await client.history('nothing.of.the:kind', http)).state).toBe('absent');
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
  ])('is left with nothing to read where the registry is in trouble: %j', async (kind) => {
    const trouble = await start();
    trouble.fault({ matches: () => true, times: 100, kind });
    expect((await client.history(name, asking(trouble, impatient))).state).toBe('unreadable');
    await trouble.close();
  });
});

describe('the newest release', () => {
  it('has its time where the registry shows one', async () => {
    const times = await Promise.all(table.map(async ([, name, client]) => (await newestOf(client, name)).publishedAt));
    const time = '2026-02-01T10:00:00.000Z';
    expect(times).toEqual([time, time, time, time, null]);
  });

  it('has its commit in what Packagist and the Go proxy recorded, and in what a .nuspec claims', async () => {
    const recorded = { repository: 'tin-works/mint', commit };
    expect((await newestOf(packagist, 'tin-works/mint')).recorded).toMatchObject(recorded);
    const module = 'github.com/Tin-Works/mint';
    const details = valueOf(await go.details?.(module, await newestOf(go, module), http));
    expect(details).toMatchObject({ recorded, files: [{ digests: { h1: expect.stringMatching(/^[0-9a-f]{64}$/) } }] });
    const claimed = valueOf(await nuget.details?.('Tin.Mint', await newestOf(nuget, 'Tin.Mint'), http));
    expect(claimed).toMatchObject({ claimed: { commit }, recorded: null, publishedAt: '2026-02-01T10:00:00.000Z' });
    expect(claimed.files[0]?.digests['sha512']).toMatch(/^[0-9a-f]{128}$/);
  });

  it('has the key of its signature and an attestation that can be read on Maven Central', async () => {
    const name = 'example.tin:mint';
    const details = valueOf(await mavenCentral.details?.(name, await newestOf(mavenCentral, name), http));
    expect(details.recorded?.signingKey).toMatch(/^[0-9a-f]{40}$/);
    expect(details.files[0]).toMatchObject({ name: 'mint-1.1.0.jar', digests: { sha256: expect.any(String) } });
    const found = valueOf(await mavenCentral.attestations?.(name, details, http));
    expect(found.map(({ file, text }) => [file, readAttestations(text).state])).toEqual([['mint-1.1.0.jar', 'read']]);
    const first = { ...details, version: '1.0.0', files: [] };
    expect((await mavenCentral.attestations?.(name, first, http))?.state).toBe('absent');
  });
});
