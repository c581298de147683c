import type { Pins } from '../../src/fixes/pins.ts';
import { pathExamples } from './control-examples-path.ts';
import { releasedExamples } from './control-examples-released.ts';
import type { ControlExample } from './example-repository.ts';

export const exampleRepository = 'octo/demo';

/** ISO 8601 day. */
export const exampleToday = '2026-06-01';

/** What stands behind the tags of the actions in the examples, as GitHub would tell it. */
export const pinnedActions: Pins = new Map(
  ['actions/checkout@v6', 'actions/setup-node@v6'].map((key) => [
    key,
    { commit: '0123456789abcdef0123456789abcdef01234567', version: 'v6.0.1' },
  ]),
);

/** The example of a control. Throws where there is none: each has one, in one of the files beside this. */
export function exampleOf(control: string): ControlExample {
  const example = pathExamples[control] ?? releasedExamples[control];
  if (example === undefined) throw new Error(`no file scripts/docs/control-examples-… has an example for ${control}`);
  return example;
}
