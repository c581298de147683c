import { codeWords } from '../../registries/plain.ts';
import type { Exercise } from '../exercise.ts';
import { ledgerOf } from '../facts.ts';
import { type Block, text } from './paper.ts';

/** What is real in the exercise and what is not; it stands on every copy. */
export function openingNote(exercise: Exercise): readonly Block[] {
  const { target, facts, account } = exercise;
  const whose = codeWords(account);
  if (facts.has('invented'))
    return [
      text(
        `Written for ${whose}. Mintmark found no package that it publishes, so that the package ${codeWords(target.package)} and how it is published are made up. Nothing else in here is a statement about ${whose}, and nothing of the story has happened.`,
      ),
    ];
  const versions =
    ledgerOf(target) === undefined ? ' No registry was asked, so that the version numbers are made up.' : '';
  return [
    text(
      `Written for ${whose}, from what Mintmark saw of how ${codeWords(target.package)} is published from ${codeWords(target.repository)}. The names, workflows and gaps are real; the story is invented, and nothing of it has happened.${versions}`,
    ),
  ];
}
