import { digestOf } from './artifact.ts';
import { repositoryOf, webAddressOf } from './builds.ts';
import { type Answer, type Asked, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, ReleaseView, Shop } from './shop.ts';

/** Go's module proxy under `main`, and the checksum database under `sum`. Nobody publishes here: a tag is a release. */
export const go: LocalRegistry = {
  service: 'go',
  usualFiles: (_, version) => [`${version}.zip`],
  routes: [
    { base: 'main', path: /^\/(?<module>.+)\/@v\/list$/, answer: list },
    { base: 'main', path: /^\/(?<module>.+)\/@v\/(?<version>[^/]+)\.info$/, answer: info },
    { base: 'main', path: /^\/(?<module>.+)\/@v\/(?<version>[^/]+)\.mod$/, answer: modFile },
    { base: 'main', path: /^\/(?<module>.+)\/@v\/(?<version>[^/]+)\.zip$/, answer: archive },
    { base: 'main', path: /^\/(?<module>.+)\/@latest$/, answer: latest },
    { base: 'sum', path: /^\/lookup\/(?<module>.+)@(?<version>[^/@]+)$/, answer: lookup },
  ],
};

/** In addresses, a capital is an exclamation mark and the small letter. */
const unescaped = (text: string): string => text.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());

function found(shop: Shop, module: string): PackageView | null {
  const view = shop.find('go', unescaped(module));
  return view?.isHeld === false ? view : null;
}

interface Version {
  readonly view: PackageView;
  readonly release: ReleaseView;
}

function versionOf({ part }: Asked, shop: Shop): Version | null {
  const view = found(shop, part('module'));
  const release = view?.releases.find(({ version }) => version === unescaped(part('version')));
  return view === null || release === undefined ? null : { view, release };
}

/** Prereleases stand in the list, as every tag that is a version does. */
function list({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, part('module'));
  if (view === null) return null;
  const body = view.releases.map(({ version }) => `${version}\n`).join('');
  return { contentType: 'text/plain; charset=utf-8', body, changedAt: view.changedAt };
}

function info(asked: Asked, world: RegistryWorld): Answer | null {
  const version = versionOf(asked, world.shop);
  return version && json(infoOf(version, world), version.release.takenAt);
}

function latest({ part }: Asked, world: RegistryWorld): Answer | null {
  const view = found(world.shop, part('module'));
  const release =
    view?.releases.findLast(({ version, withdrawn }) => !version.includes('-') && withdrawn === null) ??
    view?.releases.at(-1);
  return view === null || release === undefined ? null : json(infoOf({ view, release }, world), view.changedAt);
}

function infoOf({ release }: Version, { builds }: RegistryWorld): unknown {
  const home = repositoryOf(release.repository);
  return {
    Version: release.version,
    // The commit's time, which its author chooses; not when the proxy first saw it.
    Time: `${new Date(release.takenAt).toISOString().slice(0, 19)}Z`,
    ...(release.repository === null
      ? {}
      : {
          Origin: {
            VCS: 'git',
            URL: webAddressOf(release.repository),
            Hash: release.claimed()?.commit ?? builds.commit(home, release.version),
            Ref: `refs/tags/${release.version}`,
          },
        }),
  };
}

function goMod({ view, release }: Version): string {
  const needed = (release.definition.dependencies ?? []).map((module) => `require ${module} v1.0.0\n`);
  // The newest version tells which ones its author has taken back.
  const retracted = view.releases
    .filter(({ withdrawn }) => release === view.releases.at(-1) && withdrawn !== null)
    .map(({ version, withdrawn }) => `retract ${version} // ${withdrawn?.reason ?? 'retracted'}\n`);
  return `module ${view.name}\n\ngo 1.24\n${needed.join('')}${retracted.join('')}`;
}

function modFile(asked: Asked, { shop }: RegistryWorld): Answer | null {
  const version = versionOf(asked, shop);
  return version && { contentType: 'text/plain', body: goMod(version), changedAt: version.release.takenAt };
}

async function archive(asked: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const [file] = versionOf(asked, shop)?.release.files ?? [];
  if (file === undefined) return null;
  return { contentType: 'application/zip', body: await file.bytes(), changedAt: file.takenAt };
}

/** A record of the log and a tree head whose signature nobody can check. */
async function lookup(asked: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const version = versionOf(asked, shop);
  if (version === null) return null;
  const { view, release } = version;
  const sumOf = (bytes: Buffer): string => `h1:${digestOf(bytes, 'sha256', 'base64')}`;
  const record = Math.floor(release.takenAt / 1000);
  const lines = [
    String(record),
    `${view.name} ${release.version} ${sumOf((await release.files[0]?.bytes()) ?? Buffer.alloc(0))}`,
    `${view.name} ${release.version}/go.mod ${sumOf(Buffer.from(goMod(version)))}`,
    '',
    'go.sum database tree',
    String(record + 1),
    digestOf(Buffer.from(String(record)), 'sha256', 'base64'),
    '',
    `— sum.sandbox.test ${Buffer.from('unsigned').toString('base64')}`,
    '',
  ];
  return { contentType: 'text/plain; charset=utf-8', body: lines.join('\n'), changedAt: null };
}
