import type { Environment, Job, Text } from './model.ts';
import {
  pairsOf,
  placeOf,
  readDefaults,
  readEntries,
  readKeyedText,
  readMapping,
  readText,
  readTextOrField,
  readTexts,
} from './parse-fields.ts';
import { parseMatrix } from './parse-matrix.ts';
import { parsePermissions } from './parse-permissions.ts';
import { parseSteps, type StepAllowance } from './parse-steps.ts';
import { type ProblemLog, pairOf, type YamlPair } from './yaml/index.ts';

/** A job of a workflow; one without keys where its value is no mapping. */
export function parseJob(pair: YamlPair, allowance: StepAllowance, log: ProblemLog): Job {
  const job = readMapping(pair, log);
  return {
    id: pair.key.value,
    key: pair.key.at,
    at: placeOf(pair),
    name: readText(pairOf(job, 'name'), log),
    needs: readTexts(pairOf(job, 'needs'), log).map(({ value }) => value),
    if: readText(pairOf(job, 'if'), log),
    runsOn: parseRunsOn(pairOf(job, 'runs-on'), log),
    permissions: parsePermissions(pairOf(job, 'permissions'), log),
    environment: parseEnvironment(pairOf(job, 'environment'), log),
    concurrency: readTextOrField(pairOf(job, 'concurrency'), 'group', log),
    env: readEntries(pairOf(job, 'env'), log),
    defaults: readDefaults(pairOf(job, 'defaults'), log),
    matrix: parseMatrix(pairOf(job, 'strategy'), log),
    container: readTextOrField(pairOf(job, 'container'), 'image', log),
    services: parseServices(pairOf(job, 'services'), log),
    steps: parseSteps(pairOf(job, 'steps'), allowance, log),
    uses: readKeyedText(pairOf(job, 'uses'), log),
    with: readEntries(pairOf(job, 'with'), log),
    secrets: parseSecrets(pairOf(job, 'secrets'), log),
    outputs: readEntries(pairOf(job, 'outputs'), log),
  };
}

function parseRunsOn(pair: YamlPair | null, log: ProblemLog): readonly Text[] {
  return readTexts(pair?.value.kind === 'mapping' ? pairOf(pair.value, 'labels') : pair, log);
}

function parseEnvironment(pair: YamlPair | null, log: ProblemLog): Environment | null {
  const name = readTextOrField(pair, 'name', log);
  return pair === null || name === null ? null : { at: placeOf(pair), name };
}

function parseServices(pair: YamlPair | null, log: ProblemLog): readonly Text[] {
  return pairsOf(readMapping(pair, log)).flatMap((service) => readTextOrField(service, 'image', log) ?? []);
}

function parseSecrets(pair: YamlPair | null, log: ProblemLog): Job['secrets'] {
  if (pair?.value.kind === 'scalar' && pair.value.value === 'inherit') return { inherit: pair.value.at, entries: [] };
  return { inherit: null, entries: readEntries(pair, log) };
}
