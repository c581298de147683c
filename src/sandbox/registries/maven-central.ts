import { digestOf } from './artifact.ts';
import { webAddressOf } from './builds.ts';
import { xml } from './feed.ts';
import type { Answer, Asked, LocalRegistry, RegistryWorld } from './local-registry.ts';
import type { PackageView, ReleaseView, Shop } from './shop.ts';
import { detachedSignature } from './signing-keys.ts';

/** Maven Central: a folder for each version, with a description, signatures and checksums beside each file. */
export const mavenCentral: LocalRegistry = {
  service: 'maven-central',
  usualFiles: (name, version) => [`${coordinatesOf(name).artifact}-${version}.jar`],
  routes: [
    { base: 'main', path: /^\/(?<folder>[^?]+)\/maven-metadata\.xml$/, answer: metadata },
    { base: 'main', path: /^\/(?<folder>[^?]+)\/(?<version>[^/]+)\/$/, answer: listing },
    { base: 'main', path: /^\/(?<folder>[^?]+)\/(?<version>[^/]+)\/(?<file>[^/]+)$/, answer: document },
  ],
};

function coordinatesOf(name: string): { readonly group: string; readonly artifact: string } {
  const [group = '', artifact = ''] = name.split(':');
  return { group, artifact };
}

/** `org/example/library` is `org.example:library`. */
function found(shop: Shop, folder: string): PackageView | null {
  const parts = folder.split('/');
  const view = shop.find('maven-central', `${parts.slice(0, -1).join('.')}:${parts.at(-1)}`);
  return view?.isHeld === false ? view : null;
}

function metadata({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, part('folder'));
  if (view === null) return null;
  const { group, artifact } = coordinatesOf(view.name);
  const versions = view.releases.map(({ version }) => version);
  const released = versions.filter((version) => !version.endsWith('-SNAPSHOT'));
  const lastUpdated = new Date(view.changedAt).toISOString().replace(/\D/g, '').slice(0, 14);
  const versioning = {
    latest: versions.at(-1) ?? '',
    release: released.at(-1) ?? '',
    versions: { version: versions },
    lastUpdated,
  };
  const body = xml({ metadata: { groupId: group, artifactId: artifact, versioning } });
  return { contentType: 'text/xml', body, changedAt: view.changedAt };
}

interface Served {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly at: number;
}

async function document({ part }: Asked, world: RegistryWorld): Promise<Answer | null> {
  const view = found(world.shop, part('folder'));
  const release = view?.releases.find(({ version }) => version === part('version'));
  if (view === null || release === undefined) return null;
  const served = await serve(part('file'), view, release, world);
  return served === null ? null : { contentType: served.contentType, body: served.bytes, changedAt: served.at };
}

/** Endings that stand for something about the file before them. */
const about: readonly {
  readonly ending: string;
  make(file: string, view: PackageView, release: ReleaseView, world: RegistryWorld): Promise<Served | null>;
}[] = [
  ...(['sha1', 'sha256', 'sha512'] as const).map((algorithm) => ({
    ending: `.${algorithm}`,
    make: async (file: string, view: PackageView, release: ReleaseView, world: RegistryWorld) => {
      const served = await serve(file, view, release, world);
      return served && text(digestOf(served.bytes, algorithm), served.at);
    },
  })),
  {
    ending: '.asc',
    make: async (file, view, release, world) => {
      const served = await serve(file, view, release, world);
      const signer = release.definition.signingKey ?? 'maintainer';
      return served && text(await detachedSignature(signer, served.bytes, new Date(served.at)), served.at);
    },
  },
  {
    ending: '.sigstore.json',
    make: async (file, _view, release, { evidence }) => {
      const signed = release.files.find(({ name, isAttested }) => name === file && isAttested);
      const build = signed?.build() ?? null;
      if (signed === undefined || build === null) return null;
      const bytes = Buffer.from(JSON.stringify(await evidence.signature(signed, build)));
      return { bytes, contentType: 'application/json', at: signed.takenAt };
    },
  },
];

const text = (content: string, at: number): Served => ({ bytes: Buffer.from(content), contentType: 'text/plain', at });

async function serve(
  file: string,
  view: PackageView,
  release: ReleaseView,
  world: RegistryWorld,
): Promise<Served | null> {
  const extra = about.find(({ ending }) => file.endsWith(ending));
  if (extra !== undefined) return extra.make(file.slice(0, -extra.ending.length), view, release, world);
  if (file === pomName(view, release))
    return { bytes: Buffer.from(pom(view, release)), contentType: 'text/xml', at: release.takenAt };
  const listed = release.files.find(({ name }) => name === file);
  return listed === undefined
    ? null
    : { bytes: await listed.bytes(), contentType: 'application/java-archive', at: listed.takenAt };
}

const pomName = (view: PackageView, { version }: ReleaseView): string =>
  `${coordinatesOf(view.name).artifact}-${version}.pom`;

function pom(view: PackageView, { version, repository, definition }: ReleaseView): string {
  const { group, artifact } = coordinatesOf(view.name);
  const url = repository === null ? null : webAddressOf(repository);
  const dependency = (definition.dependencies ?? []).map((name) => {
    const needed = coordinatesOf(name);
    return { groupId: needed.group, artifactId: needed.artifact, version: '1.0.0' };
  });
  return xml({
    project: {
      '@xmlns': 'http://maven.apache.org/POM/4.0.0',
      modelVersion: '4.0.0',
      groupId: group,
      artifactId: artifact,
      version,
      ...(url === null ? {} : { scm: { connection: `scm:git:${url}.git`, tag: `v${version}`, url } }),
      ...(dependency.length === 0 ? {} : { dependencies: { dependency } }),
    },
  });
}

function listing({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, part('folder'));
  const release = view?.releases.find(({ version }) => version === part('version'));
  if (view === null || release === undefined) return null;
  const names = [...release.files.map(({ name }) => name), pomName(view, release)];
  const attested = release.files.filter(({ isAttested }) => isAttested).map(({ name }) => `${name}.sigstore.json`);
  const links = [...names.flatMap((name) => [name, `${name}.asc`, `${name}.sha1`]), ...attested]
    .toSorted()
    .map((name) => `<a href="${encodeURI(name)}">${encodeURI(name)}</a>`);
  return { contentType: 'text/html', body: `<pre>\n${links.join('\n')}\n</pre>\n`, changedAt: release.takenAt };
}
