import { fixMarker } from '../../types/fix-marker.ts';
import type { ReportFinding } from '../../types/report.ts';
import { code, prose } from '../markdown/escape.ts';
import { shortPath } from '../markdown/finding-item.ts';
import { place } from '../markdown/place.ts';
import { visible } from '../text/visible.ts';
import { firstOf } from '../text/words.ts';

/** What the pull request is told with that proposes an exemption or a declaration. */
export interface ExemptionPullContext {
  /** What its box in the issue is known by. */
  readonly id: string;
  readonly what: 'accept' | 'declare';
  /** The finding that is accepted, or what is declared. */
  readonly about: ReportFinding;
  /** Where people open pages: `https://github.com`, or an own server's address, without a slash at its end. */
  readonly server: string;
  /** `owner/name`. */
  readonly repository: string;
  /** The commit that it was made for. */
  readonly base: { readonly branch: string; readonly sha: string };
  /** The good state that the control asks for, and why. */
  readonly control: { readonly title: string; readonly why: string };
  /** Its last day, ISO 8601. */
  readonly until: string;
  readonly issue: number | null;
  /** The login of whoever asked for it. */
  readonly by: string;
}

const most = { text: 800, places: 8, title: 200 } as const;

/** The text of the pull request: what is still to be written, what is let rest, for how long, and how to be rid of it. */
export function exemptionPullOf(
  title: string,
  context: ExemptionPullContext,
): { readonly title: string; readonly body: string } {
  const { id, what, by, issue } = context;
  const blocks = [
    fixMarker(id),
    ...(what === 'accept' ? acceptedBlocks(context) : declaredBlocks(context)),
    '### If you do not want it',
    `Close this pull request and delete its branch. It is not opened again unless somebody who may write here ticks its box${issue === null ? '' : ` in #${issue}`} again.`,
    `---\n\nAsked for by ${code(by)}, who stands in the entry for it.`,
  ];
  return { title: visible(title).trim().slice(0, most.title), body: `${blocks.join('\n\n')}\n` };
}

function acceptedBlocks(context: ExemptionPullContext): readonly string[] {
  const { about, control, until } = context;
  return [
    '### Before you merge',
    `Write into ${code('.github/mintmark.yml')} why this may stay, in place of ${code('TODO')}: edit the file on this branch. Merged as it is, the file counts as mistaken, and the last good policy stays in force.`,
    '### What it accepts',
    `${code(about.control)}: ${prose(about.message, most.text)}${placesOf(context)}`,
    prose(control.why),
    `It accepts this finding and no other one of the control (${code('evidence')} names it), until ${until}. Two weeks before that day Mintmark says that it ends; from the day after on the finding counts again.`,
  ];
}

function declaredBlocks({ about, control, until }: ExemptionPullContext): readonly string[] {
  return [
    '### Before you merge',
    'See that it is so: nothing but this declaration will vouch for it.',
    '### What it declares',
    `${code(about.control)}: ${prose(control.title)}. What Mintmark could see of it by itself: ${prose(about.message, most.text)}`,
    prose(control.why),
    `It holds until ${until}. Two weeks before that day Mintmark says that it ends; from the day after on the answer is unknown again.`,
  ];
}

function placesOf({ about, server, repository, base }: ExemptionPullContext): string {
  const { shown, left } = firstOf(about.locations, most.places);
  const home = { server, repository, commit: base.sha };
  const places = shown.map((location) => place(location, home, shortPath(location.path)));
  return places.length === 0 ? '' : ` (${places.join(', ')}${left === 0 ? '' : `, +${left} more`})`;
}
