import { digestOf } from './artifact.ts';
import { webAddressOf } from './builds.ts';
import { xml } from './feed.ts';
import { type Answer, type Asked, addressOf, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, ReleaseView, Shop } from './shop.ts';

const id = '(?<id>[^/]+)';
const version = '(?<version>[^/]+)';

/** nuget.org: the V3 resources, with owners in the search service. */
export const nuget: LocalRegistry = {
  service: 'nuget',
  nameKey: (name) => name.toLowerCase(),
  usualFiles: (name, release) => [`${name.toLowerCase()}.${release}.nupkg`],
  routes: [
    { base: 'main', path: /^\/v3\/index\.json$/, answer: (_, world) => serviceIndex(world) },
    { base: 'main', path: new RegExp(`^/v3/registration5-gz-semver2/${id}/index\\.json$`), answer: registration },
    { base: 'main', path: new RegExp(`^/v3/registration5-gz-semver2/${id}/page/${version}\\.json$`), answer: page },
    { base: 'main', path: new RegExp(`^/v3/registration5-gz-semver2/${id}/${version}\\.json$`), answer: registered },
    { base: 'main', path: new RegExp(`^/v3/catalog0/data/${id}/${version}\\.json$`), answer: leaf },
    { base: 'main', path: new RegExp(`^/v3-flatcontainer/${id}/index\\.json$`), answer: allVersions },
    { base: 'main', path: new RegExp(`^/v3-flatcontainer/${id}/${version}/[^/]+\\.nuspec$`), answer: nuspec },
    { base: 'main', path: new RegExp(`^/v3-flatcontainer/${id}/${version}/(?<file>[^/]+\\.nupkg)$`), answer: archive },
    { base: 'search', path: /^\/query$/, answer: search },
  ],
};

function found(shop: Shop, name: string): PackageView | null {
  const view = shop.find('nuget', name);
  return view?.isHeld === false ? view : null;
}

function releaseOf(shop: Shop, name: string, wanted: string): ReleaseView | null {
  const releases = found(shop, name)?.releases ?? [];
  return releases.find((release) => release.version.toLowerCase() === wanted.toLowerCase()) ?? null;
}

function serviceIndex(world: RegistryWorld): Answer {
  const home = addressOf(world, 'nuget');
  const resources = [
    { '@id': `${addressOf(world, 'nuget', 'search')}/query`, '@type': 'SearchQueryService' },
    { '@id': `${home}/v3/registration5-gz-semver2/`, '@type': 'RegistrationsBaseUrl/3.6.0' },
    { '@id': `${home}/v3-flatcontainer/`, '@type': 'PackageBaseAddress/3.0.0' },
    { '@id': `${home}/v3/catalog0/index.json`, '@type': 'Catalog/3.0.0' },
  ];
  return json({ version: '3.0.0', resources }, null);
}

const perPage = 64;
const mostInline = 128;

function registration({ part }: Asked, world: RegistryWorld): Answer | null {
  const view = found(world.shop, part('id'));
  if (view === null) return null;
  const pages = pagesOf(view, world);
  const items = view.releases.length < mostInline ? pages : pages.map((page) => ({ ...page, items: undefined }));
  const address = `${registrationOf(view, world)}/index.json`;
  return json({ '@id': address, count: items.length, items }, view.changedAt);
}

/** One version, with the address of what the catalogue says of it. */
function registered({ part }: Asked, world: RegistryWorld): Answer | null {
  const view = found(world.shop, part('id'));
  const release = releaseOf(world.shop, part('id'), part('version'));
  if (view === null || release === null) return null;
  const document = {
    '@id': `${registrationOf(view, world)}/${release.version}.json`,
    catalogEntry: leafAddressOf(view, release, world),
    listed: !isUnlisted(release),
    packageContent: contentOf(view, release, world),
    published: publishedOf(release),
    registration: `${registrationOf(view, world)}/index.json`,
  };
  return json(document, view.changedAt);
}

/** A page by itself, where there are too many versions for the index. */
function page({ part }: Asked, world: RegistryWorld): Answer | null {
  const view = found(world.shop, part('id'));
  const wanted = view === null ? undefined : pagesOf(view, world).find(({ lower }) => lower === part('version'));
  return view === null || wanted === undefined ? null : json(wanted, view.changedAt);
}

function pagesOf(view: PackageView, world: RegistryWorld) {
  const pages = Math.ceil(view.releases.length / perPage);
  return Array.from({ length: pages }, (_, number) => {
    const releases = view.releases.slice(number * perPage, (number + 1) * perPage);
    const lower = releases[0]?.version ?? '';
    return {
      '@id': `${registrationOf(view, world)}/page/${lower}.json`,
      count: releases.length,
      lower,
      upper: releases.at(-1)?.version ?? '',
      items: releases.map((release) => ({
        '@id': `${registrationOf(view, world)}/${release.version}.json`,
        catalogEntry: catalogEntry(view, release, world),
        packageContent: contentOf(view, release, world),
      })),
    };
  });
}

const lowerId = ({ name }: PackageView): string => name.toLowerCase();

const registrationOf = (view: PackageView, world: RegistryWorld): string =>
  `${addressOf(world, 'nuget')}/v3/registration5-gz-semver2/${lowerId(view)}`;

const contentOf = (view: PackageView, { version: number, files }: ReleaseView, world: RegistryWorld): string =>
  `${addressOf(world, 'nuget')}/v3-flatcontainer/${lowerId(view)}/${number}/${files[0]?.name ?? ''}`;

const leafAddressOf = (view: PackageView, release: ReleaseView, world: RegistryWorld): string =>
  `${addressOf(world, 'nuget')}/v3/catalog0/data/${lowerId(view)}/${release.version}.json`;

function catalogEntry(view: PackageView, release: ReleaseView, world: RegistryWorld): unknown {
  const { withdrawn } = release;
  return {
    '@id': leafAddressOf(view, release, world),
    id: view.name,
    version: release.version,
    published: publishedOf(release),
    listed: !isUnlisted(release),
    projectUrl: release.repository === null ? '' : webAddressOf(release.repository),
    dependencyGroups: [
      { dependencies: (release.definition.dependencies ?? []).map((needed) => ({ id: needed, range: '[1.0.0, )' })) },
    ],
    ...(withdrawn?.kind === 'deprecated'
      ? { deprecation: { reasons: ['Other'], message: withdrawn.reason ?? '' } }
      : {}),
  };
}

const isUnlisted = ({ withdrawn }: ReleaseView): boolean => withdrawn !== null && withdrawn.kind !== 'deprecated';

/** Unlisted versions bear the year 1900. */
const publishedOf = (release: ReleaseView): string =>
  isUnlisted(release) ? '1900-01-01T00:00:00+00:00' : offset(release.takenAt);

const offset = (time: number): string => new Date(time).toISOString().replace('Z', '+00:00');

async function leaf({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('id'));
  const release = releaseOf(shop, part('id'), part('version'));
  if (view === null || release === null) return null;
  const bytes = (await release.files[0]?.bytes()) ?? Buffer.alloc(0);
  const document = {
    '@type': ['PackageDetails', 'catalog:Permalink'],
    id: view.name,
    version: release.version,
    created: offset(release.takenAt),
    published: publishedOf(release),
    listed: !isUnlisted(release),
    packageHash: digestOf(bytes, 'sha512', 'base64'),
    packageHashAlgorithm: 'SHA512',
    packageSize: bytes.length,
  };
  return json(document, view.changedAt);
}

function allVersions({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, part('id'));
  return view && json({ versions: view.releases.map((release) => release.version.toLowerCase()) }, view.changedAt);
}

function nuspec({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, part('id'));
  const release = releaseOf(shop, part('id'), part('version'));
  if (view === null || release === null) return null;
  const claimed = release.claimed();
  const repository =
    release.repository === null
      ? {}
      : {
          repository: {
            '@type': 'git',
            '@url': webAddressOf(release.repository),
            ...(claimed === null ? {} : { '@commit': claimed.commit }),
          },
        };
  const dependency = (release.definition.dependencies ?? []).map((needed) => ({ '@id': needed, '@version': '1.0.0' }));
  const body = xml({
    package: {
      '@xmlns': 'http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd',
      metadata: {
        id: view.name,
        version: release.version,
        authors: view.owners.map(({ name }) => name).join(','),
        ...repository,
        ...(dependency.length === 0 ? {} : { dependencies: { dependency } }),
      },
    },
  });
  return { contentType: 'application/xml', body, changedAt: release.takenAt };
}

async function archive({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const file = releaseOf(shop, part('id'), part('version'))?.files.find(({ name }) => name === part('file'));
  if (file === undefined) return null;
  return { contentType: 'application/octet-stream', body: await file.bytes(), changedAt: file.takenAt };
}

/** Packages of which every version is unlisted never appear. */
function search({ query }: Asked, { shop }: RegistryWorld): Answer {
  const [, wanted = ''] = /^packageid:(.+)$/i.exec(query.get('q') ?? '') ?? [];
  const view = found(shop, wanted);
  const listed = view?.releases.filter((release) => !isUnlisted(release)) ?? [];
  const newest = listed.at(-1);
  if (view === null || newest === undefined) return json({ totalHits: 0, data: [] }, null);
  const entry = {
    id: view.name,
    version: newest.version,
    projectUrl: newest.repository === null ? '' : webAddressOf(newest.repository),
    owners: view.owners.map(({ name }) => name),
    verified: false,
    totalDownloads: 0,
    versions: listed.map((release) => ({ version: release.version, downloads: 0 })),
  };
  return json({ totalHits: 1, data: [entry] }, view.changedAt);
}
