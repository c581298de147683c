import type { Builds } from './builds.ts';
import { repositoryOf, webAddressOf } from './builds.ts';
import { type Answer, type Asked, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, ReleaseView, Shop } from './shop.ts';

const name = String.raw`(?<name>[^/]+/[^/~]+?)`;

/** Packagist: the site's API under `main`, Composer's metadata under `repo`. */
export const packagist: LocalRegistry = {
  service: 'packagist',
  nameKey: (typed) => typed.toLowerCase(),
  usualFiles: (typed, version) => [`${typed.replace('/', '-')}-${version}.zip`],
  routes: [
    { base: 'repo', path: new RegExp(`^/p2/${name}\\.json$`), answer: metadata },
    { base: 'repo', path: new RegExp(`^/p2/${name}~dev\\.json$`), answer: development },
    { base: 'main', path: /^\/packages\/list\.json$/, answer: list },
    { base: 'main', path: new RegExp(`^/packages/${name}\\.json$`), answer: page },
    { base: 'main', path: /^\/metadata\/changes\.json$/, answer: changes },
    { base: 'main', path: /^\/api\/security-advisories\/?$/, answer: advisories },
  ],
};

function found(shop: Shop, typed: string): PackageView | null {
  const view = shop.find('packagist', typed);
  return view?.isHeld === false ? view : null;
}

function metadata({ part }: Asked, { shop, builds }: RegistryWorld): Answer | null {
  const view = found(shop, part('name'));
  if (view === null) return null;
  const versions = view.releases.map((release) => versionDocument(view, release, builds)).toReversed();
  const malware = view.advisories
    .filter(({ id }) => id.startsWith('MAL-'))
    .flatMap(({ id, versions: affected }) =>
      affected.map((constraint) => ({
        constraint,
        url: `https://example.test/${id}`,
        reason: 'malware',
        id,
        source: 'sandbox',
      })),
    );
  const document = {
    minified: 'composer/2.0',
    packages: { [view.name]: minified(versions) },
    'security-advisories': [],
    ...(malware.length === 0 ? {} : { filter: { malware } }),
  };
  return json(document, view.changedAt);
}

function development({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, part('name'));
  return view && json({ minified: 'composer/2.0', packages: { [view.name]: [] } }, view.changedAt);
}

type VersionDocument = Readonly<Record<string, unknown>>;

function versionDocument(view: PackageView, release: ReleaseView, builds: Builds): VersionDocument {
  const { version, definition, takenAt } = release;
  const home = repositoryOf(release.repository);
  // Without a build the tag is the release: what it pointed at is what Packagist took.
  const reference = release.claimed()?.commit ?? builds.commit(home, version);
  const url = release.repository === null ? null : webAddressOf(release.repository);
  return {
    name: view.name,
    description: '',
    version,
    version_normalized: normalized(version),
    ...(url === null
      ? {}
      : {
          source: { type: 'git', url: `${url}.git`, reference },
          dist: {
            type: 'zip',
            url: `https://api.github.com/repos/${home}/zipball/${reference}`,
            reference,
            shasum: '',
          },
        }),
    type: 'library',
    time: new Date(takenAt).toISOString().replace(/\.\d+Z$/, '+00:00'),
    'published-time': new Date(takenAt).toISOString().replace(/\.\d+Z$/, '+00:00'),
    ...(definition.dependencies === undefined
      ? {}
      : { require: Object.fromEntries(definition.dependencies.map((needed) => [needed, '^1.0'])) }),
    ...(release.withdrawn === null ? {} : { abandoned: true }),
  };
}

/** `v2.5.4` is `2.5.4.0`. */
function normalized(version: string): string {
  const [core = '', ...rest] = version.replace(/^v/, '').split('-');
  const parts = [...core.split('.'), '0', '0', '0', '0'].slice(0, 4);
  return [parts.join('.'), ...rest].join('-');
}

/** Each version says only what differs from the one before, and `__unset` where something is not there any more. */
function minified(versions: readonly VersionDocument[]): readonly VersionDocument[] {
  return versions.map((version, index) => {
    const before = versions[index - 1];
    if (before === undefined) return version;
    const differing = Object.entries(version).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]),
    );
    const gone = Object.keys(before).filter((key) => !(key in version));
    return Object.fromEntries([...differing, ...gone.map((key) => [key, '__unset'] as const)]);
  });
}

function page({ part }: Asked, { shop, builds }: RegistryWorld): Answer | null {
  const view = found(shop, part('name'));
  if (view === null) return null;
  const newest = view.releases.at(-1);
  const versions = view.releases
    .map((release) => [release.version, versionDocument(view, release, builds)] as const)
    .toReversed();
  const document = {
    package: {
      name: view.name,
      description: '',
      time: new Date(view.createdAt).toISOString().replace(/\.\d+Z$/, '+00:00'),
      maintainers: view.owners.map(({ name: owner }) => ({ name: owner, avatar_url: '' })),
      versions: Object.fromEntries(versions),
      type: 'library',
      repository: newest === undefined || newest.repository === null ? null : webAddressOf(newest.repository),
      ...(newest === undefined || newest.withdrawn === null ? {} : { abandoned: true }),
    },
  };
  return json(document, view.changedAt);
}

function list({ query }: Asked, { shop }: RegistryWorld): Answer {
  const vendor = query.get('vendor');
  const views = shop
    .all('packagist')
    .filter((view) => !view.isHeld && (vendor === null || view.name.startsWith(`${vendor}/`)));
  if (query.getAll('fields[]').length === 0) return json({ packageNames: views.map((view) => view.name) }, null);
  const packages = views.map((view) => {
    const link = view.releases.at(-1)?.repository ?? null;
    return [view.name, { type: 'library', repository: link === null ? null : webAddressOf(link), abandoned: false }];
  });
  return json({ packages: Object.fromEntries(packages) }, null);
}

const day = 86_400_000;

/** The log of a day; who comes from before it has to begin again. Its clock ticks ten thousand times a second. */
function changes({ query }: Asked, { shop, now }: RegistryWorld): Answer {
  const time = now().getTime();
  const since = query.get('since');
  const timestamp = time * 10;
  if (since === null)
    return { ...json({ error: 'Invalid or missing "since" query parameter', timestamp }, null), status: 400 };
  if (Number(since) / 10 < time - day)
    return json({ timestamp, actions: [{ type: 'resync', time: Math.floor(time / 1000), package: '*' }] }, null);
  const actions = shop
    .happenings('packagist')
    .filter(({ kind, at }) => kind !== 'owners' && kind !== 'advisory' && at * 10 > Number(since))
    .map(({ kind, at, name: changed }) => ({
      type: kind === 'held' ? 'delete' : 'update',
      package: changed,
      time: Math.floor(at / 1000),
    }));
  return json({ timestamp, actions }, null);
}

function advisories({ query }: Asked, { shop }: RegistryWorld): Answer {
  const views = query.getAll('packages[]').flatMap((typed) => found(shop, typed) ?? []);
  const told = views
    .filter((view) => view.advisories.length > 0)
    .map((view) => [
      view.name,
      view.advisories.map(({ id, at, versions }) => ({
        advisoryId: id,
        packageName: view.name,
        affectedVersions: versions.join('|'),
        reportedAt: at,
      })),
    ]);
  return json({ advisories: Object.fromEntries(told) }, null);
}
