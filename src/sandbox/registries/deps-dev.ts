import { repositoryOf, webAddressOf } from './builds.ts';
import { type Answer, type Asked, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, ReleaseView, Shop } from './shop.ts';

/** deps.dev: joins packages of several registries to the projects that they name. */
export const depsDev: LocalRegistry = {
  service: 'deps.dev',
  usualFiles: () => [],
  routes: [
    {
      base: 'main',
      path: /^\/v3\/systems\/(?<system>[^/]+)\/packages\/(?<name>[^/]+)\/versions\/(?<version>[^/]+)$/,
      answer: version,
    },
    { base: 'main', path: /^\/v3\/systems\/(?<system>[^/]+)\/packages\/(?<name>[^/]+)$/, answer: versions },
    { base: 'main', path: /^\/v3\/projects\/(?<project>[^/]+):packageversions$/, answer: ofProject },
  ],
};

/** Its names of registries. It knows neither Packagist nor the others. */
const serviceOf: Readonly<Record<string, string>> = {
  NPM: 'npm',
  PYPI: 'pypi',
  CARGO: 'crates.io',
  MAVEN: 'maven-central',
  RUBYGEMS: 'rubygems',
  NUGET: 'nuget',
  GO: 'go',
};

function found(shop: Shop, system: string, name: string): PackageView | null {
  const service = serviceOf[system.toUpperCase()];
  return service === undefined ? null : shop.find(service, name);
}

function version({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const system = part('system').toUpperCase();
  const view = found(shop, system, part('name'));
  const release = view?.releases.find((each) => each.version === part('version'));
  if (view === null || release === undefined) return null;
  const home = repositoryOf(release.repository);
  const advisories = view.advisories.filter((advisory) => advisory.versions.includes(release.version));
  const document = {
    versionKey: keyOf(system, view, release),
    publishedAt: isoOf(release.takenAt),
    isDefault: view.releases.at(-1) === release,
    licenses: [],
    advisoryKeys: advisories.map(({ id }) => ({ id })),
    links: release.repository === null ? [] : [{ label: 'SOURCE_REPO', url: webAddressOf(release.repository) }],
    slsaProvenances: [],
    attestations: [],
    registries: [],
    relatedProjects:
      home === null
        ? []
        : [
            {
              projectKey: { id: `github.com/${home.toLowerCase()}` },
              relationProvenance: 'UNVERIFIED_METADATA',
              relationType: 'SOURCE_REPO',
            },
          ],
  };
  return json(document, null);
}

const keyOf = (system: string, { name }: PackageView, release: ReleaseView) => ({
  system,
  name,
  version: release.version,
});

const isoOf = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

function versions({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const system = part('system').toUpperCase();
  const view = found(shop, system, part('name'));
  if (view === null) return null;
  const all = view.releases.map((release) => ({
    versionKey: keyOf(system, view, release),
    publishedAt: isoOf(release.takenAt),
    isDefault: view.releases.at(-1) === release,
    isDeprecated: release.withdrawn?.kind === 'deprecated',
  }));
  return json({ packageKey: { system, name: view.name }, versions: all }, null);
}

function ofProject({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const wanted = part('project').toLowerCase();
  const all = Object.entries(serviceOf).flatMap(([system, service]) =>
    shop.all(service).flatMap((view) =>
      view.releases
        .filter(({ repository }) => `github.com/${repositoryOf(repository)?.toLowerCase()}` === wanted)
        .map((release) => ({
          versionKey: keyOf(system, view, release),
          slsaProvenances: [],
          attestations: [],
          relationType: 'SOURCE_REPO',
          relationProvenance: 'UNVERIFIED_METADATA',
        })),
    ),
  );
  return all.length === 0 ? null : json({ versions: all }, null);
}
