import type { Report, ReportFinding, ReportPublication } from '../types/report.ts';
import type { SettledBy } from '../types/settled-by.ts';
import { compareSeverity } from '../types/severity.ts';
import { type Refused, refused } from './edited.ts';

/**
 * Why the report after a fix is no better than the one before; null where it is: the finding is gone, nothing is new or
 * graver, all is published that was, every file can be read that could be, and no level has fallen.
 *
 * @param settledBy what the finding may still wait for, where its control says that nothing else is missing
 */
export function objection(
  before: Report,
  after: Report,
  finding: ReportFinding,
  settledBy?: SettledBy,
): Refused | null {
  const left = after.findings.find(({ fingerprint }) => fingerprint === finding.fingerprint);
  if (left !== undefined && (settledBy === undefined || left.remediation.settledBy !== settledBy))
    return refused('still-there', stillThere[settledBy ?? 'edit']);
  const old = new Map(before.findings.map((each) => [each.fingerprint, each]));
  const judged = after.findings.filter((each) => !isBroughtToLight(each, old));
  for (const each of judged) {
    const was = old.get(each.fingerprint);
    if (was === undefined) return refused('something-new', `${each.control} would be found: ${each.message}`);
    if (compareSeverity(each.severity, was.severity) < 0)
      return refused('something-new', `${each.control} would be graver: ${each.message}`);
  }
  const known = new Set(before.problems.map(problemKey));
  const problem = after.problems.find((each) => !known.has(problemKey(each)));
  if (problem !== undefined) return refused('broken', `\`${problem.path}\` could not be read: ${problem.message}`);
  const lost = missing(before.publications.map(publicationKey), after.publications.map(publicationKey));
  if (lost !== null) return refused('something-new', `${lost} would not be found to be published any more`);
  const added = missing(after.publications.map(publicationKey), before.publications.map(publicationKey));
  if (added !== null) return refused('something-new', `${added} would be published as well`);
  const light = new Set(after.findings.filter((each) => !judged.includes(each)).map(({ control }) => control));
  const fallen = Object.entries(after.levels).find(
    ([track, { level, held }]) =>
      level < before.levels[track as keyof Report['levels']].level && !held.every((control) => light.has(control)),
  );
  return fallen === undefined ? null : refused('something-new', `the level of ${fallen[0]} would fall`);
}

const stillThere: Readonly<Record<SettledBy | 'edit', string>> = {
  edit: 'the finding is still there after the edit',
  'next-release': 'the next release would not settle the finding after the edit either',
};

/**
 * What is new and stands in no file is a setting on GitHub that was so before: the secret that a step was handed is one
 * that nothing uses once it is not. It is the next thing to do, and nothing that the edit has made.
 */
function isBroughtToLight({ fingerprint, locations }: ReportFinding, old: ReadonlyMap<string, ReportFinding>): boolean {
  return locations.length === 0 && !old.has(fingerprint);
}

function problemKey({ path, message }: Report['problems'][number]): string {
  return JSON.stringify([path, message]);
}

/** What is published, without the place, which a fix may move. */
function publicationKey({ registry, packages }: ReportPublication): string {
  return packages.length === 0 ? `something on ${registry}` : `${packages.join(', ')} on ${registry}`;
}

/** The first of a list that another has not, or not as often. */
function missing(wanted: readonly string[], there: readonly string[]): string | null {
  const left = [...there];
  for (const each of wanted) {
    const index = left.indexOf(each);
    if (index === -1) return each;
    left.splice(index, 1);
  }
  return null;
}
