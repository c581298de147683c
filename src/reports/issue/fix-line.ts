import { fixMarker } from '../../types/fix-marker.ts';
import type { SettledBy } from '../../types/settled-by.ts';
import { details } from '../markdown/block.ts';
import { code, prose } from '../markdown/escape.ts';
import { fenced } from '../markdown/fenced.ts';
import { bytesOf } from '../markdown/fit.ts';
import { settledWords } from '../text/settled-words.ts';

/** A fix of a finding as far as it has come. What stands between two backticks is code. */
export type FixLine = FixTold & {
  readonly title: string;
  readonly safety: 'safe' | 'needs-thought';
  /** What the point waits for once the change is made. */
  readonly settledBy?: SettledBy;
};

type FixTold =
  /** A box that opens a pull request. */
  | { readonly state: 'offered' }
  /** Nobody may write here but people: the change itself. */
  | { readonly state: 'to-copy'; readonly control: string; readonly first: readonly string[]; readonly diff: string }
  | { readonly state: 'wanted' }
  | { readonly state: 'open'; readonly pull: number; readonly byHand: boolean }
  /** Somebody has closed it, or merged it and the finding is there again. */
  | { readonly state: 'closed' | 'merged'; readonly pull: number }
  /** Merged: the files are as they should be, and the point waits for what settles it. */
  | { readonly state: 'settling'; readonly pull: number; readonly settledBy: SettledBy }
  /** It could not be made: why, in a sentence. */
  | { readonly state: 'refused'; readonly reason: string };

/**
 * What stands below a finding about its fix.
 *
 * @param room how many bytes of differences may still be shown
 */
export function fixLine(fingerprint: string, line: FixLine, room: number): string {
  const title = `${prose(line.title, most.title)}${line.safety === 'safe' ? '' : ' (needs thought)'}`;
  const later = line.settledBy === undefined ? '' : `. ${settledWords[line.settledBy]}`;
  const box = (mark: ' ' | 'x', text: string) => `- [${mark}] ${fixMarker(fingerprint)} ${text}${later}`;
  switch (line.state) {
    case 'offered':
      return box(' ', `Open a pull request: ${title}`);
    case 'wanted':
      return box('x', `A pull request is being prepared: ${title}`);
    case 'open':
      return box(
        'x',
        `Pull request #${line.pull}: ${title}${line.byHand ? '. Its branch was changed by hand, so Mintmark leaves it alone' : ''}`,
      );
    case 'closed':
      return box(' ', `Open another pull request (#${line.pull} was closed): ${title}`);
    case 'merged':
      return box(' ', `Open another pull request (#${line.pull} was merged, and did not settle it): ${title}`);
    case 'settling':
      return box('x', `Pull request #${line.pull} was merged: ${prose(line.title, most.title)}`);
    case 'refused':
      return box(
        ' ',
        `Open a pull request: ${title}. The last try came to nothing: ${prose(line.reason, most.reason)}`,
      );
    case 'to-copy':
      return details('The change, ready to copy', toCopy(line, `${title}${later}`, room));
  }
}

/** How many bytes of differences one issue shows. */
export const mostDifferences = 24_000;

const most = { title: 200, reason: 300, steps: 10, step: 800 } as const;

function toCopy({ control, first, diff }: Extract<FixLine, { state: 'to-copy' }>, title: string, room: number): string {
  const steps = first.slice(0, most.steps).map((step, index) => `${index + 1}. ${prose(step, most.step)}`);
  const text = diff.replace(/\n$/, '');
  const shown = fenced('diff', text);
  // Hidden characters are written out, and what they were would be lost in copying
  const isWhole = shown.includes(`\n${text}\n`) && bytesOf(shown) <= room;
  return [
    title,
    ...(steps.length === 0 ? [] : ['Before it is merged:', steps.join('\n')]),
    isWhole
      ? `${shown}\n\nSave it as a file and run \`git apply FILE\`, or run ${code(command(control))} in a checkout.`
      : `The change cannot be shown here as it is. In a checkout, ${code(command(control))} makes it.`,
  ].join('\n\n');
}

function command(control: string): string {
  return `mintmark fix --control ${control}`;
}
