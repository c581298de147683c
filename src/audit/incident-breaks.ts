import type { LedgerRow, Signal } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { compareSeverity } from '../types/severity.ts';

/** A release that did not come from where it should: what stands at or above high, and can no more be taken back by itself. */
export interface Break {
  readonly version: string;
  readonly signals: readonly Signal[];
}

/**
 * The breaks that are news: releases of the last seven days, and those that the look before had not seen, however old
 * they say they are. What was there before Mintmark first looked is a finding of the audit, and no incident.
 *
 * @param before null where this is the first look, or where the one before has seen nothing
 */
export function breaksIn({ ledger }: PackageEvidence, before: PackageEvidence | null, now: number): readonly Break[] {
  if (ledger === null) return [];
  const known = before === null ? null : versionsIn(before);
  return ledger.rows.flatMap((row) => {
    const signals = standing(row);
    const isNews = isRecent(row, now) || (known !== null && !known.has(row.version));
    return signals.length > 0 && isNews ? [{ version: row.version, signals }] : [];
  });
}

/** Signals at or above high that later evidence is not expected to take back. */
export function standing({ signals }: Pick<LedgerRow, 'signals'>): readonly Signal[] {
  return signals.filter((signal) => isGrave(signal) && !signal.provisional);
}

export function isGrave({ severity }: Pick<Signal, 'severity'>): boolean {
  return compareSeverity(severity, 'high') <= 0;
}

const recent = 7 * 24 * 60 * 60 * 1000;

/** A time that lies ahead is a registry's mistake or somebody's lie, and makes the release no older. */
function isRecent({ publishedAt }: LedgerRow, now: number): boolean {
  return publishedAt !== null && now - Date.parse(publishedAt) <= recent;
}

/** Null where the look saw nothing: then nothing can be called new by it. */
function versionsIn({ history, ledger }: PackageEvidence): ReadonlySet<string> | null {
  if (history.state !== 'seen') return null;
  const { releases, vanished } = history.value;
  return new Set([...releases, ...vanished, ...(ledger?.rows ?? [])].map(({ version }) => version));
}
