import type { SignalId } from '../types/ledger-words.ts';
import type { CardId } from './card.ts';
import type { Fact } from './facts.ts';

export const scenarioIds = [
  'maintainer-phished',
  'token-from-ci',
  'poisoned-action',
  'account-with-provenance',
  'dependency-update',
  'registry-outage',
] as const;

export type ScenarioId = (typeof scenarioIds)[number];

export const lengths = [60, 90] as const;

/** Of an exercise, in minutes. */
export type Length = (typeof lengths)[number];

/**
 * A story that an exercise is written from, as data. Its texts are plain sentences with code between backticks; `{slot}`
 * stands for what the organisation has, and which of several tellings is told depends on what is known of it.
 */
export interface ExerciseScenario {
  readonly id: ScenarioId;
  readonly title: string;
  /** The title of the players' copy, which gives nothing away. */
  readonly cover: string;
  /** In one sentence, for a list; nothing of it is filled in. */
  readonly about: string;
  readonly objectives: readonly string[];
  /** Which package it happens to: the first list of conditions that one of them meets. */
  readonly prefers: readonly (readonly Condition[])[];
  /** What players know when it begins. */
  readonly situation: readonly Telling[];
  /** What really happens; the facilitator alone reads it. */
  readonly truth: readonly Telling[];
  /** Where the organisation is defended, how far the story goes; for the facilitator. */
  readonly stops: Telling;
  /** What it is modelled on; nothing where it is on no single case. */
  readonly happened: string;
  /** Exactly three. */
  readonly modules: readonly ExerciseModule[];
  readonly hotWash: readonly string[];
}

export interface ExerciseModule {
  readonly title: string;
  /** Two for every exercise, and a third for a long one. */
  readonly injects: readonly [Inject, Inject, Inject];
}

/** One thing that players learn, at its minute. */
export interface Inject {
  readonly title: string;
  /** How it reaches them. */
  readonly by: string;
  readonly says: Telling;
  readonly asks: readonly string[];
  /** Cards that players may ask for from now on. */
  readonly cards: readonly CardId[];
  /** Controls whose gap it tests. */
  readonly tests: readonly string[];
  /** Signals of the ledger that such a release can raise. */
  readonly signals?: readonly SignalId[];
  /** What Mintmark would have shown by now. */
  readonly shows: Telling;
  /** What good looks like. */
  readonly good: readonly Telling[];
}

/** One sentence for all, or the first whose conditions hold; the last has none. */
export type Telling = string | readonly [...Choice[], { readonly says: string }];

export interface Choice {
  readonly when: readonly Condition[];
  readonly says: string;
}

export type Condition = Fact | `no ${Fact}`;
