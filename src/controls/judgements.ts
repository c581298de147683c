import type { Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Observation } from '../types/observation.ts';
import type { Location } from '../types/place.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Severity } from '../types/severity.ts';
import type { Judgement, Remediation } from './control.ts';

/** What a judgement is about: a publication, a registry, or the repository as a whole. */
export type About = Publication | RegistryId | null;

export function pass(about: About, reason: string): Judgement {
  return { verdict: 'pass', ...subjectOf(about), reason, locations: [] };
}

export function notApplicable(about: About, reason: string): Judgement {
  return { verdict: 'not-applicable', ...subjectOf(about), reason, locations: [] };
}

/** `settles`: the permission or the page that would decide. */
export function unknown(about: About, reason: string, settles: string): Judgement {
  return { verdict: 'unknown', ...subjectOf(about), reason, settles, locations: [] };
}

export interface Failure {
  readonly reason: string;
  /** What to point at; whole lines are taken, and each stretch counts once. */
  readonly at: readonly Location[];
  /** What tells this finding from others of the control, without line numbers. */
  readonly key: readonly string[];
  readonly remediation: Remediation;
  /** Where this case is less or more grave than the control is. */
  readonly severity?: Severity;
  /** It may be an incident under way, and is not told in public. */
  readonly confidential?: true;
  /** An ISO 8601 day that the reason names, where people want to know how long ago it is. */
  readonly since?: string | undefined;
}

export function fail(about: About, failure: Failure): Judgement {
  const { reason, at, key, remediation, severity, confidential, since } = failure;
  return {
    verdict: 'fail',
    ...subjectOf(about),
    reason,
    locations: distinctLines(at),
    key,
    remediation,
    ...(severity === undefined ? {} : { severity }),
    ...(confidential === undefined ? {} : { confidential }),
    ...(since === undefined ? {} : { since }),
  };
}

export type Unreadable = Extract<Observation<unknown>, { state: 'unreadable' }>;

/** `unknown`, because GitHub or a registry would not tell. `what` is what was wanted: `The rules of environment npm`. */
export function unreadable(about: About, what: string, observation: Unreadable): Judgement {
  return unknown(about, `${what} could not be read: ${observation.reason}`, settlesUnreadable(observation));
}

/** The permission that would let it be read, or the page where a person can look. */
function settlesUnreadable({ permission, source }: Unreadable): string {
  return permission === undefined
    ? `Look it up in ${source}.`
    : `Grant the permission ${codeWords(permission)}, or look it up in ${source}.`;
}

function subjectOf(about: About): Pick<Judgement, 'registry' | 'publication'> {
  if (about === null) return { registry: null, publication: null };
  if (typeof about === 'string') return { registry: about, publication: null };
  return { registry: about.registry, publication: about };
}

function distinctLines(places: readonly Location[]): readonly Location[] {
  const lines = places.map(({ path, line, endLine }) => ({ path, line, endLine }));
  return [...new Map(lines.map((location) => [JSON.stringify(location), location])).values()].sort(
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.line - b.line || a.endLine - b.endLine,
  );
}
