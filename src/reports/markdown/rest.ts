import type { Report, ReportControl } from '../../types/report.ts';
import type { Verdict } from '../../types/verdict.ts';
import { count, firstOf } from '../text/words.ts';
import { details, table } from './block.ts';
import { code, prose } from './escape.ts';
import { type BlobHome, place } from './place.ts';

const most = { checks: 200, problems: 50 } as const;

export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'passes',
  fail: 'fails',
  unknown: 'not judged',
  'not-applicable': 'does not apply',
  accepted: 'accepted',
};

/** Every check with its answer, folded. */
export function checkBlocks({ controls }: Report): readonly string[] {
  if (controls.length === 0) return [];
  const { shown, left } = firstOf(controls, most.checks);
  const body = table(['Check', 'Registry', 'Answer', 'Why'], shown.map(row));
  const more = left === 0 ? '' : `\n\n${left} more are left out here; the JSON report has all.`;
  return [details(`Every check: ${controls.length}`, body + more)];
}

function row({ id, registry, verdict, reason, settles }: ReportControl): readonly string[] {
  const why = settles === null ? prose(reason) : `${prose(reason)} (to settle it: ${prose(settles)})`;
  return [code(id), registry ?? '–', verdictWords[verdict], why];
}

/** Steps that publish to somewhere that is no public registry. */
export function elsewhereBlocks({ elsewhere, subject }: Report, home: BlobHome = subject): readonly string[] {
  if (elsewhere.length === 0) return [];
  const { shown, left } = firstOf(elsewhere, most.problems);
  const items = shown.map(
    ({ name, via, workflow, line }) =>
      `- ${prose(name)}: ${code(via)}, ${place({ path: workflow, line, endLine: line }, home)}`,
  );
  if (left > 0) items.push(`- +${left} more`);
  return [details(`Published elsewhere, to no public registry: ${count(elsewhere.length, 'step')}`, items.join('\n'))];
}

/** Files that could not be read or understood. */
export function problemBlocks({ problems, subject }: Report, home: BlobHome = subject): readonly string[] {
  if (problems.length === 0) return [];
  const { shown, left } = firstOf(problems, most.problems);
  const items = shown.map(({ path, line, message }) => {
    const at = line === null ? code(path) : place({ path, line, endLine: line }, home);
    return `- ${at}: ${prose(message)}`;
  });
  if (left > 0) items.push(`- +${left} more`);
  return [details(`Could not be read: ${count(problems.length, 'problem')}`, items.join('\n'))];
}
