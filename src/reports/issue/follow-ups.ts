import type { FollowUpLine } from '../../types/follow-up.ts';
import { code, prose } from '../markdown/escape.ts';
import { firstOf } from '../text/words.ts';
import type { IssueContext } from './context.ts';

/** What people took on in an exercise, while it stands in the policy file. Its texts name days and not how long ago they are. */
export function followUpBlocks({ followUps }: IssueContext): readonly string[] {
  if (followUps.length === 0) return [];
  const { shown, left } = firstOf(followUps, most);
  const items = [...shown.map(line), ...(left === 0 ? [] : [`- +${left} more`])];
  return [
    '### Taken on in exercises',
    `These stand as ${code('follow-up')} in ${code('.github/mintmark.yml')}, and fail nothing; delete an entry when it is done.`,
    items.join('\n'),
  ];
}

const most = 30;

function line({ do: what, by, until, from, control, state }: FollowUpLine): string {
  const about = control === null ? '' : ` (${code(control)})`;
  return `- ${prose(what, 500)}${about}: ${code(by)}, ${words[state](until)}; from ${prose(from, 200)}`;
}

const words: Readonly<Record<FollowUpLine['state'], (until: string) => string>> = {
  open: (until) => `until ${until}`,
  overdue: (until) => `**overdue** since ${until}`,
  done: (until) => `until ${until}; its control passes: delete the entry`,
};
