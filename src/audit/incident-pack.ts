import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { PackageHistory, RegistryRelease } from '../registries/release.ts';
import type { IncidentPack } from '../types/incident-pack.ts';
import { seen } from '../types/observation.ts';
import type { ReportPublication } from '../types/report.ts';
import { compareSeverity } from '../types/severity.ts';
import { isGrave } from './incident-breaks.ts';
import { frozenEvidence } from './incident-evidence.ts';
import { known, notKnown } from './incident-known.ts';
import { responseSteps } from './incident-response.ts';

/** What an incident is about. */
export interface IncidentSource {
  readonly evidence: PackageEvidence;
  readonly version: string;
  /** `owner/name`. */
  readonly repository: string;
  /** How the repository's files publish, from the last audit of the default branch: where workflows and secrets are named. */
  readonly publications: readonly ReportPublication[];
  /** Is this a name that the package's registry could have? As its client says. */
  readonly isName: (name: string) => boolean;
  /** Milliseconds since the epoch. */
  readonly noticedAt: number;
}

/** One release, the release before it, and all that is known of their package. */
export interface IncidentScene extends IncidentSource {
  readonly history: PackageHistory;
  readonly row: LedgerRow;
  readonly release: RegistryRelease | null;
  /** The newest sound release before it: of its own line, else of the package; null where there is none. */
  readonly before: { readonly row: LedgerRow; readonly release: RegistryRelease | null } | null;
}

/** The pack of one release; null where the evidence does not hold the release. Pure: equal input gives equal bytes. */
export function incidentPack(source: IncidentSource): IncidentPack | null {
  const scene = sceneOf(source);
  if (scene === null) return null;
  const { row, evidence } = scene;
  const signals = row.signals.filter(isGrave).toSorted((a, b) => compareSeverity(a.severity, b.severity));
  return {
    version: 1,
    repository: source.repository,
    registry: evidence.registry,
    package: evidence.name,
    release: row.version,
    publishedAt: row.publishedAt,
    noticedAt: new Date(source.noticedAt).toISOString(),
    severity: signals[0]?.severity ?? 'high',
    signals: signals
      .filter(({ provisional }) => !provisional)
      .map(({ id, severity, says }) => ({ id, severity, says })),
    known: known(scene),
    notKnown: notKnown(scene),
    response: responseSteps(scene),
    evidence: frozenEvidence(scene),
  };
}

function sceneOf(source: IncidentSource): IncidentScene | null {
  const { evidence, version } = source;
  const history = seen(evidence.history);
  const rows = evidence.ledger?.rows ?? [];
  const at = rows.findIndex((each) => each.version === version);
  const row = rows[at];
  if (history === undefined || row === undefined) return null;
  const releaseOf = (each: LedgerRow) => history.releases.find((release) => release.version === each.version) ?? null;
  // Newest first: what follows came before
  const earlier = rows.slice(at + 1).filter(({ withdrawn, signals }) => withdrawn === null && !signals.some(isGrave));
  const before = earlier.find(({ line }) => line === row.line) ?? earlier[0];
  return {
    ...source,
    history,
    row,
    release: releaseOf(row),
    before: before === undefined ? null : { row: before, release: releaseOf(before) },
  };
}
