import type { LedgerRow } from '../../types/ledger.ts';

/** The releases of one page. */
export interface ChosenVersions {
  readonly rows: readonly LedgerRow[];
  /** That is asked for by its version. */
  readonly opened: string | null;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** Only those with something that does not fit. */
  readonly isOnlySignals: boolean;
}

const onePage = 15;

/** The page of releases that the address asks for: by `?version=`, by `?page=`, or the newest ones; `?signals=1` those with signals. */
export function chosenVersions(all: readonly LedgerRow[], asked: URLSearchParams): ChosenVersions {
  const isOnlySignals = asked.get('signals') === '1';
  const rows = isOnlySignals ? all.filter(({ signals }) => signals.length > 0) : all;
  const pages = Math.max(1, Math.ceil(rows.length / onePage));
  const at = rows.findIndex(({ version }) => version === asked.get('version'));
  const page = at >= 0 ? Math.floor(at / onePage) + 1 : within(Number(asked.get('page') ?? '1'), pages);
  return {
    rows: rows.slice((page - 1) * onePage, page * onePage),
    opened: rows[at]?.version ?? null,
    page,
    pages,
    isOnlySignals,
  };
}

function within(page: number, pages: number): number {
  return Number.isSafeInteger(page) ? Math.min(Math.max(1, page), pages) : 1;
}
