import { showValue, textOf } from '../types/values.ts';
import type { Step } from '../workflows/model.ts';
import type { Happening, Run } from './interpret/run.ts';
import type { TrailEntry } from './publication.ts';

/**
 * What the job does around a publishing act, flattened, for controls that look at its surroundings. Acts of the same
 * step share one trail, and trails share their entries: there may be thousands of each.
 */
export function trailOf(run: Run, publishing: Happening): readonly TrailEntry[] {
  const known = trails.get(run) ?? new Map<Step | null, readonly TrailEntry[]>();
  trails.set(run, known);
  const trail = known.get(publishing.step) ?? trailAround(run, publishing);
  known.set(publishing.step, trail);
  return trail;
}

const trails = new WeakMap<Run, Map<Step | null, readonly TrailEntry[]>>();

function trailAround(run: Run, publishing: Happening): readonly TrailEntry[] {
  const index = run.happenings.indexOf(publishing);
  return run.happenings.flatMap((happening, position) => {
    if (happening.step === null) return [];
    const when = happening.step === publishing.step ? 'publishing' : position < index ? 'before' : 'after';
    return [entryOf(happening, happening.step, when)];
  });
}

function entryOf(happening: Happening, step: Step, when: TrailEntry['when']): TrailEntry {
  const known = entries[when].get(happening);
  if (known !== undefined) return known;
  const { act, at } = happening;
  const entry: TrailEntry =
    act.kind === 'action'
      ? {
          kind: 'action',
          text: act.ref === '' ? act.action : `${act.action}@${act.ref}`,
          words: [act.action, act.ref],
          inputs: new Map([...act.inputs].map(([input, value]) => [input, textOf(value)])),
          at,
          step,
          when,
        }
      : {
          kind: 'command',
          text: [act.program, ...act.words.map(showValue)].join(' ').slice(0, 500),
          words: [act.program, ...act.words.map(textOf)],
          inputs: new Map(),
          at,
          step,
          when,
        };
  entries[when].set(happening, entry);
  return entry;
}

const entries: Readonly<Record<TrailEntry['when'], WeakMap<Happening, TrailEntry>>> = {
  before: new WeakMap(),
  publishing: new WeakMap(),
  after: new WeakMap(),
};
