import type { SignalRule } from '../facts.ts';
import { fires, nothing } from '../guards/findings.ts';
import { listWords } from '../guards/words.ts';

/** Does it depend on something that no release before it did? */
export const newDependency: SignalRule = {
  ids: ['new-dependency'],
  judge({ row, earlier }) {
    const known = earlier.flatMap(({ release }) => (release.dependencies === null ? [] : [release.dependencies]));
    if (row.release.dependencies === null || known.length === 0) return nothing;
    const before = new Set(known.flat());
    const added = row.release.dependencies.filter((name) => !before.has(name));
    if (added.length === 0) return nothing;
    return fires('new-dependency', 'low', `depends on ${listWords(added)}, as no earlier release did`);
  },
};
