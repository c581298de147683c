import { z } from 'zod';
import { type Lockfile, lockedPackages, type Manifest, nameAt } from './lockfile.ts';

const component = z.looseObject({
  'bom-ref': z.string(),
  name: z.string(),
  version: z.string(),
  purl: z.string(),
  hashes: z.array(z.object({ alg: z.string(), content: z.string() })).default([]),
});

/** A CycloneDX document as npm writes it. */
export const billSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});

export type Bill = z.infer<typeof billSchema>;

/**
 * The part of a project's whole bill that the published package depends on. npm's own `--omit dev` leaves out whatever
 * development needs, too; and it names the project after its folder.
 */
export function billOfPublished(bill: Bill, lockfile: Lockfile, manifest: Manifest): Bill {
  const published = productionOf(lockfile, manifest);
  const own = bill.metadata.component;
  return {
    ...bill,
    metadata: { ...bill.metadata, component: { ...own, name: manifest.name } },
    components: bill.components.filter((each) => published.has(each['bom-ref'])),
    dependencies: bill.dependencies
      .filter(({ ref }) => ref === own['bom-ref'] || published.has(ref))
      .map((each) => ({ ...each, dependsOn: each.dependsOn.filter((ref) => published.has(ref)) })),
  };
}

/** Where a bill and what is locked for production differ: each dependency has to be there by name, version, purl and hash. */
export function billProblems(bill: Bill, lockfile: Lockfile, manifest: Manifest): readonly string[] {
  const listed = new Map(bill.components.map((each) => [each['bom-ref'], each]));
  const locked = productionOf(lockfile, manifest);
  const own = bill.metadata.component;
  return [
    ...(own.name === manifest.name && own.version === manifest.version && own.purl === purlOf(own.name, own.version)
      ? []
      : [`the bill is of ${own.purl}, not of ${purlOf(manifest.name, manifest.version)}`]),
    ...[...locked].flatMap(([id, { purl, integrity }]) => {
      const found = listed.get(id);
      if (found === undefined) return [`${id} is locked and not in the bill`];
      if (found.purl !== purl) return [`${id} is in the bill as ${found.purl}`];
      return found.hashes.some(({ alg, content }) => alg === 'SHA-512' && content === hexOf(integrity))
        ? []
        : [`${id} is in the bill with another hash than in the lockfile`];
    }),
    ...[...listed.keys()].filter((id) => !locked.has(id)).map((id) => `${id} is in the bill and not locked`),
  ];
}

/**
 * What is locked for production, by `name@version`. The Node that a checkout brings for development is no part of it:
 * the published package does not ask for it.
 */
function productionOf(
  lockfile: Lockfile,
  manifest: Manifest,
): ReadonlyMap<string, { readonly purl: string; readonly integrity: string }> {
  return new Map(
    lockedPackages(lockfile).flatMap(([path, { dev, version = '', integrity = '' }]) => {
      const name = nameAt(path);
      const isLeftOut = dev || name in manifest.optionalDependencies;
      return isLeftOut ? [] : [[`${name}@${version}`, { purl: purlOf(name, version), integrity }] as const];
    }),
  );
}

function purlOf(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function hexOf(integrity: string): string {
  return Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
}
