import { digestOf } from './artifact.ts';
import { webAddressOf } from './builds.ts';
import { type Answer, type Asked, addressOf, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, ReleaseView, Shop } from './shop.ts';

/** pub.dev: versions with their pubspec, and the verified publisher. */
export const pubDev: LocalRegistry = {
  service: 'pub.dev',
  usualFiles: (name, version) => [`${name}-${version}.tar.gz`],
  routes: [
    { base: 'main', path: /^\/api\/packages\/(?<name>[^/]+)$/, answer: versions },
    { base: 'main', path: /^\/api\/packages\/(?<name>[^/]+)\/publisher$/, answer: publisher },
    { base: 'main', path: /^\/api\/packages\/(?<name>[^/]+)\/versions\/(?<version>[^/]+)$/, answer: oneVersion },
    { base: 'main', path: /^\/api\/archives\/(?<file>[^/]+)$/, answer: archive },
  ],
};

function found(shop: Shop, name: string): PackageView | null {
  const view = shop.find('pub.dev', name);
  return view?.isHeld === false ? view : null;
}

const contentType = 'application/vnd.pub.v2+json';

async function versions({ part }: Asked, world: RegistryWorld): Promise<Answer | null> {
  const view = found(world.shop, part('name'));
  if (view === null) return null;
  const all = await Promise.all(view.releases.map((release) => document(view, release, world)));
  const latest = all.findLast(({ retracted }) => retracted !== true) ?? all.at(-1);
  return json({ name: view.name, latest, versions: all }, view.changedAt, contentType);
}

async function oneVersion({ part }: Asked, world: RegistryWorld): Promise<Answer | null> {
  const view = found(world.shop, part('name'));
  const release = view?.releases.find(({ version }) => version === part('version'));
  if (view === null || release === undefined) return null;
  return json(await document(view, release, world), view.changedAt, contentType);
}

async function document({ name }: PackageView, release: ReleaseView, world: RegistryWorld) {
  const { version, files, definition, withdrawn } = release;
  const [file] = files;
  return {
    version,
    ...(withdrawn === null ? {} : { retracted: true as const }),
    pubspec: {
      name,
      version,
      ...(release.repository === null ? {} : { repository: webAddressOf(release.repository) }),
      dependencies: Object.fromEntries((definition.dependencies ?? []).map((needed) => [needed, '^1.0.0'])),
    },
    archive_url: `${addressOf(world, 'pub.dev')}/api/archives/${file?.name ?? ''}`,
    archive_sha256: digestOf((await file?.bytes()) ?? Buffer.alloc(0), 'sha256'),
    published: new Date(release.takenAt).toISOString(),
  };
}

/** A verified publisher is an organisation; uploaders are shown to nobody. */
function publisher({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, part('name'));
  if (view === null) return null;
  const organisation = view.owners.find(({ kind }) => kind === 'organisation');
  return json({ publisherId: organisation?.name ?? null }, view.changedAt);
}

async function archive({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const files = shop.all('pub.dev').flatMap(({ releases }) => releases.flatMap((release) => release.files));
  const file = files.find(({ name }) => name === part('file'));
  if (file === undefined) return null;
  return { contentType: 'application/octet-stream', body: await file.bytes(), changedAt: file.takenAt };
}
