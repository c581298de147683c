import { digestOf } from './artifact.ts';
import { webAddressOf } from './builds.ts';
import { feed } from './feed.ts';
import { type Answer, type Asked, addressOf, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import { pep740Of } from './pep740.ts';
import type { PackageView, ReleaseView } from './shop.ts';
import type { StockFile } from './stock.ts';

const normalized = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const stem = (name: string): string => normalized(name).replaceAll('-', '_');

/** PyPI: the index (PEP 691), the JSON API, the integrity API (PEP 740) and its feeds. */
export const pypi: LocalRegistry = {
  service: 'pypi',
  nameKey: normalized,
  usualFiles: (name, version) => [`${stem(name)}-${version}-py3-none-any.whl`, `${stem(name)}-${version}.tar.gz`],
  routes: [
    { base: 'main', path: /^\/simple\/(?<name>[^/]+)\/$/, answer: index },
    { base: 'main', path: /^\/pypi\/(?<name>[^/]+)\/json$/, answer: project },
    { base: 'main', path: /^\/pypi\/(?<name>[^/]+)\/(?<version>[^/]+)\/json$/, answer: project },
    {
      base: 'main',
      path: /^\/integrity\/(?<name>[^/]+)\/(?<version>[^/]+)\/(?<file>[^/]+)\/provenance$/,
      answer: provenance,
    },
    { base: 'main', path: /^\/packages\/(?<name>[^/]+)\/(?<file>[^/]+)$/, answer: download },
    { base: 'main', path: /^\/rss\/updates\.xml$/, answer: updates },
    { base: 'main', path: /^\/rss\/project\/(?<name>[^/]+)\/releases\.xml$/, answer: updates },
  ],
};

const indexType = 'application/vnd.pypi.simple.v1+json';

async function index({ part, accept }: Asked, world: RegistryWorld): Promise<Answer | null> {
  const view = world.shop.find('pypi', part('name'));
  if (view === null) return null;
  const files = view.isHeld ? [] : await Promise.all(filesOf(view).map((each) => fileEntry(view, each, world)));
  const headers = { 'x-pypi-last-serial': String(serialOf(view)) };
  if (!accept.includes('json')) {
    const links = files.map(({ filename, url }) => `<a href="${url}">${filename}</a><br />`).join('\n');
    return { contentType: 'text/html', body: `<!DOCTYPE html>\n${links}\n`, changedAt: view.changedAt, headers };
  }
  const document = {
    meta: { 'api-version': '1.4', '_last-serial': serialOf(view) },
    name: normalized(view.name),
    'project-status': { status: view.isHeld ? 'quarantined' : 'active' },
    versions: view.isHeld ? [] : view.releases.map(({ version }) => version),
    files,
  };
  return { ...json(document, view.changedAt, indexType), headers };
}

interface Listed {
  readonly release: ReleaseView;
  readonly file: StockFile;
}

const filesOf = ({ releases }: PackageView): readonly Listed[] =>
  releases.flatMap((release) => release.files.map((file) => ({ release, file })));

/** PyPI counts every change; a time is as good a number. */
const serialOf = ({ changedAt }: PackageView): number => Math.floor(changedAt / 1000);

async function fileEntry(view: PackageView, { release, file }: Listed, world: RegistryWorld) {
  const bytes = await file.bytes();
  const home = addressOf(world, 'pypi');
  const name = normalized(view.name);
  return {
    filename: file.name,
    url: `${home}/packages/${name}/${file.name}`,
    hashes: { sha256: digestOf(bytes, 'sha256') },
    'requires-python': '>=3.9',
    size: bytes.length,
    'upload-time': microseconds(file.takenAt),
    yanked: yankedOf(release),
    'core-metadata': false,
    'data-dist-info-metadata': false,
    provenance: file.isAttested ? `${home}/integrity/${name}/${release.version}/${file.name}/provenance` : null,
  };
}

const microseconds = (time: number): string => new Date(time).toISOString().replace('Z', '000Z');

const yankedOf = ({ withdrawn }: ReleaseView): boolean | string =>
  withdrawn?.kind === 'yanked' ? (withdrawn.reason ?? true) : false;

async function project({ part }: Asked, world: RegistryWorld): Promise<Answer | null> {
  const view = world.shop.find('pypi', part('name'));
  const shown = view?.isHeld === false ? view.releases : [];
  const release = part('version') === '' ? shown.at(-1) : shown.find(({ version }) => version === part('version'));
  if (view === null || release === undefined) return null;
  const link = release.repository === null ? null : webAddressOf(release.repository);
  const yanked = yankedOf(release);
  const document = {
    info: {
      name: view.name,
      version: release.version,
      home_page: '',
      project_urls: link === null ? null : { Source: link },
      requires_dist: release.definition.dependencies ?? null,
      yanked: yanked !== false,
      yanked_reason: typeof yanked === 'string' ? yanked : null,
    },
    last_serial: serialOf(view),
    ownership: ownershipOf(view),
    urls: await Promise.all(release.files.map((file) => urlEntry(view, { release, file }, world))),
    vulnerabilities: [],
  };
  return json(document, view.changedAt);
}

async function urlEntry(view: PackageView, listed: Listed, world: RegistryWorld) {
  const { filename, url, size, hashes } = await fileEntry(view, listed, world);
  const isWheel = filename.endsWith('.whl');
  return {
    filename,
    url,
    size,
    digests: hashes,
    packagetype: isWheel ? 'bdist_wheel' : 'sdist',
    upload_time_iso_8601: microseconds(listed.file.takenAt),
    yanked: yankedOf(listed.release) !== false,
  };
}

function ownershipOf({ owners }: PackageView) {
  const organization = owners.find(({ kind }) => kind === 'organisation')?.name ?? null;
  const roles = owners
    .filter(({ kind }) => kind !== 'organisation')
    .map(({ name, role }) => ({ role: role ?? 'Owner', user: name }));
  return { roles, organization };
}

async function provenance({ part }: Asked, { shop, evidence }: RegistryWorld): Promise<Answer | null> {
  const view = shop.find('pypi', part('name'));
  const release = view?.releases.find(({ version }) => version === part('version'));
  const file = release?.files.find(({ name }) => name === part('file'));
  const build = file?.build() ?? null;
  if (view?.isHeld !== false || file?.isAttested !== true || build === null) return null;
  const document = pep740Of(await evidence.publication(file, build), build);
  return json(document, view.changedAt, 'application/vnd.pypi.integrity.v1+json');
}

async function download({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = shop.find('pypi', part('name'));
  const file = view?.isHeld === false ? filesOf(view).find(({ file }) => file.name === part('file'))?.file : undefined;
  if (file === undefined) return null;
  return { contentType: 'application/octet-stream', body: await file.bytes(), changedAt: file.takenAt };
}

/** The newest hundred releases, of one project where it is named. */
function updates({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const wanted = part('name');
  if (wanted !== '' && shop.find('pypi', wanted) === null) return null;
  const items = shop
    .happenings('pypi')
    .filter(({ kind, name }) => kind === 'published' && (wanted === '' || normalized(name) === normalized(wanted)))
    .slice(-100)
    .toReversed()
    .map(({ at, name, version }) => ({
      title: wanted === '' ? `${name} ${version}` : `${version}`,
      link: `https://pypi.org/project/${normalized(name)}/${version}/`,
      at,
    }));
  return feed({ title: 'PyPI recent updates', link: 'https://pypi.org/', items });
}
