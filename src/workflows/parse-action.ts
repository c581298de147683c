import type { Action } from './model.ts';
import { readMapping, readOutputs, readText } from './parse-fields.ts';
import { parseInputs } from './parse-inputs.ts';
import { parseSteps, startStepAllowance } from './parse-steps.ts';
import { type ProblemLog, pairOf, readYaml, startProblemLog, type YamlPair } from './yaml/index.ts';

/** Reads an `action.yml`, as tolerant as `parseWorkflow`. Never throws. */
export function parseAction(text: string, path: string): Action {
  const { root, problems } = readYaml(text, path);
  const log = startProblemLog(path, problems);
  const action = root?.kind === 'mapping' ? root : null;
  // A file that could not be read has said so already.
  if (action === null && problems.length === 0) log.add(null, 'The file describes no action: a mapping is expected.');

  return {
    path,
    folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))),
    name: readText(pairOf(action, 'name'), log),
    inputs: parseInputs(pairOf(action, 'inputs'), log),
    outputs: readOutputs(pairOf(action, 'outputs'), log),
    runs: action === null ? { using: 'unknown' } : parseRuns(pairOf(action, 'runs'), log),
    problems: log.problems(),
  };
}

function parseRuns(pair: YamlPair | null, log: ProblemLog): Action['runs'] {
  const runs = readMapping(pair, log);
  const using = readText(pairOf(runs, 'using'), log);
  const kind = using?.value.toLowerCase() ?? '';
  if (kind === 'composite')
    return { using: 'composite', steps: parseSteps(pairOf(runs, 'steps'), startStepAllowance(), log) };
  if (kind === 'docker') return { using: 'docker', image: readText(pairOf(runs, 'image'), log) };
  if (/^node\d+$/.test(kind)) {
    const [main, pre, post] = ['main', 'pre', 'post'].map((key) => readText(pairOf(runs, key), log));
    return { using: 'node', main: main ?? null, pre: pre ?? null, post: post ?? null };
  }
  log.add(using?.at.line ?? pair?.key.at.line ?? null, 'The action does not say in a known way how it runs.');
  return { using: 'unknown' };
}
