import { readStrictly } from './read-strictly.ts';
import type { Scenario } from './scenario.ts';
import { scenarioSchema } from './scenario-schema.ts';

/**
 * Reads a scenario file, strictly.
 * @throws Error with every mistake on a line of its own: `path:line: what is wrong`.
 */
export function readScenario(text: string, path: string): Scenario {
  return readStrictly<Scenario>(scenarioSchema, text, path, 'scenario');
}
