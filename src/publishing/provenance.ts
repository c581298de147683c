import type { Act } from '../registries/act.ts';
import type { ProvenanceRule } from '../registries/recogniser.ts';
import type { ManifestPackage } from '../registries/registry.ts';
import { textOf, type Value } from '../types/values.ts';
import { carried } from './carried.ts';
import type { Auth } from './publication.ts';
import type { Recognition } from './recognise.ts';
import { atLeast } from './versions.ts';

export interface ProvenanceEvidence {
  readonly recognition: Recognition;
  readonly auth: Auth;
  /** Without `id-token: write` nothing can be signed. */
  readonly idToken: boolean;
  readonly manifests: readonly ManifestPackage[];
  /** The version of the publishing action as far as files tell it: `v1.8.14`, `release/v1`; null for none. */
  readonly version: string | null;
  /** Acts of the job, and of the jobs it waits for, that attest what is built. */
  readonly attestations: readonly Act[];
}

/** Whether a release of this step carries provenance; null where files cannot tell. */
export function provenanceOf(evidence: ProvenanceEvidence): boolean | null {
  const { recognition, manifests, auth, attestations } = evidence;
  const rule = recognition.row.provenance;
  const asked = switchOf(rule, recognition);
  if (asked !== undefined) return asked === true && rule.needsOidc === true && auth === 'token' ? false : asked;
  const declared = manifests.map(({ provenance }) => provenance).filter((value) => value !== null);
  if (declared.length > 0 && declared.every(Boolean)) return true;
  if (declared.includes(false)) return false;
  if (attestations.some((act) => countsFor(rule, act))) return true;
  return byDefault(rule, evidence);
}

function countsFor(rule: ProvenanceRule, act: Act): boolean {
  if (rule.attestedBy === undefined) return false;
  return rule.attestedBy === 'any' || (act.kind === 'action' && rule.attestedBy.includes(act.action));
}

function byDefault(rule: ProvenanceRule, { auth, version, idToken }: ProvenanceEvidence): boolean | null {
  if (auth === 'token' && (rule.withToken === false || (rule.byDefault === 'with-oidc' && !idToken))) return false;
  if (rule.byDefault === 'unknown') return null;
  if (rule.byDefault === 'never') return false;
  if (rule.since !== undefined && version !== null && atLeast(version, rule.since) === false) return false;
  if (rule.byDefault === 'always') return true;
  return auth === 'trusted-publishing' ? true : null;
}

/** What flags, inputs and variables ask for; undefined where they are silent. */
function switchOf(rule: ProvenanceRule, { act, line }: Recognition): boolean | null | undefined {
  for (const carrier of rule.off ?? []) {
    const value = carried(carrier, act, line);
    if (value !== undefined && truth(value) !== false) return truth(value) === true ? false : null;
  }
  for (const carrier of rule.on ?? []) {
    const value = carried(carrier, act, line);
    if (value !== undefined) return truth(value);
  }
  return undefined;
}

/** A bare flag is true; a hidden value is not known. */
function truth(value: Value | null): boolean | null {
  if (value === null) return true;
  const text = textOf(value);
  if (text === null) return null;
  return !['false', '0', 'no', 'off', ''].includes(text.trim().toLowerCase());
}
