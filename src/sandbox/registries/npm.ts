import { digestOf } from './artifact.ts';
import { webAddressOf } from './builds.ts';
import { type Answer, type Asked, addressOf, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { Happening, PackageView, ReleaseView } from './shop.ts';

/** npm's registry, and the feed of its changes under `replicate`. */
export const npm: LocalRegistry = {
  service: 'npm',
  usualFiles: (name, version) => [`${bareName(name)}-${version}.tgz`],
  routes: [
    { base: 'main', path: /^\/-\/npm\/v1\/attestations\/(?<release>.+)$/, answer: attestations },
    { base: 'main', path: /^\/-\/npm\/v1\/keys$/, answer: () => json({ keys: [] }, null) },
    { base: 'main', path: /^\/-\/v1\/search$/, answer: search },
    { base: 'main', path: /^\/(?<name>.+)\/-\/(?<file>[^/]+\.tgz)$/, answer: tarball },
    { base: 'main', path: /^\/(?<name>[^@/][^/]*|@[^/]+(?:%2f|\/)[^/]+)$/i, answer: packument },
    { base: 'main', path: /^\/(?<name>[^@/][^/]*|@[^/]+(?:%2f|\/)[^/]+)\/(?<version>[^/]+)$/i, answer: oneVersion },
    { base: 'replicate', path: /^\/_changes$/, answer: changes },
  ],
};

const bareName = (name: string): string => name.slice(name.indexOf('/') + 1);

const abbreviatedType = 'application/vnd.npm.install-v1+json';

async function packument({ part, accept }: Asked, world: RegistryWorld): Promise<Answer | null> {
  const view = world.shop.find('npm', part('name'));
  if (view === null) return null;
  const versions = await versionsOf(view, world);
  const latest = distTags(view);
  const modified = new Date(view.changedAt).toISOString();
  if (accept.includes(abbreviatedType)) {
    const short = Object.fromEntries(Object.entries(versions).map(([version, each]) => [version, abbreviated(each)]));
    return json({ name: view.name, modified, 'dist-tags': latest, versions: short }, view.changedAt, abbreviatedType);
  }
  const newest = Object.values(versions).at(-1);
  return json(
    {
      _id: view.name,
      _rev: `${view.releases.length + view.vanished.length}-${view.changedAt}`,
      name: view.name,
      'dist-tags': latest,
      versions,
      time: timesOf(view, modified),
      maintainers: maintainersOf(view),
      ...(newest?.repository === undefined ? {} : { repository: newest.repository }),
      readme: '',
    },
    view.changedAt,
  );
}

async function oneVersion({ part }: Asked, world: RegistryWorld): Promise<Answer | null> {
  const view = world.shop.find('npm', part('name'));
  if (view === null) return null;
  const versions = await versionsOf(view, world);
  const version = new Map(Object.entries(distTags(view))).get(part('version')) ?? part('version');
  const found = Object.hasOwn(versions, version) ? versions[version] : undefined;
  return found === undefined ? null : json(found, view.changedAt);
}

interface VersionDocument {
  readonly name: string;
  readonly version: string;
  readonly dist: unknown;
  readonly scripts?: unknown;
  readonly hasInstallScript?: true;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly deprecated?: string;
  readonly repository?: unknown;
}

/** What replaces a package that npm took down. */
const holding = '0.0.1-security';

async function versionsOf(view: PackageView, world: RegistryWorld): Promise<Readonly<Record<string, VersionDocument>>> {
  if (view.isHeld) return { [holding]: holdingVersion(view, world) };
  const documents = await Promise.all(view.releases.map((release) => versionDocument(view, release, world)));
  return Object.fromEntries(documents.map((document) => [document.version, document]));
}

async function versionDocument(
  view: PackageView,
  release: ReleaseView,
  world: RegistryWorld,
): Promise<VersionDocument> {
  const { definition, version, files, withdrawn } = release;
  const [file] = files;
  const bytes = (await file?.bytes()) ?? Buffer.alloc(0);
  const home = addressOf(world, 'npm');
  const claimed = release.claimed();
  return {
    _id: `${view.name}@${version}`,
    name: view.name,
    version,
    dist: {
      integrity: `sha512-${digestOf(bytes, 'sha512', 'base64')}`,
      shasum: digestOf(bytes, 'sha1'),
      tarball: `${home}/${view.name}/-/${file?.name ?? ''}`,
      fileCount: 3,
      unpackedSize: bytes.length,
      ...(file?.isAttested === true
        ? {
            attestations: {
              url: `${home}/-/npm/v1/attestations/${view.name.replace('/', '%2f')}@${version}`,
              provenance: { predicateType: slsa1 },
            },
          }
        : {}),
      signatures: [],
    },
    ...publisherOf(release),
    ...(claimed === null ? {} : { gitHead: claimed.commit }),
    ...(release.repository === null
      ? {}
      : { repository: { type: 'git', url: `git+${webAddressOf(release.repository)}.git` } }),
    ...(definition.installScript === true
      ? { scripts: { postinstall: 'node install.js' }, hasInstallScript: true as const }
      : {}),
    ...(definition.dependencies === undefined
      ? {}
      : { dependencies: Object.fromEntries(definition.dependencies.map((name) => [name, '^1.0.0'])) }),
    ...(withdrawn?.kind === 'deprecated' ? { deprecated: withdrawn.reason ?? 'this version is deprecated' } : {}),
    maintainers: maintainersOf(view),
  } as VersionDocument;
}

function holdingVersion({ name }: PackageView, world: RegistryWorld): VersionDocument {
  const tarball = `${addressOf(world, 'npm')}/${name}/-/${bareName(name)}-${holding}.tgz`;
  return {
    name,
    version: holding,
    dist: { shasum: '0'.repeat(40), tarball },
    repository: { type: 'git', url: 'git+https://github.com/npm/security-holder.git' },
  };
}

function publisherOf({ definition: { by } }: ReleaseView): { readonly _npmUser?: unknown } {
  if (by.person !== undefined) return { _npmUser: { email: '', ...by.person } };
  if (by.trusted === undefined) return {};
  const { provider = 'github', configuration = 'first', approver } = by.trusted;
  return {
    _npmUser: {
      name: botNames[provider] ?? provider,
      email: `npm-oidc-no-reply@${provider}.com`,
      ...(approver === undefined ? {} : { approver: { email: '', ...approver } }),
      trustedPublisher: { id: provider, oidcConfigId: `oidc:${configuration}` },
    },
  };
}

const botNames: Readonly<Record<string, string>> = {
  github: 'GitHub Actions',
  gitlab: 'GitLab CI/CD',
  circleci: 'CircleCI',
};

/** The install document leaves out who published, when, and where from. */
function abbreviated({ name, version, dist, dependencies, deprecated, hasInstallScript }: VersionDocument): unknown {
  return { name, version, dist, dependencies, deprecated, hasInstallScript };
}

function timesOf(view: PackageView, modified: string): Readonly<Record<string, string>> {
  const taken = [...view.releases, ...view.vanished].toSorted((a, b) => a.takenAt - b.takenAt);
  return {
    created: new Date(view.createdAt).toISOString(),
    modified,
    // What is unpublished keeps its time.
    ...Object.fromEntries(taken.map(({ version, takenAt }) => [version, new Date(takenAt).toISOString()])),
    ...(view.isHeld ? { [holding]: view.definition.heldAt ?? modified } : {}),
  };
}

function distTags(view: PackageView): Readonly<Record<string, string>> {
  const stable = view.releases.filter(({ version }) => !version.includes('-')).at(-1) ?? view.releases.at(-1);
  if (view.isHeld) return { latest: holding };
  return stable === undefined ? {} : { latest: stable.version };
}

function maintainersOf(view: PackageView): readonly unknown[] {
  if (view.isHeld) return [{ name: 'npm', email: 'npm@example.test' }];
  return view.owners.map(({ name }) => ({ name, email: `${name}@example.test` }));
}

const slsa1 = 'https://slsa.dev/provenance/v1';

/** npm's own signature on the publication is not among them: it is made by keys that nobody else has. */
async function attestations({ part }: Asked, { shop, evidence }: RegistryWorld): Promise<Answer | null> {
  const typed = part('release');
  const at = typed.lastIndexOf('@');
  const view = shop.find('npm', typed.slice(0, at));
  const release = view?.releases.find(({ version }) => version === typed.slice(at + 1));
  const file = release?.files.find(({ isAttested }) => isAttested);
  const build = file?.build() ?? null;
  if (view === null || view.isHeld || release === undefined || file === undefined || build === null) return null;
  const name = `pkg:npm/${view.name.replace(/^@/, '%40')}@${release.version}`;
  const bundle = await evidence.provenance(file, build, { name, algorithm: 'sha512' });
  return json({ attestations: [{ predicateType: slsa1, bundle }] }, view.changedAt);
}

async function tarball({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = shop.find('npm', part('name'));
  const files = view?.isHeld === false ? view.releases.flatMap((release) => release.files) : [];
  const file = files.find(({ name }) => name === part('file'));
  if (file === undefined) return null;
  return { contentType: 'application/octet-stream', body: await file.bytes(), changedAt: file.takenAt };
}

function search({ query }: Asked, { shop }: RegistryWorld): Answer {
  const [, user] = /^maintainer:(.+)$/.exec(query.get('text') ?? '') ?? [];
  const found = shop.all('npm').filter(({ owners }) => owners.some(({ name }) => name === user));
  const objects = found.map((view) => ({
    package: { name: view.name, version: distTags(view)['latest'], date: new Date(view.changedAt).toISOString() },
  }));
  return json({ objects, total: objects.length, time: new Date(0).toISOString() }, null);
}

/** Owners and advisories change no document that the feed follows. */
const followed: readonly Happening['kind'][] = ['published', 'file', 'withdrawn', 'vanished', 'held'];

function changes({ query }: Asked, { shop }: RegistryWorld): Answer {
  const all = shop.happenings('npm').filter(({ kind }) => followed.includes(kind));
  const last = all.at(-1)?.sequence ?? 0;
  const wanted = query.get('since') ?? '0';
  const since = wanted === 'now' ? last : Number(wanted);
  const limit = Math.min(Number(query.get('limit') ?? 1000) || 1000, 10_000);
  const page = all.filter(({ sequence }) => sequence > since).slice(0, limit);
  const results = page.map(({ sequence, name }) => ({
    seq: sequence,
    id: name,
    changes: [{ rev: `1-${sequence}` }],
  }));
  return json({ results, last_seq: page.at(-1)?.sequence ?? Math.max(since, 0), pending: 0 }, null);
}
