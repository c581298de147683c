import { codeWords } from '../../registries/plain.ts';
import type { Case } from '../case.ts';
import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { baselineOf } from '../guards/baseline.ts';
import { hasGoodRun, isTagged } from '../guards/corroboration.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { isRepository, isSameOrigin, namesOf, type Origin, originsOf } from '../guards/repositories.ts';
import { counted, listWords } from '../guards/words.ts';
import { workflowOf } from '../habit.ts';
import { repositoryOfLink } from '../source-link.ts';

/** Was it built by another repository or workflow than the releases before it? */
export const provenanceChanged: SignalRule = {
  ids: ['provenance-changed'],
  judge(context) {
    const moved = repositoryChange(context);
    return moved === nothing ? workflowChange(context) : moved;
  },
};

function repositoryChange(context: RowContext): Findings {
  const { row, earlier, case: about } = context;
  const before = earlier.flatMap(originsOf);
  const odd = originsOf(row).find((origin) => isForeign(origin, before));
  const last = before.at(-1);
  if (last === undefined) return firstBuild(context);
  if (odd === undefined) return rename(row, before);
  const repository = about.github?.repository ?? null;
  const isOurs = repository !== null && isRepository(odd, repository);
  if (isOurs && before.some((origin) => isRepository(origin, repository)))
    return innocent(`built by ${originWords(odd)}, before by ${originWords(last)}: names of the same repository`);
  const says = `built by ${originWords(odd)}; ${counted(before.length, 'earlier build')} came from ${originWords(last)}`;
  return fires(
    'provenance-changed',
    isOurs ? 'medium' : 'high',
    isOurs ? `${says}. The new one is the repository that is looked at` : says,
  );
}

/**
 * The first build that proves where it ran, and it ran elsewhere: anybody can attest in a repository of their own what
 * they publish with a stolen token. A tag is not made without a hand in this repository.
 */
function firstBuild({ row, earlier, case: { github, history } }: RowContext): Findings {
  const repository = github?.repository ?? null;
  if (repository === null || earlier.length < enough || isTagged(row)) return nothing;
  const names = namesOf(repository);
  const isOurs = history.sourceLinks.some((link) => names.includes(repositoryOfLink(link)?.toLowerCase() ?? ''));
  const odd = originsOf(row).find((origin) => origin.name !== null && !isRepository(origin, repository));
  if (!isOurs || odd === undefined) return nothing;
  const isNear = ownersOf(names).includes(odd.name?.split('/')[0] ?? '');
  return fires(
    'provenance-changed',
    isNear ? 'medium' : 'high',
    `built by ${originWords(odd)}, without a tag here; it is the first of ${counted(earlier.length + 1, 'release')} with proof of where it was built, and the package names ${codeWords(repository.fullName)} as its source`,
  );
}

/** Releases that make a past. */
const enough = 3;

function ownersOf(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => name.split('/')[0] ?? []);
}

/** Known to be none of those before. */
function isForeign(origin: Origin, before: readonly Origin[]): boolean {
  const answers = before.map((other) => isSameOrigin(origin, other));
  return answers.includes(false) && !answers.includes(true);
}

function rename(row: ReleaseFactsRow, before: readonly Origin[]): Findings {
  for (const origin of originsOf(row)) {
    const same = before.findLast((other) => origin.id !== null && other.id === origin.id);
    if (same !== undefined && same.name !== origin.name)
      return innocent(
        `built by ${originWords(origin)}, before by ${originWords(same)}: GitHub's number of the repository is the same, so it was renamed or transferred`,
      );
  }
  return nothing;
}

function workflowChange(context: RowContext): Findings {
  const { row, earlier, case: about } = context;
  const workflowsOf = (other: ReleaseFactsRow) => workflowsIn(other, about);
  const known = new Set(baselineOf(context).flatMap(workflowsOf));
  const workflow = workflowsOf(row).find((path) => !known.has(path));
  if (workflow === undefined || known.size === 0) return nothing;
  const changed = `built by the workflow ${codeWords(workflow)}; earlier releases came from ${listWords([...known])}`;
  if (earlier.flatMap(workflowsOf).includes(workflow))
    return innocent(`${changed}. Releases of another line came from it before`);
  const { workflows } = about.declared;
  const isDeclared = workflows.length === 0 || workflows.includes(workflow);
  if (isDeclared) return fires('provenance-changed', 'medium', changed);
  return fires(
    'provenance-changed',
    isTagged(row) && hasGoodRun(row) ? 'medium' : 'high',
    `${changed}, and the repository's files know no such workflow that publishes this package`,
  );
}

/** Those of the certificates, else that of the run which the registry recorded. */
function workflowsIn(row: ReleaseFactsRow, { github }: Case): readonly string[] {
  const { identities } = row;
  return identities.length > 0
    ? identities.flatMap(({ identity }) => identity.workflow ?? [])
    : [workflowOf(row, github)].filter((path) => path !== null);
}

function originWords({ name, id }: Origin): string {
  if (name !== null) return codeWords(name);
  return id === null ? 'a repository without a name' : `the repository with the number ${codeWords(id)}`;
}
