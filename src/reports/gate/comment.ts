import type { GateAnswer, GateDecision } from '../../types/gate.ts';
import { prose } from '../markdown/escape.ts';

/** What stands beside the deployment on GitHub: Markdown, at most `most` characters, the gravest first. */
export function gateComment(decision: GateDecision | 'waiting', answers: readonly GateAnswer[], most: number): string {
  const lines = order
    .filter((outcome) => outcome !== 'passes' || decision === 'approved')
    .flatMap((outcome) => answers.filter((answer) => answer.outcome === outcome))
    .map(({ outcome, says }) => `- ${words[outcome]}${prose(says, longestLine)}.`);
  const [head, ...rest] = [heads[decision], ...lines];
  let text = head ?? '';
  for (const line of rest) {
    if (text.length + line.length + 2 > most - left.length) return `${text}\n${left}`;
    text += text === head ? `\n\n${line}` : `\n${line}`;
  }
  return text;
}

const longestLine = 200;
const left = '- …';

const order: readonly GateAnswer['outcome'][] = ['refuses', 'cannot-tell', 'does-not-apply', 'passes'];

const words: Readonly<Record<GateAnswer['outcome'], string>> = {
  refuses: '**Refused:** ',
  'cannot-tell': '**Cannot be told:** ',
  'does-not-apply': 'Not asked: ',
  passes: 'Passed: ',
};

const heads: Readonly<Record<GateDecision | 'waiting', string>> = {
  approved: 'Mintmark lets it through.',
  rejected: 'Mintmark does not let it through. Nothing was published by this job.',
  left: 'Mintmark leaves it waiting: not all that it has to know could be told. It looks again for half an hour after it was asked.',
  waiting: 'Mintmark waits for what is still running, and answers then.',
};
