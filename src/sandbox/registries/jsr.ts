import { createHash } from 'node:crypto';
import { digestOf } from './artifact.ts';
import { repositoryOf } from './builds.ts';
import { type Answer, type Asked, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, ReleaseView, Shop } from './shop.ts';

/** JSR: the registry's files under `main`, the management API under `api`. */
export const jsr: LocalRegistry = {
  service: 'jsr',
  usualFiles: () => ['mod.ts'],
  routes: [
    { base: 'main', path: /^\/(?<name>@[^/]+\/[^/]+)\/meta\.json$/, answer: meta },
    { base: 'main', path: /^\/(?<name>@[^/]+\/[^/]+)\/(?<version>[^/]+)_meta\.json$/, answer: manifest },
    { base: 'api', path: /^\/scopes\/(?<scope>[^/]+)\/packages\/(?<package>[^/]+)$/, answer: managed },
    {
      base: 'api',
      path: /^\/scopes\/(?<scope>[^/]+)\/packages\/(?<package>[^/]+)\/versions\/(?<version>[^/]+)$/,
      answer: managedVersion,
    },
  ],
};

function found(shop: Shop, name: string): PackageView | null {
  const view = shop.find('jsr', name);
  return view?.isHeld === false ? view : null;
}

function partsOf(name: string): { readonly scope: string; readonly name: string } {
  const [scope = '', bare = ''] = name.replace(/^@/, '').split('/');
  return { scope, name: bare };
}

function newestOf({ releases }: PackageView): string | null {
  return releases.findLast(({ withdrawn }) => withdrawn === null)?.version ?? null;
}

function meta({ part, accept }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, part('name'));
  if (view === null) return null;
  // Browsers are shown the package's page at the same address.
  if (accept.includes('text/html'))
    return { contentType: 'text/html', body: '<!DOCTYPE html>\n', changedAt: view.changedAt };
  const versions = view.releases.map((release) => [
    release.version,
    { createdAt: new Date(release.takenAt).toISOString(), ...(release.withdrawn === null ? {} : { yanked: true }) },
  ]);
  const document = {
    ...partsOf(view.name),
    latest: newestOf(view),
    ...linked(view),
    versions: Object.fromEntries(versions),
  };
  return json(document, view.changedAt);
}

/** The repository that the package is linked to. */
function linked(view: PackageView): { readonly githubRepository?: unknown } {
  const [owner, name] = repositoryOf(view.definition.repository ?? null)?.split('/') ?? [];
  return owner === undefined ? {} : { githubRepository: { owner, name } };
}

async function manifest({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('name'));
  const release = view?.releases.find(({ version }) => version === part('version'));
  if (view === null || release === undefined) return null;
  const entries = release.files.map(async (file) => {
    const bytes = await file.bytes();
    return [`/${file.name}`, { size: bytes.length, checksum: `sha256-${digestOf(bytes, 'sha256')}` }];
  });
  const files = Object.fromEntries(await Promise.all(entries));
  return json({ manifest: files, exports: { '.': './mod.ts' } }, release.takenAt);
}

function managed({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, `@${part('scope')}/${part('package')}`);
  if (view === null) return null;
  const document = {
    ...partsOf(view.name),
    ...linked(view),
    latestVersion: newestOf(view),
    createdAt: new Date(view.createdAt).toISOString(),
    updatedAt: new Date(view.changedAt).toISOString(),
  };
  return json(document, view.changedAt);
}

function managedVersion({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, `@${part('scope')}/${part('package')}`);
  const release = view?.releases.find(({ version }) => version === part('version'));
  if (view === null || release === undefined) return null;
  const { scope, name } = partsOf(view.name);
  const { person } = release.definition.by;
  const document = {
    scope,
    package: name,
    version: release.version,
    yanked: release.withdrawn !== null,
    rekorLogId: rekorEntryOf(view, release),
    user: person === undefined ? null : { id: person.name, name: person.name, githubId: null },
    createdAt: new Date(release.takenAt).toISOString(),
    updatedAt: new Date(release.takenAt).toISOString(),
  };
  return json(document, view.changedAt);
}

/** JSR gives no bundle, only the place in the log. */
function rekorEntryOf(view: PackageView, { version, files }: ReleaseView): string | null {
  if (!files.some(({ isAttested }) => isAttested)) return null;
  const entry = createHash('sha256').update(`${view.name} ${version}`).digest().readUInt32BE(0);
  return String(entry);
}
