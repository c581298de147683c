import type { Ledger, LedgerRow } from '../../types/ledger.ts';

/** Rows as they are shown, newest first, and how many of the package's releases are not among them. */
export interface Chosen {
  readonly rows: readonly LedgerRow[];
  /** Older releases that the ledger has and that are not shown. */
  readonly hidden: number;
  /** Older releases that the ledger itself leaves out. */
  readonly omitted: number;
}

/** The newest rows, and every older one in which something does not fit: a signal is never cut away. */
export function chooseRows({ rows, omitted }: Pick<Ledger, 'rows' | 'omitted'>, newest: number): Chosen {
  const chosen = rows.filter(({ signals }, index) => index < newest || signals.length > 0);
  return { rows: chosen, hidden: rows.length - chosen.length, omitted };
}
