import { digestOf } from './artifact.ts';
import { webAddressOf } from './builds.ts';
import { type Answer, type Asked, addressOf, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, Shop } from './shop.ts';

/** Hex.pm's API, which names the publisher of each release. */
export const hex: LocalRegistry = {
  service: 'hex',
  usualFiles: (name, version) => [`${name}-${version}.tar`],
  routes: [
    { base: 'main', path: /^\/api\/packages\/(?<name>[^/]+)$/, answer: project },
    { base: 'main', path: /^\/api\/packages\/(?<name>[^/]+)\/releases\/(?<version>[^/]+)$/, answer: release },
  ],
};

function found(shop: Shop, name: string): PackageView | null {
  const view = shop.find('hex', name);
  return view?.isHeld === false ? view : null;
}

const isoOf = (time: number): string => new Date(time).toISOString().replace('Z', '000Z');

const userOf = (username: string) => ({ username, email: null, url: `https://hex.pm/api/users/${username}` });

const reasons = ['other', 'invalid', 'security', 'deprecated', 'renamed'];

/** Hex knows five reasons; any other text is the message of `other`. */
function retirementOf({ reason = '' }: { readonly reason?: string }) {
  return reasons.includes(reason) ? { reason, message: null } : { reason: 'other', message: reason };
}

function project({ part }: Asked, world: RegistryWorld): Answer | null {
  const view = found(world.shop, part('name'));
  if (view === null) return null;
  const served = view.releases.toReversed();
  const link = served[0]?.repository ?? null;
  const retired = served.flatMap(({ version, withdrawn }) =>
    withdrawn === null ? [] : [[version, retirementOf(withdrawn)] as const],
  );
  const document = {
    name: view.name,
    repository: 'hexpm',
    inserted_at: isoOf(view.createdAt),
    updated_at: isoOf(view.changedAt),
    latest_version: served[0]?.version ?? null,
    latest_stable_version: served.find(({ version }) => !version.includes('-'))?.version ?? null,
    meta: { description: '', licenses: [], links: link === null ? {} : { GitHub: webAddressOf(link) } },
    owners: view.owners.map(({ name }) => userOf(name)),
    releases: served.map(({ version, takenAt }) => ({
      version,
      has_docs: false,
      inserted_at: isoOf(takenAt),
      url: `${addressOf(world, 'hex')}/api/packages/${view.name}/releases/${version}`,
    })),
    retirements: Object.fromEntries(retired),
  };
  return json(document, view.changedAt);
}

async function release({ part }: Asked, { shop }: RegistryWorld): Promise<Answer | null> {
  const view = found(shop, part('name'));
  const served = view?.releases.find(({ version }) => version === part('version'));
  if (view === null || served === undefined) return null;
  const { definition, withdrawn, takenAt, files } = served;
  const needed = (definition.dependencies ?? []).map((name) => [name, { requirement: '~> 1.0', optional: false }]);
  const document = {
    version: served.version,
    checksum: digestOf((await files[0]?.bytes()) ?? Buffer.alloc(0), 'sha256'),
    inserted_at: isoOf(takenAt),
    updated_at: isoOf(takenAt),
    publisher: definition.by.person === undefined ? null : userOf(definition.by.person.name),
    requirements: Object.fromEntries(needed),
    retirement: withdrawn === null ? null : retirementOf(withdrawn),
  };
  return json(document, view.changedAt);
}
