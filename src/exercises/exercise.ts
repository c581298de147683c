import type { CardId } from './card.ts';
import { chooseTarget } from './choose-target.ts';
import { controlsOf } from './controls-of.ts';
import { type Fact, factsOf } from './facts.ts';
import { type Filling, told } from './fill.ts';
import { gapsOf, type OpenGap, openGaps, type TestedGap } from './gaps.ts';
import type { Ground, Target } from './ground.ts';
import type { ExerciseScenario, Inject, Length } from './scenario.ts';
import { slotsOf } from './slots.ts';
import { timesOf } from './times.ts';

/** An exercise of one organisation, with nothing left open. Sentences mark code with backticks. */
export interface Exercise {
  readonly scenario: ExerciseScenario['id'];
  readonly title: string;
  /** Of the players' copy. */
  readonly cover: string;
  readonly about: string;
  readonly account: string;
  readonly target: Target;
  readonly facts: ReadonlySet<Fact>;
  readonly length: Length;
  readonly objectives: readonly string[];
  readonly situation: readonly string[];
  readonly truth: readonly string[];
  readonly stops: string;
  readonly happened: string;
  /** Minutes before the first module. */
  readonly opening: number;
  readonly modules: readonly FilledModule[];
  readonly hotWash: { readonly at: number; readonly minutes: number; readonly questions: readonly string[] };
  /** What the story met and is open now. */
  readonly gaps: readonly OpenGap[];
}

export interface FilledModule {
  readonly title: string;
  readonly at: number;
  readonly minutes: number;
  readonly injects: readonly FilledInject[];
}

export interface FilledInject {
  readonly title: string;
  readonly by: string;
  /** Minutes from the beginning of the exercise. */
  readonly at: number;
  readonly minutes: number;
  readonly says: string;
  readonly asks: readonly string[];
  readonly cards: readonly CardId[];
  readonly gaps: readonly TestedGap[];
  readonly signals: readonly string[];
  readonly shows: string;
  readonly good: readonly string[];
}

/** Writes the scenario out for the organisation. Equal input gives an equal exercise. */
export function exerciseOf(scenario: ExerciseScenario, ground: Ground, length: Length): Exercise {
  const target = chooseTarget(ground, scenario);
  const filling: Filling = { facts: factsOf(target, ground.isInvented), slots: slotsOf(target, ground) };
  const tell = (text: Parameters<typeof told>[0]) => told(text, filling);
  const times = timesOf(length);
  const modules = scenario.modules.map((module, index): FilledModule => {
    const at = times.opening + index * times.module;
    const injects = module.injects.slice(0, times.injects.length);
    return {
      title: tell(module.title),
      at,
      minutes: times.module,
      injects: injects.map((inject, place) => fill(inject, at, place, times.injects, target, filling)),
    };
  });
  return {
    scenario: scenario.id,
    title: scenario.title,
    cover: scenario.cover,
    about: scenario.about,
    account: ground.account,
    target,
    facts: filling.facts,
    length,
    objectives: scenario.objectives.map(tell),
    situation: scenario.situation.map(tell),
    truth: scenario.truth.map(tell),
    stops: tell(scenario.stops),
    happened: tell(scenario.happened),
    opening: times.opening,
    modules,
    hotWash: {
      at: times.opening + modules.length * times.module,
      minutes: times.hotWash,
      questions: scenario.hotWash.map(tell),
    },
    gaps: openGaps(target, controlsOf(scenario, length)),
  };
}

function fill(
  inject: Inject,
  begins: number,
  place: number,
  minutes: readonly number[],
  target: Target,
  filling: Filling,
): FilledInject {
  return {
    title: told(inject.title, filling),
    by: told(inject.by, filling),
    at: begins + minutes.slice(0, place).reduce((sum, each) => sum + each, 0),
    minutes: minutes[place] ?? 0,
    says: told(inject.says, filling),
    asks: inject.asks.map((each) => told(each, filling)),
    cards: inject.cards,
    gaps: gapsOf(target, inject.tests),
    signals: inject.signals ?? [],
    shows: told(inject.shows, filling),
    good: inject.good.map((each) => told(each, filling)),
  };
}
