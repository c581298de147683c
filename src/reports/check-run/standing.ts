import type { CheckOutput } from '../../types/check-output.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import type { Standing } from '../../types/standing-term.ts';
import { prose } from '../markdown/escape.ts';
import { bytesOf, mostBytes } from '../markdown/fit.ts';
import { endingSentence, idleSentence } from '../standing.ts';
import { firstOf } from '../text/words.ts';

const mostTerms = 10;

/** A check run with what the policy's exemptions and declarations need a look for: those that end, and those that are idle. */
export function withStanding(
  output: CheckOutput,
  { ending, idle }: Standing,
  registryTitle: (id: RegistryId) => string,
): CheckOutput {
  const { shown, left } = firstOf(
    [
      ...ending.map((term) => endingSentence(term, registryTitle)),
      ...idle.map((term) => idleSentence(term, registryTitle)),
    ],
    mostTerms,
  );
  if (shown.length === 0) return output;
  const items = [...shown.map((sentence) => `- ${prose(sentence)}`), ...(left === 0 ? [] : [`- +${left} more`])];
  const summary = `${output.summary}\n\nOf the policy:\n\n${items.join('\n')}`;
  return bytesOf(summary) <= mostBytes ? { ...output, summary } : output;
}
