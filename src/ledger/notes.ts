import { codeWords, plain } from '../registries/plain.ts';
import type { Observation } from '../types/observation.ts';
import type { Case } from './case.ts';

/** What could not be read for a ledger, a sentence each, with what would settle it. */
export function notesOf({ history, details, attested, github, advisories }: Case): readonly string[] {
  return [
    ...(github === null ? ['GitHub was not asked, so that tags, commits and runs are unknown.'] : githubNotes(github)),
    ...missing('the owners', history.owners),
    ...missing('advisories', advisories),
    ...each('details', details),
    ...each('attestations', attested),
    ...(history.omitted > 0 ? [`The registry has ${history.omitted} older releases that were not read.`] : []),
  ];
}

function githubNotes({ tags, releases }: NonNullable<Case['github']>): readonly string[] {
  return [
    ...missing('the tags', tags),
    ...missing('the GitHub releases', releases),
    ...(tags.state === 'seen' && !tags.value.complete ? ['Only the newest tags were read.'] : []),
  ];
}

function missing(what: string, observation: Observation<unknown>): readonly string[] {
  if (observation.state !== 'unreadable') return [];
  const { reason, permission } = observation;
  const settles = permission === undefined ? '' : ` The permission ${codeWords(permission)} would settle it.`;
  return [`Could not read ${what}: ${plain(reason)}.${settles}`];
}

/** One sentence for all releases of which the same could not be read. */
function each(what: string, observations: ReadonlyMap<string, Observation<unknown>>): readonly string[] {
  const unread = [...observations].flatMap(([version, observation]) =>
    observation.state === 'unreadable' ? [{ version, reason: observation.reason }] : [],
  );
  const [first] = unread;
  if (first === undefined) return [];
  const versions = unread
    .slice(0, 5)
    .map(({ version }) => codeWords(version))
    .sort();
  const more = unread.length > versions.length ? ` and ${unread.length - versions.length} more` : '';
  return [`Could not read the ${what} of ${versions.join(', ')}${more}: ${plain(first.reason)}.`];
}
