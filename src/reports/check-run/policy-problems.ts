import type { CheckAnnotation, CheckOutput } from '../../types/check-output.ts';
import type { FileProblem } from '../../types/repository-files.ts';
import { code, prose } from '../markdown/escape.ts';
import { bytesOf, mostBytes } from '../markdown/fit.ts';
import { visible } from '../text/visible.ts';
import { count, firstOf } from '../text/words.ts';

const most = { items: 5, annotations: 20, title: 255, message: 2000 } as const;

/** Bytes that other texts leave free for the sentence. */
const room = 500;

/** A check run with what is wrong in the policy file: on its lines, and said first. */
export function withPolicyProblems(output: CheckOutput, problems: readonly FileProblem[]): CheckOutput {
  const [first] = problems;
  if (first === undefined) return output;
  const said = sentence(first.path, problems);
  const whole = [said, listOf(problems), output.summary].join('\n\n');
  return {
    ...output,
    conclusion: output.conclusion === 'success' ? 'neutral' : output.conclusion,
    title: `${output.title}; the policy file needs a look`.slice(0, most.title),
    summary: bytesOf(whole) <= mostBytes + room ? whole : `${said}\n\n${output.summary}`,
    annotations: [...problems.slice(0, most.annotations).map(annotation), ...output.annotations],
  };
}

function sentence(path: string, problems: readonly FileProblem[]): string {
  return `${code(path)} needs a look in ${count(problems.length, 'place')}. A file with a mistake is not put in force: the last good policy stays.`;
}

function listOf(problems: readonly FileProblem[]): string {
  const { shown, left } = firstOf(problems, most.items);
  const items = shown.map(({ line, message }) => `- ${line === null ? '' : `line ${line}: `}${prose(message)}`);
  return [...items, ...(left === 0 ? [] : [`- +${left} more`])].join('\n');
}

function annotation({ path, line, message }: FileProblem): CheckAnnotation {
  return {
    path,
    startLine: line ?? 1,
    endLine: line ?? 1,
    level: 'warning',
    title: 'Mintmark policy',
    message: visible(message).slice(0, most.message).toWellFormed(),
    details: null,
  };
}
