import { type HttpOptions, openHttp } from '../../src/http/open-http.ts';
import type { RegistryClient } from '../../src/registries/client.ts';
import { registries as known } from '../../src/registries/index.ts';
import type { RegistryRelease } from '../../src/registries/release.ts';
import { startRegistries } from '../../src/sandbox/registries/index.ts';
import type { SandboxRegistries } from '../../src/sandbox/registries/registries.ts';
import type { ScenarioPackage, ScenarioPackageRelease } from '../../src/sandbox/scenario-package.ts';
import type { Observation } from '../../src/types/observation.ts';

/** Every registry that can be asked, with the name of a package there. */
export const names = {
  npm: '@tin/mint',
  pypi: 'tin-mint',
  'crates.io': 'tin-mint',
  'maven-central': 'example.tin:mint',
  packagist: 'tin-works/mint',
  rubygems: 'tin_mint',
  nuget: 'Tin.Mint',
  'pub.dev': 'tin_mint',
  jsr: '@tin/mint',
  hex: 'tin_mint',
  go: 'github.com/tin-works/mint',
} as const satisfies Partial<Record<ScenarioPackage['registry'], string>>;

export type AskedRegistry = keyof typeof names;

export const askedRegistries = Object.keys(names) as AskedRegistry[];

export async function clientOf(registry: AskedRegistry): Promise<RegistryClient> {
  const client = await known.find(({ id }) => id === registry)?.client?.();
  if (client === undefined) throw new Error(`${registry} has no client`);
  return client;
}

const commit = 'c'.repeat(40);

/** Three releases, the newest with all that its registry can show of a build. */
const usual: readonly ScenarioPackageRelease[] = [
  { version: '1.0.0', at: '2026-01-01T10:00:00Z', by: { person: { name: 'ada' } } },
  { version: '1.1.0', at: '2026-02-01T10:00:00Z', by: { person: { name: 'ada' } } },
  {
    version: '1.2.0',
    at: '2026-03-01T10:00:00Z',
    by: { trusted: {} },
    build: { commit, workflow: '.github/workflows/release.yml', run: 7 },
    attested: true,
  },
];

/** Local registries with the package of one of them, after all of its releases. */
export function startWith(
  registry: AskedRegistry,
  releases: readonly ScenarioPackageRelease[] = usual,
): Promise<SandboxRegistries> {
  const prefix = registry === 'go' || registry === 'packagist' ? 'v' : '';
  const described: ScenarioPackage = {
    registry,
    name: names[registry],
    repository: 'tin-works/mint',
    owners: [{ name: 'ada' }],
    releases: releases.map((release) => ({ ...release, version: `${prefix}${release.version}` })),
  };
  return startRegistries([described], {
    now: () => new Date('2026-04-01T00:00:00Z'),
    resolveCommit: (_, id) => (id === commit ? commit : null),
    repositoryId: () => ({ id: 1, ownerId: 2, visibility: 'public' }),
  });
}

/** The way to local registries as the audit opens it, but that it tries again at once. */
export function wayTo(registries: SandboxRegistries, options: Partial<HttpOptions> = {}) {
  return openHttp({
    keeper: null,
    bases: registries.bases,
    contact: 'tests@example.com',
    version: '0.0.0',
    spaced: false,
    retryAfter: 1,
    ...options,
  });
}

/** For who is to be left waiting: a time-out counts like any other trouble. */
export const impatient: Partial<HttpOptions> = { timeLimits: { headers: 80, whole: 1500 } };

/** `fetch` with the text of every answer changed on its way; null leaves it as it is. */
export function changing(change: (text: string) => string | null): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.status !== 200) return response;
    const bytes = Buffer.from(await response.arrayBuffer());
    const changed = change(bytes.toString('utf8'));
    const type = response.headers.get('content-type') ?? '';
    return new Response(changed ?? bytes, { status: 200, headers: { 'content-type': type } });
  };
}

/** Everything that a client can be asked about a release. */
export async function allAbout(
  client: RegistryClient,
  name: string,
  release: RegistryRelease,
  http: ReturnType<typeof wayTo>,
): Promise<{
  readonly details: Observation<RegistryRelease> | undefined;
  readonly documents: Awaited<ReturnType<NonNullable<RegistryClient['attestations']>>> | undefined;
}> {
  return {
    details: await client.details?.(name, release, http),
    documents: await client.attestations?.(name, release, http),
  };
}
