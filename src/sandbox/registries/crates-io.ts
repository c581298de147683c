import { digestOf } from './artifact.ts';
import { webAddressOf } from './builds.ts';
import { feed } from './feed.ts';
import { type Answer, type Asked, addressOf, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, ReleaseView, Shop } from './shop.ts';

const spelled = (name: string): string => name.toLowerCase().replaceAll('-', '_');

/** crates.io: the API, the sparse index and the static files with their feeds. */
export const cratesIo: LocalRegistry = {
  service: 'crates.io',
  nameKey: spelled,
  usualFiles: (name, version) => [`${name}-${version}.crate`],
  routes: [
    { base: 'main', path: /^\/api\/v1\/crates\/(?<name>[^/]+)$/, answer: crate },
    { base: 'main', path: /^\/api\/v1\/crates\/(?<name>[^/]+)\/versions$/, answer: versions },
    { base: 'main', path: /^\/api\/v1\/crates\/(?<name>[^/]+)\/owners$/, answer: owners('users', () => true) },
    {
      base: 'main',
      path: /^\/api\/v1\/crates\/(?<name>[^/]+)\/owner_user$/,
      answer: owners('users', ({ kind }) => kind === 'user'),
    },
    {
      base: 'main',
      path: /^\/api\/v1\/crates\/(?<name>[^/]+)\/owner_team$/,
      answer: owners('teams', ({ kind }) => kind === 'team'),
    },
    { base: 'main', path: /^\/api\/v1\/crates\/(?<name>[^/]+)\/(?<version>[^/]+)$/, answer: oneVersion },
    { base: 'index', path: /^\/(?:[123]|[^/]{2})(?:\/[^/]{1,2})?\/(?<name>[^/]+)$/, answer: index },
    { base: 'static', path: /^\/crates\/(?<name>[^/]+)\/(?<file>[^/]+\.crate)$/, answer: archive },
    { base: 'static', path: /^\/rss\/updates\.xml$/, answer: updates },
    { base: 'static', path: /^\/rss\/crates\/(?<name>[^/]+)\.xml$/, answer: updates },
  ],
};

/** A crate that is taken down is gone. */
function found(shop: Shop, name: string): PackageView | null {
  const view = shop.find('crates.io', name);
  return view?.isHeld === false ? view : null;
}

async function crate({ part, query }: Asked, world: RegistryWorld): Promise<Answer | null> {
  const view = found(world.shop, part('name'));
  if (view === null) return null;
  const served = [...view.releases].reverse();
  const newest = served.find(({ withdrawn }) => withdrawn === null) ?? served[0];
  const include = query.get('include')?.split(',') ?? ['versions'];
  const document = {
    crate: {
      id: view.name,
      name: view.name,
      default_version: newest?.version ?? null,
      max_version: newest?.version ?? '0.0.0',
      newest_version: served[0]?.version ?? '0.0.0',
      num_versions: served.length,
      created_at: isoOf(view.createdAt),
      updated_at: isoOf(view.changedAt),
      repository: newest === undefined || newest.repository === null ? null : webAddressOf(newest.repository),
      trustpub_only: view.definition.trustedPublishingOnly ?? false,
      versions: include.includes('versions') ? served.map(idOf) : null,
      yanked: served.every(({ withdrawn }) => withdrawn !== null),
    },
    versions: include.includes('versions')
      ? await Promise.all(served.map((release) => versionDocument(view, release)))
      : null,
    keywords: [],
    categories: [],
  };
  return json(document, view.changedAt);
}

async function versions({ part, query }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('name'));
  if (view === null) return null;
  const served = [...view.releases].reverse();
  const size = Number(query.get('per_page') ?? served.length) || served.length;
  const from = Number(query.get('seek') ?? 0) || 0;
  const page = await Promise.all(served.slice(from, from + size).map((release) => versionDocument(view, release)));
  const next = from + size < served.length ? `?per_page=${size}&sort=date&seek=${from + size}` : null;
  return json({ versions: page, meta: { total: served.length, next_page: next } }, view.changedAt);
}

async function oneVersion({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('name'));
  const release = view?.releases.find(({ version }) => version === part('version'));
  if (view === null || release === undefined) return null;
  return json({ version: await versionDocument(view, release) }, view.changedAt);
}

async function versionDocument(view: PackageView, release: ReleaseView): Promise<unknown> {
  const [file] = release.files;
  const bytes = (await file?.bytes()) ?? Buffer.alloc(0);
  const { person, trusted } = release.definition.by;
  const build = release.build();
  return {
    id: idOf(release),
    crate: view.name,
    num: release.version,
    dl_path: `/api/v1/crates/${view.name}/${release.version}/download`,
    checksum: digestOf(bytes, 'sha256'),
    crate_size: bytes.length,
    created_at: isoOf(release.takenAt),
    updated_at: isoOf(release.withdrawn === null ? release.takenAt : Date.parse(release.withdrawn.at)),
    audit_actions: [],
    published_by: person === undefined ? null : userOf(person.name),
    repository: release.repository === null ? null : webAddressOf(release.repository),
    rust_version: null,
    yanked: release.withdrawn !== null,
    yank_message: release.withdrawn?.reason ?? null,
    trustpub_data: trusted === undefined || build === null ? null : (recorded[build.provider] ?? githubRecord)(build),
  };
}

interface Recorded {
  readonly repository: string;
  readonly run: number;
  readonly commit: string;
}

const githubRecord = ({ repository, run, commit }: Recorded): unknown => ({
  provider: 'github',
  repository,
  run_id: String(run),
  sha: commit,
});

/** What the registry records of a trusted publisher's run, by provider. */
const recorded: Readonly<Record<string, (build: Recorded) => unknown>> = {
  github: githubRecord,
  gitlab: ({ repository, run, commit }) => ({
    provider: 'gitlab',
    project_path: repository,
    job_id: String(run),
    sha: commit,
  }),
};

const isoOf = (time: number): string => new Date(time).toISOString().replace('Z', '000Z');

const idOf = ({ takenAt }: ReleaseView): number => Math.floor(takenAt / 1000) - 1_400_000_000;

function userOf(login: string): unknown {
  const url = `https://github.com/${login}`;
  return { id: 1, login, name: null, avatar: null, url, github_username_matches: true };
}

interface OwnerDocument {
  readonly kind: string;
}

function owners(key: string, isWanted: (owner: OwnerDocument) => boolean) {
  return ({ part }: Asked, { shop }: RegistryWorld): Answer | null => {
    const view = found(shop, part('name'));
    if (view === null) return null;
    const listed = view.owners.map(({ name, kind }, index) => {
      const isTeam = kind === 'team' || kind === 'organisation';
      const [, organisation = name] = name.split(':');
      return {
        id: index + 1,
        login: name,
        kind: isTeam ? 'team' : 'user',
        name: null,
        avatar: null,
        url: `https://github.com/${isTeam ? organisation : name}`,
      };
    });
    return json({ [key]: listed.filter(isWanted) }, view.changedAt);
  };
}

/** One line a version, oldest first; who published is not told. */
async function index({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('name'));
  if (view === null || view.name.toLowerCase() !== part('name')) return null;
  const lines = await Promise.all(
    view.releases.map(async ({ version, files: [file], withdrawn, takenAt }) =>
      JSON.stringify({
        name: view.name,
        vers: version,
        deps: [],
        cksum: digestOf((await file?.bytes()) ?? Buffer.alloc(0), 'sha256'),
        features: {},
        yanked: withdrawn !== null,
        pubtime: `${new Date(takenAt).toISOString().slice(0, 19)}Z`,
      }),
    ),
  );
  return { contentType: 'text/plain', body: `${lines.join('\n')}\n`, changedAt: view.changedAt };
}

async function archive({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const files = found(shop, part('name'))?.releases.flatMap((release) => release.files) ?? [];
  const file = files.find(({ name }) => name === part('file'));
  if (file === undefined) return null;
  return { contentType: 'application/gzip', body: await file.bytes(), changedAt: file.takenAt };
}

/** New versions, of one crate where it is named. */
function updates({ part }: Asked, world: RegistryWorld): Answer | null {
  const wanted = part('name');
  if (wanted !== '' && found(world.shop, wanted) === null) return null;
  const home = addressOf(world, 'crates.io');
  const items = world.shop
    .happenings('crates.io')
    .filter(({ kind, name }) => kind === 'published' && (wanted === '' || spelled(name) === spelled(wanted)))
    .slice(-100)
    .toReversed()
    .map(({ at, name, version }) => ({
      title: `New crate version published: ${name} v${version}`,
      link: `${home}/crates/${name}/${version}`,
      at,
      more: { 'crates:name': name, 'crates:version': `${version}` },
    }));
  return feed({ title: 'crates.io: recent updates', link: home, items });
}
