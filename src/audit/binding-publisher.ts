import { comparedPath, type LastBuild, lastTrustedBuild } from '../controls/last-build.ts';
import { isSamePackage } from '../controls/own-packages.ts';
import type { Ledger } from '../types/ledger.ts';
import type { Report, ReportPublication } from '../types/report.ts';

/** What the registry is known to have accepted: the newest release by trusted publishing of one of the packages. */
export interface KnownPublisher extends LastBuild {
  readonly package: string;
  /** File name of the workflow that the registry compared. */
  readonly file: string;
}

/** From the releases of a report; null where none of them proves it. */
export function knownPublisher(publication: ReportPublication, report: KnownBy): KnownPublisher | null {
  const { registry } = publication;
  for (const ledger of ledgersOf(publication, report)) {
    const build = lastTrustedBuild({ ledger });
    if (build !== null) return { ...build, package: ledger.package, file: fileOf(comparedPath(registry, build)) };
  }
  return null;
}

type KnownBy = Pick<Report, 'publications' | 'releases'>;

/**
 * The packages that it names. One that names none may make any that nothing else here names, of those that point to this
 * repository.
 */
function ledgersOf({ registry, packages }: ReportPublication, { publications, releases }: KnownBy): readonly Ledger[] {
  const ledgers = releases.filter((ledger) => ledger.registry === registry);
  const isNamed = (ledger: Ledger, names: readonly string[]) =>
    names.some((name) => isSamePackage({ registry, name: ledger.package }, name));
  if (packages.length > 0) return ledgers.filter((ledger) => isNamed(ledger, packages));
  const others = publications.filter((each) => each.registry === registry).flatMap((each) => each.packages);
  return ledgers.filter(
    (ledger) => (ledger.link === 'proved' || ledger.link === 'claimed') && !isNamed(ledger, others),
  );
}

/** The name that registries know a workflow by. */
export function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
