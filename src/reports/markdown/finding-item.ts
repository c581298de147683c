import type { ReportFinding } from '../../types/report.ts';
import type { Severity } from '../../types/severity.ts';
import { count, firstOf } from '../text/words.ts';
import { details } from './block.ts';
import { address, code, prose } from './escape.ts';
import { type BlobHome, place } from './place.ts';

export const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

export interface ItemOptions {
  readonly home: BlobHome;
  /** `- `, or `- [ ] ` where it is to be ticked off. */
  readonly bullet: string;
  /** Whether the steps stand open. */
  readonly open: boolean;
  /** Why it matters, in our own words; null where that is not asked for. */
  readonly why: string | null;
  /** Markdown of its own below what was seen; nothing where it is left out. */
  readonly below?: string | undefined;
  /** The finding right above this one, in the same list. */
  readonly before?: ReportFinding | undefined;
}

const most = { places: 8, steps: 20, links: 8, text: 800 } as const;

/** A finding as one item of a list: what was seen and where, and how it is put right. */
export function findingItem(finding: ReportFinding, { home, bullet, open, why, below, before }: ItemOptions): string {
  const { severity, message, control, remediation } = finding;
  const steps = stepsOf(finding, home);
  const title = `How to put it right: ${count(remediation.steps.length, 'step')}`;
  const parts = [
    `**${severityWords[severity]}**, ${code(control)}: ${prose(message, most.text)}${placesIn(finding, home)}`,
    ...(why === null ? [] : [`Why it matters: ${prose(why)}`]),
    ...(below === undefined ? [] : [below]),
    ...(steps === '' ? [] : [isLike(finding, before) ? asAbove : open ? steps : details(title, steps)]),
  ];
  return bullet + indented(parts.join('\n\n'));
}

const asAbove = 'Put right as the point above, with the names of this one.';

/** Whether two findings say the same of different things, so that their steps differ in names only. */
export function isLike(finding: ReportFinding, before: ReportFinding | undefined): boolean {
  return before !== undefined && before.control === finding.control && shapeOf(before) === shapeOf(finding);
}

function shapeOf({ message, remediation }: ReportFinding): string {
  return [message, ...remediation.steps].join('\n').replace(/`[^`]*`/g, '``');
}

/** The first places of a finding behind it, in parentheses; nothing where it stands in no file. */
export function placesIn({ locations }: ReportFinding, home: BlobHome): string {
  const { shown, left } = firstOf(locations, most.places);
  if (shown.length === 0) return '';
  const links = shown.map((location, index) =>
    place(location, home, shown[index - 1]?.path === location.path ? '' : shortPath(location.path)),
  );
  return ` (${[...links, ...(left === 0 ? [] : [`+${count(left, 'more place')}`])].join(', ')})`;
}

/** A workflow is known by its file name. */
export function shortPath(path: string): string {
  return path.replace(/^\.github\/workflows\/(?=[^/]+$)/, '');
}

function stepsOf({ remediation }: ReportFinding, home: BlobHome): string {
  const { shown, left } = firstOf(remediation.steps, most.steps);
  const steps = shown.map((step, index) => `${index + 1}. ${prose(step, most.text)}`);
  if (left > 0) steps.push(`${shown.length + 1}. ${count(left, 'more step')}; the JSON report has all`);
  const links = remediation.links.slice(0, most.links).map((link) => atHome(link, home));
  return [steps.join('\n'), links.length === 0 ? '' : `Read more: ${links.join(', ')}`]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Pages of the repository itself are written for github.com; they stand where the repository does. */
export function atHome(link: string, { server, repository }: BlobHome): string {
  const written = address(link);
  const isOwn = written.startsWith(`<https://github.com/${repository}/`);
  return isOwn && server !== undefined ? written.replace('https://github.com', () => server) : written;
}

/** All but the first line moved in, so that it belongs to the item. */
function indented(text: string): string {
  return text.replace(/\n(?=[^\n])/g, '\n  ');
}
