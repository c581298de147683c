import { compareSeverity, severities } from '../types/severity.ts';
import { type Fact, factsOf } from './facts.ts';
import { meets } from './fill.ts';
import type { Ground, Target } from './ground.ts';
import type { ExerciseScenario } from './scenario.ts';

/**
 * The package that the story happens to: the first conditions that one meets decide; among several, one where the
 * alarm can ring, and whose repository has the most to put right.
 */
export function chooseTarget(ground: Ground, { prefers }: ExerciseScenario): Target {
  const candidates = ground.targets.map((target) => ({ target, facts: factsOf(target, ground.isInvented) }));
  const [first] = ground.targets;
  if (first === undefined) throw new Error('an organization without targets: groundOf gives one at least');
  for (const conditions of prefers) {
    const fitting = candidates.filter(({ facts }) => meets(facts, conditions));
    const [best] = narrowed(fitting).toSorted((a, b) => weightOf(b.target) - weightOf(a.target));
    if (best !== undefined) return best.target;
  }
  return first;
}

/** Those where people can see the alarm ring, where there are any. */
function narrowed<Candidate extends { readonly facts: ReadonlySet<Fact> }>(
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const narrow = (fact: Fact) => candidates.filter(({ facts }) => facts.has(fact));
  return [narrow('comparable'), narrow('watched'), candidates].find((each) => each.length > 0) ?? [];
}

/** Of what is open in the repository: a graver finding outweighs several of the next lower severity. */
function weightOf({ report }: Target): number {
  return report.findings.reduce(
    (sum, { severity }) =>
      sum + 10 ** (severities.length - 1 - severities.findIndex((each) => compareSeverity(each, severity) === 0)),
    0,
  );
}
