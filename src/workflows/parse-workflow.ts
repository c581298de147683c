import type { Workflow } from './model.ts';
import { pairsOf, readDefaults, readEntries, readMapping, readText, readTextOrField } from './parse-fields.ts';
import { parseJob } from './parse-job.ts';
import { parsePermissions } from './parse-permissions.ts';
import { startStepAllowance } from './parse-steps.ts';
import { parseTriggers } from './parse-triggers.ts';
import { type ProblemLog, pairOf, readYaml, startProblemLog, type YamlMapping, type YamlPair } from './yaml/index.ts';

/**
 * Reads a workflow file. Keys that are not known are passed over, as GitHub adds new ones; a value of the wrong shape
 * becomes a problem at its line and the rest of the file is still read. Never throws.
 */
export function parseWorkflow(text: string, path: string): Workflow {
  const { root, problems } = readYaml(text, path);
  const log = startProblemLog(path, problems);
  const workflow = root?.kind === 'mapping' ? root : null;
  // A file that could not be read has said so already.
  if (workflow === null && problems.length === 0) log.add(null, 'The file holds no workflow: a mapping is expected.');

  return {
    path,
    name: readText(pairOf(workflow, 'name'), log),
    ...parseTriggers(findOn(workflow, log), log),
    permissions: parsePermissions(pairOf(workflow, 'permissions'), log),
    env: readEntries(pairOf(workflow, 'env'), log),
    defaults: readDefaults(pairOf(workflow, 'defaults'), log),
    concurrency: readTextOrField(pairOf(workflow, 'concurrency'), 'group', log),
    jobs: parseJobs(workflow, log),
    problems: log.problems(),
  };
}

/** Tools that read `on` by the rules of YAML 1.1 take it for a boolean and write it back as `true`. */
function findOn(workflow: YamlMapping | null, log: ProblemLog): YamlPair | null {
  const on = pairOf(workflow, 'on') ?? pairOf(workflow, 'true');
  if (workflow !== null && on === null) log.add(null, 'The workflow has no `on`, so nothing starts it.');
  return on;
}

function parseJobs(workflow: YamlMapping | null, log: ProblemLog): Workflow['jobs'] {
  const jobs = pairsOf(readMapping(pairOf(workflow, 'jobs'), log));
  if (workflow !== null && jobs.length === 0) log.add(null, 'The workflow has no jobs.');
  const allowance = startStepAllowance();
  return jobs.map((job) => parseJob(job, allowance, log));
}
