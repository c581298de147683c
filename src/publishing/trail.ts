import { showValue, textOf } from '../types/values.ts';
import type { Happening, Run } from './interpret/run.ts';
import type { TrailEntry } from './publication.ts';

/** What the job does around a publishing act, flattened, for controls that look at its surroundings. */
export function trailOf(run: Run, publishing: Happening): readonly TrailEntry[] {
  const index = run.happenings.indexOf(publishing);
  return run.happenings.flatMap((happening, position): readonly TrailEntry[] => {
    if (happening.step === null) return [];
    const { act, at, step } = happening;
    const when = step === publishing.step ? 'publishing' : position < index ? 'before' : 'after';
    if (act.kind === 'action') {
      const name = act.ref === '' ? act.action : `${act.action}@${act.ref}`;
      return [
        {
          kind: 'action',
          text: name,
          words: [act.action, act.ref],
          inputs: new Map([...act.inputs].map(([input, value]) => [input, textOf(value)])),
          at,
          step,
          when,
        },
      ];
    }
    const text = [act.program, ...act.words.map(showValue)].join(' ').slice(0, 500);
    return [
      { kind: 'command', text, words: [act.program, ...act.words.map(textOf)], inputs: new Map(), at, step, when },
    ];
  });
}
