import { faultKinds } from './faults.ts';
import type { RunOutcome } from './run.ts';

/** One line for a run that has passed, and all that is known of one that has failed. */
export function lineOf(outcome: RunOutcome): string {
  const { seed, store, problems, seconds, acts, faults } = outcome;
  const count = [...faults.values()].reduce((sum, each) => sum + each, 0);
  const line = `${problems.length === 0 ? 'passed' : 'FAILED'}  seed ${seed}, ${store}: ${acts} acts, ${count} faults, ${seconds.toFixed(1)} s`;
  if (problems.length === 0) return line;
  return [
    line,
    ...problems.map((problem) => `  ${problem}`),
    `  again: ${commandOf(outcome)}`,
    ...outcome.trace.map((each) => `    ${each}`),
  ].join('\n');
}

/** The same seed gives the same plan; what happens at which moment is the machine's. */
function commandOf({ seed, store }: RunOutcome): string {
  return `npm run test:faults -- --seed ${seed} --runs 1 --store ${store}`;
}

/** The figures of all runs; the last line is what counts. */
export function summaryOf(outcomes: readonly RunOutcome[]): string {
  const sum = (figure: (outcome: RunOutcome) => number) =>
    outcomes.reduce((total, each) => total + figure(each), 0).toLocaleString('en');
  const stores = Map.groupBy(outcomes, ({ store }) => store);
  const failed = outcomes.filter(({ problems }) => problems.length > 0);
  return [
    '',
    `runs                  ${[...stores].map(([store, runs]) => `${runs.length} ${store}`).join(', ')}`,
    `what people did       ${sum(({ acts }) => acts)}`,
    `webhooks              ${sum(({ webhooks }) => webhooks)}`,
    `invariants checked    ${sum(({ checked }) => checked)}`,
    `seconds a run         ${(outcomes.reduce((total, { seconds }) => total + seconds, 0) / outcomes.length).toFixed(1)}`,
    'faults',
    ...faultKinds.map(({ name }) => `  ${name.padEnd(38)}${sum(({ faults }) => faults.get(name) ?? 0).padStart(6)}`),
    ...(failed.length === 0 ? [] : ['failed', ...failed.map((each) => `  ${commandOf(each)}`)]),
    `${outcomes.length - failed.length} passed, ${failed.length} failed`,
  ].join('\n');
}

/** Kinds of faults that did not happen once. */
export function missingFaults(outcomes: readonly RunOutcome[]): readonly string[] {
  return faultKinds.map(({ name }) => name).filter((name) => !outcomes.some(({ faults }) => faults.has(name)));
}
