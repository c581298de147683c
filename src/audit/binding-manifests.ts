import { comparedClaims } from '../controls/binding-claims.ts';
import type { Report, ReportPublication } from '../types/report.ts';
import { type Break, packageBreak } from './binding-breaks.ts';

/**
 * Packages that get another name in their manifest, on registries that something here publishes to by trusted publishing
 * without a file that tells what: it takes what was built.
 */
export function renamedManifests(
  base: Report,
  head: Report,
): readonly { readonly publication: ReportPublication; readonly broken: Break }[] {
  return [...Map.groupBy(head.publications, ({ registry }) => registry)].flatMap(
    ([registry, [publication, ...others]]) => {
      if (publication === undefined || others.length > 0 || comparedClaims[registry]?.perPackage !== true) return [];
      if (publication.auth !== 'trusted-publishing' || publication.packages.length > 0) return [];
      return renamed(base, head)
        .filter((each) => each.registry === registry)
        .map(({ before, after }) => ({ publication, broken: packageBreak(publication, [before], [after], head) }));
    },
  );
}

/** Manifests that describe one package on either side, each time another one that is nowhere else. */
function renamed(base: Report, head: Report) {
  const [before, after] = [byManifest(base), byManifest(head)];
  const [known, still] = [namesOf(base.packages), namesOf(head.packages)];
  const released = namesOf(head.releases.map((ledger) => ({ registry: ledger.registry, name: ledger.package })));
  return [...after].flatMap(([manifest, [now, ...others]]) => {
    const [old, ...more] = before.get(manifest) ?? [];
    if (now === undefined || old === undefined || others.length + more.length > 0) return [];
    const isNew = !known.has(keyOf(now)) && !released.has(keyOf(now)) && !still.has(keyOf(old));
    return isNew ? [{ registry: now.registry, before: old.name, after: now.name }] : [];
  });
}

type Named = Pick<Report['packages'][number], 'registry' | 'name'>;

function byManifest({ packages }: Report): ReadonlyMap<string, readonly Named[]> {
  return Map.groupBy(packages, ({ registry, manifest }) => JSON.stringify([registry, manifest]));
}

function namesOf(packages: readonly Named[]): ReadonlySet<string> {
  return new Set(packages.map(keyOf));
}

function keyOf({ registry, name }: Named): string {
  return JSON.stringify([registry, name]);
}
