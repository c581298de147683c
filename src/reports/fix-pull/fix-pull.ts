import { fixMarker } from '../../types/fix-marker.ts';
import type { ReportFinding } from '../../types/report.ts';
import type { SettledBy } from '../../types/settled-by.ts';
import { code, prose } from '../markdown/escape.ts';
import { shortPath } from '../markdown/finding-item.ts';
import { fit } from '../markdown/fit.ts';
import { place } from '../markdown/place.ts';
import { settledWords } from '../text/settled-words.ts';
import { visible } from '../text/visible.ts';
import { count, firstOf } from '../text/words.ts';

/** What the pull request of a fix is told with. */
export interface FixPullContext {
  /** Where people open pages: `https://github.com`, or an own server's address, without a slash at its end. */
  readonly server: string;
  /** `owner/name`. */
  readonly repository: string;
  /** The commit that it was made for. */
  readonly base: { readonly branch: string; readonly sha: string };
  readonly finding: ReportFinding;
  /** Other findings that go with it. */
  readonly also: readonly ReportFinding[];
  readonly why: string;
  /** The remediation issue, where one stands open. */
  readonly issue: number | null;
  /** The login of whoever asked for it. */
  readonly by: string;
}

/** What a pull request says of the fix, beside its diff. */
export interface FixWords {
  readonly title: string;
  readonly safety: 'safe' | 'needs-thought';
  readonly first: readonly string[];
  readonly settledBy?: SettledBy;
}

const most = { steps: 20, text: 800, places: 8, also: 20, title: 200 } as const;

/** The text of a pull request: what has to come first, what it changes and why, what was checked, how to be rid of it. */
export function fixPullOf(fix: FixWords, context: FixPullContext): { readonly title: string; readonly body: string } {
  const blocks = [
    ...beforeMerging(fix.first),
    ...changes(context),
    ...checked(fix, context),
    '### If you do not want it',
    `Close this pull request and delete its branch. It is not opened again unless somebody who may write here ticks its box${context.issue === null ? '' : ` in #${context.issue}`} again. To change it, push to the branch: from then on Mintmark leaves it alone.`,
    `---\n\nAsked for by ${code(context.by)}. When this is put right in another way, Mintmark closes the pull request by itself, as long as nobody has changed it.`,
  ];
  const marker = fixMarker(context.finding.fingerprint);
  return { title: titleOf(fix.title), body: `${marker}\n\n${fit(blocks, leftOut)}\n` };
}

/** Said on a pull request that nobody needs any more. */
export function fixPullNotNeeded(branch: string): string {
  return `What this puts right is right on ${code(branch)} by now, so it is closed.`;
}

/** A commit's message: names in it are not to become mentions or references. */
export function commitMessage(title: string): string {
  return `${titleOf(title)
    .replace(/[@#`](?=\S)/g, '')
    .replaceAll('`', '')
    .slice(0, most.title)}\n`;
}

function titleOf(title: string): string {
  return visible(title).trim().slice(0, most.title);
}

function leftOut(number: number): string {
  return `${count(number, 'part')} left out here, since GitHub takes no more text.`;
}

function beforeMerging(first: readonly string[]): readonly string[] {
  if (first.length === 0) return [];
  const steps = first.slice(0, most.steps).map((step, index) => `${index + 1}. ${prose(step, most.text)}`);
  return [
    '### Before you merge',
    `${first.length === 1 ? 'This has' : 'These have'} to be done first, elsewhere; merged without, the next release may fail.`,
    steps.join('\n'),
  ];
}

function changes({ finding, also, why, server, repository, base }: FixPullContext): readonly string[] {
  const home = { server, repository, commit: base.sha };
  const { shown, left } = firstOf(finding.locations, most.places);
  const places = shown.map((location) => place(location, home, shortPath(location.path)));
  const where = places.length === 0 ? '' : ` (${places.join(', ')}${left === 0 ? '' : `, +${left} more`})`;
  const others = firstOf(also, most.also);
  const rest = others.left === 0 ? [] : [`- +${others.left} more`];
  return [
    '### What it puts right',
    `${code(finding.control)}: ${prose(finding.message, most.text)}${where}`,
    prose(why),
    ...(also.length === 0
      ? []
      : [
          'It puts right as well:',
          [
            ...others.shown.map(({ control, message }) => `- ${code(control)}: ${prose(message, most.text)}`),
            ...rest,
          ].join('\n'),
        ]),
  ];
}

function checked({ safety, settledBy }: FixWords, { base }: FixPullContext): readonly string[] {
  return [
    '### What was checked',
    `The change was made on ${code(base.sha.slice(0, 7))} of ${code(base.branch)}, and the repository was audited again:`,
    [
      settledBy === undefined
        ? '- what stands above is gone;'
        : `- nothing but the next release is missing for what stands above: ${settledWords[settledBy].replace(/\.$/, ';')}`,
      '- nothing new came of it, and nothing got worse;',
      '- every line that the diff does not show is as it was, comments included.',
    ].join('\n'),
    safety === 'safe'
      ? 'Nothing was run. By its kind this change cannot break the next release.'
      : 'Nothing was run. This change needs a thought of yours: whether the next release works with it cannot be told from files alone.',
  ];
}
