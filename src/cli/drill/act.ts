import type { Scene } from './scene.ts';

/** Who does something in the time line. */
export type Who = 'attacker' | 'project' | 'registry' | 'mintmark';

/** One thing that happens, told as it happens. */
export interface Act {
  /** In minutes from the beginning. */
  readonly at: number;
  readonly who: Exclude<Who, 'mintmark'>;
  readonly says: string;
  /** What of it reaches GitHub or a registry; null where nothing does. */
  readonly does: ((scene: Scene) => void | Promise<void>) | null;
}

/** What a scenario does on the stage, and whether it can be seen from outside. */
export interface Plot {
  readonly acts: readonly Act[];
  readonly ends: PlotEnd;
}

export type PlotEnd =
  /** An alarm has to ring. */
  | { readonly expects: 'alarm' }
  /** Nothing can be seen from outside, or nothing happened that should be; an alarm that rings is told all the same. */
  | { readonly expects: 'nothing'; readonly why: string }
  /** Nothing may be red, and the version has to be in the ledger in the end. */
  | { readonly expects: 'calm'; readonly version: string };
