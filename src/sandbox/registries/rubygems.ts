import { digestOf } from './artifact.ts';
import { webAddressOf } from './builds.ts';
import { type Answer, type Asked, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, ReleaseView, Shop } from './shop.ts';
import type { StockFile } from './stock.ts';

const gem = String.raw`(?<name>[^/]+)`;

/** RubyGems.org: versions by platform, owners, attestations, and the compact index. */
export const rubygems: LocalRegistry = {
  service: 'rubygems',
  usualFiles: (name, version) => [`${name}-${version}.gem`],
  routes: [
    { base: 'main', path: new RegExp(`^/api/v1/versions/${gem}\\.json$`), answer: versions },
    { base: 'main', path: new RegExp(`^/api/v1/gems/${gem}/owners\\.json$`), answer: owners },
    { base: 'main', path: new RegExp(`^/api/v1/gems/${gem}\\.json$`), answer: newest },
    { base: 'main', path: new RegExp(`^/api/v1/owners/(?<handle>[^/]+)/gems\\.json$`), answer: ownedBy },
    { base: 'main', path: new RegExp(`^/api/v2/rubygems/${gem}/versions/(?<version>[^/]+)\\.json$`), answer: one },
    { base: 'main', path: /^\/api\/v1\/attestations\/(?<file>[^/]+)\.json$/, answer: attestations },
    { base: 'main', path: /^\/api\/v1\/timeframe_versions\.json$/, answer: timeframe },
    { base: 'main', path: new RegExp(`^/info/${gem}$`), answer: info },
    { base: 'main', path: /^\/gems\/(?<file>[^/]+\.gem)$/, answer: download },
  ],
};

interface Listed {
  readonly view: PackageView;
  readonly release: ReleaseView;
  readonly file: StockFile;
}

function found(shop: Shop, name: string): PackageView | null {
  const view = shop.find('rubygems', name);
  return view?.isHeld === false ? view : null;
}

/** Newest first. What is yanked is not listed. */
function listed(view: PackageView): readonly Listed[] {
  return view.releases
    .filter(({ withdrawn }) => withdrawn === null)
    .flatMap((release) => release.files.map((file) => ({ view, release, file })))
    .toReversed();
}

/** `ruby` of `demo-1.2.3.gem`, `x86_64-linux` of `demo-1.2.3-x86_64-linux.gem`. */
function platformOf({ view, release, file }: Listed): string {
  const rest = file.name.slice(`${view.name}-${release.version}`.length).replace(/\.gem$/, '');
  return rest.startsWith('-') ? rest.slice(1) : 'ruby';
}

async function document(each: Listed): Promise<Readonly<Record<string, unknown>>> {
  const { view, release, file } = each;
  const link = release.repository === null ? null : webAddressOf(release.repository);
  return {
    authors: view.owners.map(({ name }) => name).join(', '),
    built_at: new Date(file.takenAt).toISOString(),
    created_at: new Date(file.takenAt).toISOString(),
    description: '',
    metadata: {
      ...(link === null ? {} : { source_code_uri: link }),
      ...(view.definition.twoFactorRequired === true ? { rubygems_mfa_required: 'true' } : {}),
    },
    number: release.version,
    platform: platformOf(each),
    prerelease: /[a-z]/i.test(release.version),
    sha: digestOf(await file.bytes(), 'sha256'),
  };
}

async function versions({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('name'));
  return view && json(await Promise.all(listed(view).map(document)), view.changedAt);
}

async function newest({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('name'));
  const [first] = view === null ? [] : listed(view);
  if (view === null || first === undefined) return null;
  return json(await wholeDocument(first), view.changedAt);
}

async function one({ part, query }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('name'));
  const platform = query.get('platform') ?? 'ruby';
  const each = (view === null ? [] : listed(view)).find(
    (candidate) => candidate.release.version === part('version') && platformOf(candidate) === platform,
  );
  if (view === null || each === undefined) return null;
  return json(await wholeDocument(each), view.changedAt);
}

async function wholeDocument(each: Listed): Promise<unknown> {
  const { number, created_at, ...rest } = await document(each);
  return {
    ...rest,
    name: each.view.name,
    version: number,
    version_created_at: created_at,
    yanked: false,
    source_code_uri: each.release.repository === null ? null : webAddressOf(each.release.repository),
  };
}

function owners({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const view = found(shop, part('name'));
  if (view === null) return null;
  const all = view.owners.map(({ name, role }, index) => ({ id: index + 1, handle: name, role: role ?? 'owner' }));
  return json(all, view.changedAt);
}

async function ownedBy({ part }: Asked, { shop }: RegistryWorld): Promise<Answer> {
  const views = shop
    .all('rubygems')
    .filter((view) => !view.isHeld && view.owners.some(({ name }) => name === part('handle')));
  return json(await Promise.all(views.flatMap((view) => listed(view).slice(0, 1)).map(wholeDocument)), null);
}

async function attestations({ part }: Asked, { shop, evidence }: RegistryWorld): Promise<Answer | null> {
  const all = shop.all('rubygems').flatMap((view) => (view.isHeld ? [] : listed(view)));
  const each = all.find(({ file }) => file.name === `${part('file')}.gem`);
  if (each === undefined) return null;
  const build = each.file.isAttested ? each.file.build() : null;
  return json(build === null ? [] : [await evidence.signature(each.file, build)], each.view.changedAt);
}

const perPage = 30;

async function timeframe({ query }: Asked, { shop }: RegistryWorld): Promise<Answer> {
  const from = Date.parse(query.get('from') ?? '');
  const to = Date.parse(query.get('to') ?? '');
  const page = Number(query.get('page') ?? 1) || 1;
  const within = shop
    .all('rubygems')
    .flatMap((view) => (view.isHeld ? [] : listed(view)))
    .filter(({ file }) => file.shownAt >= from && file.shownAt <= to)
    .toSorted((a, b) => a.file.shownAt - b.file.shownAt);
  return json(await Promise.all(within.slice((page - 1) * perPage, page * perPage).map(wholeDocument)), null);
}

async function info({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('name'));
  if (view === null) return null;
  const lines = await Promise.all(
    listed(view)
      .toReversed()
      .map(async (each) => {
        const platform = platformOf(each);
        const version = `${each.release.version}${platform === 'ruby' ? '' : `-${platform}`}`;
        const created = `${new Date(each.file.takenAt).toISOString().slice(0, 19)}Z`;
        return `${version} |checksum:${digestOf(await each.file.bytes(), 'sha256')},created_at:${created}`;
      }),
  );
  return { contentType: 'text/plain', body: `---\n${lines.join('\n')}\n`, changedAt: view.changedAt };
}

async function download({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const all = shop.all('rubygems').flatMap((view) => (view.isHeld ? [] : listed(view)));
  const file = all.find((each) => each.file.name === part('file'))?.file;
  if (file === undefined) return null;
  return { contentType: 'application/octet-stream', body: await file.bytes(), changedAt: file.takenAt };
}
