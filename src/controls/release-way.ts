import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { isGrave } from '../types/severity.ts';
import { standingRows } from './package-answers.ts';

/** How the newest releases of a package came, as far as its registry shows it. */
export type ReleaseWay =
  /** By trusted publishing: `rows`, newest first, as many of the last five as did without a break. */
  | { readonly kind: 'trusted'; readonly rows: readonly LedgerRow[]; readonly before: LedgerRow | null }
  /** By an account: with a token or by hand. */
  | { readonly kind: 'account'; readonly row: LedgerRow }
  /** By an account, before the registry had trusted publishing at all. */
  | { readonly kind: 'too-old'; readonly row: LedgerRow; readonly since: string }
  /** The registry does not tell it of the newest release. */
  | { readonly kind: 'untold'; readonly row: LedgerRow }
  /** There is no release to look at, or it could not be seen. */
  | { readonly kind: 'unseen' };

/** The newest release decides; older ones say only how long it has been so. */
export function releaseWayOf(about: PackageEvidence): ReleaseWay {
  const rows = standingRows(about);
  const [newest] = rows;
  if (newest === undefined) return { kind: 'unseen' };
  if (isTrusted(newest)) {
    const end = rows.findIndex((row) => !isTrusted(row));
    const before = rows[end];
    return {
      kind: 'trusted',
      rows: end === -1 ? rows : rows.slice(0, end),
      before: before !== undefined && isByAccount(before) ? before : null,
    };
  }
  if (!isByAccount(newest)) return { kind: 'untold', row: newest };
  const since = offeredSince[about.registry];
  return since !== undefined && newest.publishedAt !== null && newest.publishedAt < since
    ? { kind: 'too-old', row: newest, since }
    : { kind: 'account', row: newest };
}

/** ``the last 3 releases came by trusted publishing``, and what came before them. */
export function trustedWords({ rows, before }: Extract<ReleaseWay, { kind: 'trusted' }>): string {
  const [newest] = rows;
  const what = rows.length === 1 && newest !== undefined ? releaseWords(newest) : `the last ${rows.length} releases`;
  const earlier = before === null ? '' : `; ${releaseWords(before)} before was published by ${accountOf(before)}`;
  return `${what} came by trusted publishing${earlier}`;
}

/** `` `1.4.0` of 2026-05-03 was published by `ada`, with a token or by hand``. */
export function accountWords(row: LedgerRow): string {
  const how = row.rank === 'provenance' ? 'with a token, in a workflow' : 'with a token or by hand';
  return `${releaseWords(row)} was published by ${accountOf(row)}, ${how}`;
}

/** `` `1.4.0` of 2026-05-03``. */
export function releaseWords({ version, publishedAt }: LedgerRow): string {
  return publishedAt === null ? codeWords(version) : `${codeWords(version)} of ${publishedAt.slice(0, 10)}`;
}

function accountOf({ by }: LedgerRow): string {
  return by ?? 'an account';
}

function isTrusted({ rank }: LedgerRow): boolean {
  return rank === 'trusted-publishing' || rank === 'staged';
}

/** Provenance without a trusted publisher's mark was made by a workflow that had a token. */
function isByAccount({ rank, by }: LedgerRow): boolean {
  return rank === 'none' || (rank === 'provenance' && by !== null);
}

/** ISO 8601 days from which registries that name the account of a release offer trusted publishing. */
const offeredSince: { readonly [registry in RegistryId]?: string } = {
  npm: '2025-07-31',
  'crates.io': '2025-07-11',
};

/** Something grave does not fit about a release: it may be an attack that goes on, and is not told in public. */
export function isAlarming({ signals }: LedgerRow): boolean {
  return signals.some(({ severity }) => isGrave(severity));
}
