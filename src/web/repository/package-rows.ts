import { postureOf } from '../../reports/posture.ts';
import type { LedgerRow } from '../../types/ledger.ts';
import type { PublishedHow } from '../../types/posture.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import type { Report } from '../../types/report.ts';

/** A package that the repository publishes, in one line. */
export interface PackageRow {
  readonly registry: RegistryId;
  /** As the registry spells it. */
  readonly name: string;
  readonly how: PublishedHow;
  /** Null where no release is known. */
  readonly last: Pick<LedgerRow, 'version' | 'publishedAt' | 'rank' | 'withdrawn'> | null;
  /** Of its releases and of the package as a whole. */
  readonly signals: number;
}

/** The packages of a report that have a name, those with signals first. */
export function packageRows(report: Report): readonly PackageRow[] {
  return postureOf(report, { badge: false, visibility: 'private' })
    .packages.filter(({ name }) => name !== '')
    .map(({ registry, name, how }): PackageRow => {
      const ledger = report.releases.find((each) => each.registry === registry && each.package === name);
      const rows = ledger?.rows ?? [];
      const signals = [...rows.flatMap((row) => row.signals), ...(ledger?.signals ?? [])];
      return { registry, name, how, last: rows[0] ?? null, signals: signals.length };
    })
    .toSorted((a, b) => b.signals - a.signals);
}
