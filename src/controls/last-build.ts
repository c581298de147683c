import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Publication } from '../publishing/publication.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { comparedClaims } from './binding-claims.ts';
import { standingRows } from './package-answers.ts';
import { mostJudged } from './signal-tellers.ts';

/** A release of which it is proved which workflow of this repository built it. */
export interface LastBuild {
  readonly row: LedgerRow;
  /** `.github/workflows/release.yml`: the workflow that was started. */
  readonly workflow: string;
}

/** The newest release that stands and proves its workflow; null where none of the newest does. */
export function lastBuild(
  about: Pick<PackageEvidence, 'ledger'>,
  isMeant: (row: LedgerRow) => boolean = () => true,
): LastBuild | null {
  if (about.ledger?.link === 'contradicted') return null;
  for (const row of standingRows(about, mostJudged))
    if (row.workflow !== null && isProved(row) && isMeant(row)) return { row, workflow: row.workflow };
  return null;
}

/** The same of the releases by trusted publishing: what the registry compared then fitted its trusted publisher. */
export function lastTrustedBuild(about: Pick<PackageEvidence, 'ledger'>): LastBuild | null {
  return lastBuild(about, ({ rank }) => rank === 'trusted-publishing' || rank === 'staged');
}

/** The path of the workflow of such a release that its registry compared; the one that was started where no more is proved. */
export function comparedPath(registry: RegistryId, { row, workflow }: LastBuild): string {
  if (comparedClaims[registry]?.workflow !== 'holding' || row.holding === undefined) return workflow;
  const own = `${row.repository ?? ''}/`;
  return row.holding.startsWith(own) ? row.holding.slice(own.length) : row.holding;
}

/** The workflows that a publication's releases can be proved to come from: its own, and those that call it. */
export function workflowsOf({ site }: Publication): readonly string[] {
  if (site === null) return [];
  const callers = site.callers.flatMap((chain) => chain.map(({ workflow }) => workflow.path));
  return [...new Set([site.workflow.path, ...callers])];
}

function isProved({ joins: { attestation, commit, run } }: LedgerRow): boolean {
  const isDoubtful = commit.state === 'contradicted' || run.state === 'contradicted';
  return !isDoubtful && (attestation.state === 'proved' || run.state === 'proved');
}
