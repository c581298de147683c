import type { RegistryId } from '../../types/registry-id.ts';
import type { Severity } from '../../types/severity.ts';
import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { baselineOf } from '../guards/baseline.ts';
import { isProvedThroughout } from '../guards/corroboration.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { commitWords, datedWords } from '../guards/words.ts';

/** Does the package itself name another commit than the evidence of its build, or one with changes on top? */
export const claimedCommitDiffers: SignalRule = {
  ids: ['claimed-commit-differs'],
  judge(context) {
    const differing = judgeCommit(context);
    return differing === nothing ? judgeDirt(context) : differing;
  },
};

function judgeCommit(context: RowContext): Findings {
  const { row, case: about } = context;
  const claimed = row.release.claimed.commit;
  if (claimed === null || row.commit === null || !differs(row)) return nothing;
  const says = `the package names the commit ${commitWords(claimed)}, its build ran for ${commitWords(row.commit)}`;
  const habitual = [...context.later, ...baselineOf(context)].findLast(differs);
  if (habitual !== undefined) return innocent(`${says}; the two differed for ${datedWords(habitual)}, too`);
  const fact = about.github?.commits.get(claimed);
  const isKnown = fact?.state === 'seen' && fact.value.reachable !== 'nowhere';
  if (isKnown || isTagsCommit(context, claimed))
    return innocent(`${says}; both are in the repository, so the run made the commit of the version itself`);
  return fires('claimed-commit-differs', severityOf(about.history.registry, row), says);
}

/** cargo writes the commit itself and refuses to pack changes; npm's field is whatever a client sends. */
function severityOf(registry: RegistryId, row: ReleaseFactsRow): Severity {
  return registry === 'crates.io' && !isProvedThroughout(row) ? 'high' : 'medium';
}

function judgeDirt(context: RowContext): Findings {
  if (!context.row.release.claimed.dirty) return nothing;
  const says = 'the package says that it was packed with changes that were not committed';
  const habitual = baselineOf(context).findLast(({ release }) => release.claimed.dirty);
  if (habitual !== undefined) return innocent(`${says}; so was ${datedWords(habitual)}`);
  return fires('claimed-commit-differs', 'medium', says);
}

function differs({ commit, release: { claimed } }: ReleaseFactsRow): boolean {
  if (commit === null || claimed.commit === null) return false;
  const [believed, told] = [commit.toLowerCase(), claimed.commit.toLowerCase()];
  return told.length < shortest || !believed.startsWith(told);
}

const shortest = 7;

function isTagsCommit({ case: { github } }: RowContext, commit: string): boolean {
  return github?.tags.state === 'seen' && github.tags.value.tags.some((tag) => tag.commit === commit);
}
