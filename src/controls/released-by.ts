import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy, ReleaseIntent } from '../policy/policy.ts';
import type { Publication } from '../publishing/publication.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Evidence } from './control.ts';
import { listedCode } from './job-words.ts';
import { packagesOf } from './own-packages.ts';
import { type ReleaseWay, releaseWayOf, trustedWords } from './release-way.ts';

/** One package of a publication and how its newest releases came. */
export interface Released {
  readonly about: PackageEvidence;
  readonly way: ReleaseWay;
}

/** How the packages of a publication came, those left out of which the policy says that people publish them. */
export function releasedBy(publication: Publication, evidence: Evidence, policy: Policy): readonly Released[] {
  return packagesOf(publication, evidence)
    .filter(({ registry, name }) => !isByHand(intentFor(registry, name, policy)))
    .map((about) => ({ about, way: releaseWayOf(about) }));
}

/**
 * The releases that show that a publication uses trusted publishing: those of all its packages, made by one of its own
 * workflows where that is known. Null where one of them came otherwise, or cannot be judged.
 */
export function shownTrusted(publication: Publication, released: readonly Released[]): readonly Trusted[] | null {
  const trusted = released.flatMap(({ about, way }) => (way.kind === 'trusted' ? [{ about, way }] : []));
  const isWhole = trusted.length > 0 && trusted.length === released.length;
  return isWhole && trusted.every(({ way }) => isMadeBy(publication, way)) ? trusted : null;
}

export interface Trusted {
  readonly about: PackageEvidence;
  readonly way: Extract<ReleaseWay, { kind: 'trusted' }>;
}

/** ``the last 3 releases came by trusted publishing``; of several packages the names. */
export function trustedSentence(trusted: readonly Trusted[]): string {
  const [only, ...others] = trusted;
  if (only !== undefined && others.length === 0) return trustedWords(only.way);
  return `the newest releases of ${listedCode(trusted.map(({ about }) => about.name))} came by trusted publishing`;
}

/** How a package's releases are meant to be made, as the policy declares it. */
export function intentFor(registry: RegistryId, name: string, policy: Policy): ReleaseIntent | null {
  const own = policy.packages.get(name);
  return own !== undefined && (own.registry ?? registry) === registry
    ? (own.release ?? policy.release)
    : policy.release;
}

export function isByHand(intent: ReleaseIntent | null): intent is 'local-2fa' | 'manual' {
  return intent === 'local-2fa' || intent === 'manual';
}

function isMadeBy({ site }: Publication, { rows }: Trusted['way']): boolean {
  const known = rows.flatMap(({ workflow }) => workflow ?? []);
  if (site === null || known.length === 0) return true;
  const own = [site.workflow.path, ...site.callers.flatMap((chain) => chain.map(({ workflow }) => workflow.path))];
  return known.some((path) => own.includes(path));
}
