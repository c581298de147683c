import type { Step } from './model.ts';
import { readEntries, readKeyedText, readSequence, readText } from './parse-fields.ts';
import { type ProblemLog, pairOf, type YamlMapping, type YamlPair } from './yaml/index.ts';

/** Steps that one file may still have. */
export interface StepAllowance {
  left: number;
}

export function startStepAllowance(): StepAllowance {
  return { left: stepLimit };
}

/** The steps of a job or of a composite action. What is no mapping is left out, but counts in the others' index. */
export function parseSteps(pair: YamlPair | null, allowance: StepAllowance, log: ProblemLog): readonly Step[] {
  const items = readSequence(pair, log)?.items ?? [];
  const steps: Step[] = [];
  for (const [index, item] of items.entries()) {
    if (allowance.left === 0) {
      log.add(null, `The file has more than ${stepLimit} steps; those after that are not read.`);
      break;
    }
    allowance.left -= 1;
    if (item.kind === 'mapping') steps.push(parseStep(item, index, log));
    else log.add(item.at.line, 'A step must be a mapping.');
  }
  return steps;
}

/** More than any job could run, and few enough for whatever looks at each of them. */
const stepLimit = 10_000;

/** A step that an alias stands for is a step where the alias stands; its texts are where they are written. */
function parseStep(step: YamlMapping, index: number, log: ProblemLog): Step {
  return {
    index,
    at: step.at,
    id: readText(pairOf(step, 'id'), log)?.value ?? null,
    name: readText(pairOf(step, 'name'), log),
    if: readText(pairOf(step, 'if'), log),
    uses: readKeyedText(pairOf(step, 'uses'), log),
    run: readKeyedText(pairOf(step, 'run'), log),
    with: readEntries(pairOf(step, 'with'), log),
    env: readEntries(pairOf(step, 'env'), log),
    shell: readText(pairOf(step, 'shell'), log),
    workingDirectory: readText(pairOf(step, 'working-directory'), log),
    continueOnError: readText(pairOf(step, 'continue-on-error'), log),
  };
}
