import { osvEcosystems } from '../../types/ecosystems.ts';
import type { IncidentPack } from '../../types/incident-pack.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import type { Severity } from '../../types/severity.ts';
import { advisoryDraft } from './advisory-draft.ts';
import { normalised, packageUrl } from './package-url.ts';

/** A record in the form of the Open Source Vulnerability schema. */
export interface OsvRecord {
  readonly schema_version: string;
  readonly id: string;
  readonly modified: string;
  readonly published: string;
  readonly withdrawn?: string;
  readonly summary: string;
  readonly details: string;
  readonly affected: readonly [
    {
      readonly package: { readonly ecosystem: string; readonly name: string; readonly purl?: string };
      readonly ranges: readonly [{ readonly type: 'SEMVER' | 'ECOSYSTEM'; readonly events: readonly [object, object] }];
      readonly versions: readonly [string];
    },
  ];
  readonly database_specific: { readonly severity: string };
}

/** What becomes of a draft. */
export interface DraftState {
  /** The id that a database has given it, such as that of the draft advisory on GitHub; null where it has none yet. */
  readonly id: string | null;
  /** When it was taken back, in ISO 8601; null where it stands. */
  readonly withdrawn: string | null;
}

/**
 * A draft of the record for the release of an incident, for a person to complete and hand in: Mintmark publishes none.
 * Null for registries that the schema has no name for. It says what was seen, and not that it is malware.
 */
export function osvDraft(pack: IncidentPack, { id, withdrawn }: DraftState): OsvRecord | null {
  const ecosystem = osvEcosystems[pack.registry];
  if (ecosystem === undefined) return null;
  const name = pack.registry === 'pypi' ? normalised(pack.package) : pack.package;
  const version = versionIn(pack);
  const purl = packageUrl(pack.registry, pack.package);
  const { summary, description } = advisoryDraft(pack);
  return {
    schema_version: schemaVersion,
    id: id ?? idToCome,
    modified: utc(withdrawn ?? pack.noticedAt),
    published: utc(pack.noticedAt),
    ...(withdrawn === null ? {} : { withdrawn: utc(withdrawn) }),
    summary: withdrawn === null ? summary : `Withdrawn, a false alarm: ${summary}`,
    details: description,
    affected: [
      {
        package: { ecosystem, name, ...(purl === null ? {} : { purl }) },
        ranges: [
          { type: rangeType(pack.registry, version), events: [{ introduced: version }, { last_affected: version }] },
        ],
        versions: [version],
      },
    ],
    database_specific: { severity: severityWords[pack.severity] },
  };
}

const schemaVersion = '1.7.5';

/** Where GitHub's id is to be put. The schema knows only ids of databases that exist. */
const idToCome = 'GHSA-xxxx-xxxx-xxxx';

/** As GitHub's own records say it. */
const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MODERATE',
  low: 'LOW',
};

/** Go's versions stand without their `v` there. */
function versionIn({ registry, release }: IncidentPack): string {
  return registry === 'go' && release.startsWith('v') ? release.slice(1) : release;
}

/** Registries that take nothing but semantic versions. */
const semantic: ReadonlySet<RegistryId> = new Set(['npm', 'crates.io', 'go', 'hex', 'pub.dev']);

function rangeType(registry: RegistryId, version: string): 'SEMVER' | 'ECOSYSTEM' {
  const isSemantic = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][0-9A-Za-z.+-]{1,200})?$/.test(version);
  return semantic.has(registry) && isSemantic ? 'SEMVER' : 'ECOSYSTEM';
}

/** RFC 3339, and the schema takes no offset but `Z`. */
function utc(time: string): string {
  return new Date(time).toISOString();
}
