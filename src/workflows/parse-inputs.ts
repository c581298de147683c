import type { Input, Workflow } from './model.ts';
import { pairsOf, readMapping, readText } from './parse-fields.ts';
import { type ProblemLog, pairOf, type YamlPair } from './yaml/index.ts';

/** `inputs:` of `workflow_call`, of `workflow_dispatch` or of an action. */
export function parseInputs(pair: YamlPair | null, log: ProblemLog): readonly Input[] {
  return pairsOf(readMapping(pair, log)).map((input) => {
    const fields = readMapping(input, log);
    return {
      name: input.key.value,
      at: input.key.at,
      type: readText(pairOf(fields, 'type'), log)?.value ?? null,
      required: isTrue(pairOf(fields, 'required'), log),
      default: readText(pairOf(fields, 'default'), log),
    };
  });
}

/** `secrets:` of `workflow_call`. */
export function parseCallSecrets(pair: YamlPair | null, log: ProblemLog): Workflow['callSecrets'] {
  return pairsOf(readMapping(pair, log)).map((secret) => ({
    name: secret.key.value,
    required: isTrue(pairOf(readMapping(secret, log), 'required'), log),
    at: secret.key.at,
  }));
}

/** Quoted or not: actions are free to write either. */
function isTrue(pair: YamlPair | null, log: ProblemLog): boolean {
  return readText(pair, log)?.value.toLowerCase() === 'true';
}
