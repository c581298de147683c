import * as markdown from '../../reports/markdown/block.ts';
import { prose } from '../../reports/markdown/escape.ts';
import { afterActionColumns, afterActionMarker } from '../after-action-form.ts';
import type { Exercise } from '../exercise.ts';

/**
 * The after-action report as a form: a row for each open gap that the story met, and empty ones. Filled in, it is what
 * `readAfterAction` reads.
 */
export function afterActionMarkdown(exercise: Exercise): string {
  const { gaps, target, title, length, scenario } = exercise;
  const rows = gaps.map(({ message, action, control }) => [
    prose(message, 400),
    '',
    prose(action, 400),
    control,
    '',
    '',
  ]);
  const empty = Array.from({ length: emptyRows }, () => afterActionColumns.map(() => ''));
  const parts = [
    '# After-action report',
    afterActionMarker(scenario),
    `${prose(title)}, ${length} minutes, about ${prose(`\`${target.package}\``)} of ${prose(`\`${target.repository}\``)}.`,
    '| | |\n| --- | --- |\n| Day | |\n| Players | |\n| Facilitator | |',
    '## What was found',
    'One row for each thing that changes. *Went* is `well` or `badly`, and how. *Owner* is a GitHub login, *Until* a day as YYYY-MM-DD; a row without them is left out when the table is recorded. *Control* may stay empty.',
    markdown.table(afterActionColumns, [...rows, ...empty]),
    gaps.length === 0
      ? 'Mintmark knows of no open gap that this story met: every row is yours.'
      : `The first ${gaps.length === 1 ? 'row is an open gap' : `${gaps.length} rows are open gaps`} that the story met, as Mintmark saw ${gaps.length === 1 ? 'it' : 'them'}. Delete what the exercise has shown to be unimportant.`,
    '## Record it',
    'In the checkout of the repository:',
    '```sh\nmintmark tabletop --record after-action.md --dry-run\nmintmark tabletop --record after-action.md\n```',
    'The rows become `follow-up` in `.github/mintmark.yml`. While they stand there, the remediation issue lists them.',
    '## What went well, and should stay',
    '-',
    '## Time line of the exercise',
    '-',
  ];
  return `${parts.join('\n\n')}\n`;
}

const emptyRows = 5;
