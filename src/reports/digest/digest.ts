import type { DigestState } from '../../types/digest-state.ts';
import { markerLine } from '../../types/issue-marker.ts';
import type { IssueText } from '../../types/issue-text.ts';
import { type PublishedHow, publishedHow } from '../../types/posture.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import type { StandingTerm } from '../../types/standing-term.ts';
import { trackTitles } from '../levels.ts';
import { code, prose } from '../markdown/escape.ts';
import { endingSentence } from '../standing.ts';
import { count, firstOf, listing } from '../text/words.ts';
import type { ChangedPoint, Changes, LevelChange, MovedPackage } from './changes.ts';

/** What the weekly issue of an account is told with. */
export interface DigestContext {
  readonly account: string;
  /** Of the repository that the issue stands in: GitHub's number. */
  readonly repositoryId: number;
  readonly now: DigestState;
  /** Null: this is the first digest. */
  readonly before: DigestState | null;
  /** Between the two; null with the first digest. */
  readonly changes: Changes | null;
  /** Names of repositories with incidents that were told in private since then, once for each. */
  readonly incidents: readonly string[];
  /** Exemptions and declarations that end within two weeks, by the repository whose file says so; null: the account's own. */
  readonly ending: readonly { readonly repository: string | null; readonly term: StandingTerm }[];
  /** What to do next, the most worthwhile first. */
  readonly next: readonly NextPoint[];
  /** Figures leave private repositories out. */
  readonly leavesPrivateOut: boolean;
  readonly controls: ReadonlyMap<string, { readonly title: string }>;
  readonly registryTitle: (id: RegistryId) => string;
}

export interface NextPoint {
  readonly control: string;
  readonly registry: RegistryId | null;
  readonly severity: string;
  readonly repositories: number;
  readonly fixable: number;
}

/** The key in the marker of the issue. */
export const digestKey = 'digest';

/** Whether an issue is worth to be opened: something has changed, or this is the first digest and there is something to do. */
export function hasNews({ before, changes, incidents, ending, next }: DigestContext): boolean {
  const changed = changes !== null && Object.values(changes).some((list: readonly unknown[]) => list.length > 0);
  return changed || incidents.length > 0 || ending.length > 0 || (before === null && next.length > 0);
}

/** The weekly issue: what has changed since the last one, and what to do next, in one screen. */
export function digestIssue(context: DigestContext): IssueText {
  const { account, repositoryId } = context;
  const sections = [
    section('Better', better(context)),
    section('Worse, or new', worse(context)),
    section('To know', toKnow(context)),
    section('What to do next', nextLines(context)),
  ];
  const blocks = [
    markerLine({ key: digestKey, repositoryId }),
    introduction(context),
    ...sections.flat(),
    '---',
    footer(context),
  ];
  return { title: `Publishing safety of ${account}: the week`.slice(0, 256), body: `${blocks.join('\n\n')}\n` };
}

/** Lines of one list: more of them, and nobody reads it. */
const most = { lines: 6, names: 3, next: 3 } as const;

function introduction(context: DigestContext): string {
  const { before, now, leavesPrivateOut } = context;
  const period =
    before === null
      ? `This is how things stand on ${dayOf(now.at)}. From the next week on, this issue tells what has changed.`
      : `From ${dayOf(before.at)} to ${dayOf(now.at)}.${hasNews(context) ? '' : ' Nothing has changed.'}`;
  const outside = leavesPrivateOut
    ? ' Private repositories are left out, since more people may read this repository than those.'
    : '';
  return `${period} ${howPublished(now)}${outside}`;
}

function howPublished({ repositories }: DigestState): string {
  const packages = repositories.flatMap((repository) => repository.packages);
  if (packages.length === 0) return 'No repository here publishes a package, as far as files can tell.';
  const parts = publishedHow
    .map((how) => ({ how, number: packages.filter((each) => each.how === how).length }))
    .filter(({ number }) => number > 0)
    .map(({ how, number }) => `${number} ${howWords[how]}`);
  return `Of ${count(packages.length, 'package')}, ${listing(parts)}.`;
}

const howWords: Readonly<Record<PublishedHow, string>> = {
  trusted: 'by trusted publishing',
  'job-token': "by the job's own token",
  unknown: 'in a way that is not known',
  token: 'by a long-lived token',
};

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const { shown, left } = firstOf(lines, most.lines);
  return [`### ${title}`, [...shown, ...(left === 0 ? [] : [`+${left} more`])].map((line) => `- ${line}`).join('\n')];
}

function better(context: DigestContext): readonly string[] {
  const { changes } = context;
  if (changes === null) return [];
  return [
    ...changes.moved.filter(isBetter).map((moved) => movedLine(moved, context)),
    ...changes.solved.map((point) => `Put right: ${pointLine(point, context)}`),
    ...changes.levels.filter(({ before, now }) => now > before).map(levelLine),
  ];
}

function worse(context: DigestContext): readonly string[] {
  const { changes } = context;
  if (changes === null) return [];
  return [
    ...changes.moved.filter((moved) => !isBetter(moved)).map((moved) => movedLine(moved, context)),
    ...changes.found.map((point) => `Found not to be so: ${pointLine(point, context)}`),
    ...changes.levels.filter(({ before, now }) => now < before).map(levelLine),
  ];
}

function isBetter({ before, now }: MovedPackage): boolean {
  return publishedHow.indexOf(now) < publishedHow.indexOf(before);
}

function movedLine({ registry, package: name, before, now }: MovedPackage, { registryTitle }: DigestContext): string {
  const what = name === '' ? 'What is published' : code(name);
  return `${what} on ${registryTitle(registry)} goes out ${howWords[now]} now, and went out ${howWords[before]}.`;
}

function levelLine({ repository, track, before, now }: LevelChange): string {
  return `${code(repository)}: ${trackTitles[track]} ${before} → ${now}`;
}

function pointLine({ control, severity, repositories }: ChangedPoint, { controls }: DigestContext): string {
  return `${titleOf(control, controls)} (${severity}), in ${named(repositories)}`;
}

function toKnow({ incidents, ending, changes, registryTitle }: DigestContext): readonly string[] {
  const places = [...new Set(incidents)];
  return [
    ...(incidents.length === 0
      ? []
      : [
          `${count(incidents.length, 'incident')} ${incidents.length === 1 ? 'was' : 'were'} told in private to those who administer ${named(places)}.`,
        ]),
    ...ending.map(({ repository, term }) => {
      const where = repository === null ? '' : `${code(repository)}: `;
      return `${where}${prose(endingSentence(term, registryTitle))}`;
    }),
    ...((changes?.added ?? []).length === 0 ? [] : [`Audited for the first time: ${named(changes?.added ?? [])}.`]),
  ];
}

function nextLines({ next, controls, registryTitle }: DigestContext): readonly string[] {
  return next.slice(0, most.next).map(({ control, registry, severity, repositories, fixable }) => {
    const on = registry === null ? '' : ` on ${registryTitle(registry)}`;
    const edits = fixable === 0 ? '' : `; Mintmark can propose ${count(fixable, 'edit')}`;
    const places = repositories === 1 ? '1 repository' : `${repositories} repositories`;
    return `Not yet so in ${places}: ${titleOf(control, controls)}${on} (${severity})${edits}.`;
  });
}

function titleOf(control: string, controls: DigestContext['controls']): string {
  return prose(controls.get(control)?.title ?? `\`${control}\``);
}

function named(repositories: readonly string[]): string {
  const { shown, left } = firstOf(repositories, most.names);
  return listing([...shown.map(code), ...(left === 0 ? [] : [`${left} more`])]);
}

function footer({ account }: DigestContext): string {
  return `Mintmark writes this once a week, because ${code('.github/mintmark.yml')} in ${code(`${account}/.github`)} asks for it, and never comments. Close the issue as *not planned* to have no more of it.`;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 'YYYY-MM-DD'.length);
}
