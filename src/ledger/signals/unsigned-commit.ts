import { codeWords } from '../../registries/plain.ts';
import { seen } from '../../types/observation.ts';
import type { SignalRule } from '../facts.ts';
import { fires, nothing } from '../guards/findings.ts';
import { commitWords } from '../guards/words.ts';

/** Is the commit that it was built from unsigned, where those of earlier releases are signed? */
export const unsignedCommit: SignalRule = {
  ids: ['unsigned-commit'],
  judge({ row, habit, case: { github } }) {
    const fact = row.commit === null ? undefined : github?.commits.get(row.commit);
    const commit = fact === undefined ? undefined : seen(fact);
    if (!habit.signsCommits || commit?.verified !== false) return nothing;
    const author = commit.author === null ? '' : ` by ${codeWords(commit.author)}`;
    return fires(
      'unsigned-commit',
      'medium',
      `the commit ${commitWords(commit.sha)}${author} has no verified signature, as those of earlier releases have`,
    );
  },
};
