import { codeWords } from '../../registries/plain.ts';
import type { PackageRule } from '../facts.ts';
import { fires, nothing } from '../guards/findings.ts';
import { namesOf } from '../guards/repositories.ts';
import { repositoryOfLink } from '../source-link.ts';

/** Does the newest release name another repository as its source than those before it? */
export const sourceLinkChanged: PackageRule = {
  ids: ['source-link-changed'],
  judge(_all, { history, github }) {
    const [newest, ...before] = history.sourceLinks.flatMap((link) => repositoryOfLink(link)?.toLowerCase() ?? []);
    const other = before.find((name) => name !== newest);
    if (newest === undefined || other === undefined || github === null) return nothing;
    const ours = namesOf(github.repository);
    if (ours.includes(newest) || !before.some((name) => ours.includes(name))) return nothing;
    return fires(
      'source-link-changed',
      'high',
      `the newest release names ${codeWords(newest)} as its source; earlier ones named ${codeWords(other)}`,
    );
  },
};
