import type { Report, ReportControl } from '../../types/report.ts';
import { details, table } from '../markdown/block.ts';
import { code, prose } from '../markdown/escape.ts';
import { verdictWords } from '../markdown/rest.ts';
import { firstOf } from '../text/words.ts';
import type { CheckContext } from './context.ts';

const mostRows = 40;

/** Every control: what it asks for, why, and what was seen for each of its answers. */
export function explanationBlocks({ controls }: Report, context: CheckContext): readonly string[] {
  const byId = [...Map.groupBy(controls, ({ id }) => id)];
  if (byId.length === 0) return [];
  return ['### Every check, and what it has seen', ...byId.map(([id, answers]) => explanation(id, answers, context))];
}

function explanation(id: string, answers: readonly ReportControl[], context: CheckContext): string {
  const words = context.controls.get(id);
  const { shown, left } = firstOf(answers, mostRows);
  const rows = shown.map(({ registry, verdict, reason, settles }) => [
    registry === null ? '–' : context.registryTitle(registry),
    verdictWords[verdict],
    prose(reason) + (settles === null ? '' : `. To settle it: ${prose(settles)}`),
  ]);
  const outcomes = [...new Set(answers.map(({ verdict }) => verdictWords[verdict]))].join(', ');
  const body = [
    ...(words === undefined ? [] : [prose(words.why)]),
    table(['Registry', 'Answer', 'What was seen'], rows) + (left === 0 ? '' : `\n\n+${left} more`),
    `Control: ${code(id)}`,
  ];
  return details(`${words === undefined ? 'Another check' : escaped(words.title)}: ${outcomes}`, body.join('\n\n'));
}

/** A summary is HTML. */
function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
