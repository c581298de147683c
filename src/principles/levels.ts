import type { Capability, Registry } from '../registries/registry.ts';
import type { Track } from '../types/principle-id.ts';
import type { ReportControl, ReportLevels } from '../types/report.ts';
import { appliesTo } from './applicability.ts';
import { type Principle, principleLevels, principles } from './principles.ts';

/** What levels are read from: an answered control of the report. */
export type AnsweredControl = Pick<ReportControl, 'id' | 'verdict' | 'principles'>;

/** The part of a registry that its own level is read from. */
export type GradedRegistry = Pick<Registry, 'id' | 'capabilities'>;

/** The four tracks as the report shows them: the project's level and, beside it, that of its registries. */
export function levelsOf(controls: readonly AnsweredControl[], registries: readonly GradedRegistry[]): ReportLevels {
  const track = (name: Track): ReportLevels[Track] => ({
    ...levelOf(name, controls),
    ceiling: ceilingOf(name, registries),
  });
  return {
    authentication: track('authentication'),
    authorization: track('authorization'),
    general: track('general'),
    cli: track('cli'),
  };
}

/**
 * The project's level in a track, with the controls that hold it back at the next one, sorted.
 *
 * Levels are climbed from 1. A level is
 * - **held** when a control of one of its lines fails or is unknown: the climb ends, and these controls are named;
 * - **reached** when none does and at least one passes or is accepted;
 * - **passed through** when it asks nothing of this project: each of its lines either has no project half, or was
 *   answered and only with `not-applicable`. It does not count by itself; a higher level can still be reached;
 * - **unproven** otherwise, when a line that has a project half was asked by no control: the climb ends. Nothing is
 *   named then, because nothing that was asked stands in the way.
 *
 * So no level is claimed without at least one control that shows something at it, and none below it is left out. A
 * control of several levels counts at each of them; controls of other tracks do not count.
 */
export function levelOf(track: Track, controls: readonly AnsweredControl[]): { level: number; held: string[] } {
  let reached = 0;
  for (const level of principleLevels) {
    const lines = principles.filter((line) => line.track === track && line.level === level);
    const standings = lines.map((line) => standingOf(line, controls));
    if (standings.includes('held')) return { level: reached, held: holding(lines, controls) };
    if (standings.includes('shown')) reached = level;
    else if (standings.includes('unasked')) break;
  }
  return { level: reached, held: [] };
}

/**
 * The registries' own level in a track: the least of those that the track grades. Null where it grades none of them,
 * or where what is not known of them could change the answer.
 *
 * A level is kept when none of its lines is refused and at least half of them are kept in full; what the sign-in
 * provider does counts in full. A line that is kept in part therefore does not hold back a level that is mostly kept,
 * nor does it carry one that is kept in part throughout.
 */
export function ceilingOf(track: Track, registries: readonly GradedRegistry[]): number | null {
  const graded = registries.filter((registry) => appliesTo(track, registry.id));
  if (graded.length === 0) return null;
  const least = Math.min(...graded.map((registry) => ownLevel(track, registry, 'no')));
  const most = Math.min(...graded.map((registry) => ownLevel(track, registry, 'yes')));
  return least === most ? least : null;
}

type Standing = 'held' | 'shown' | 'nothing-asked' | 'unasked';

function standingOf(line: Principle, controls: readonly AnsweredControl[]): Standing {
  const answers = controls.filter((control) => control.principles.includes(line.id));
  if (answers.some(holds)) return 'held';
  if (answers.some((control) => control.verdict !== 'not-applicable')) return 'shown';
  return answers.length > 0 || line.projectDoes === null ? 'nothing-asked' : 'unasked';
}

function holding(lines: readonly Principle[], controls: readonly AnsweredControl[]): string[] {
  const ids = new Set<string>(lines.map((line) => line.id));
  const held = controls.filter((control) => holds(control) && control.principles.some((id) => ids.has(id)));
  return [...new Set(held.map((control) => control.id))].toSorted();
}

function holds(control: AnsweredControl): boolean {
  return control.verdict === 'fail' || control.verdict === 'unknown';
}

/** The level of one registry if everything unknown of it were `unknown`'s stand-in. */
function ownLevel(track: Track, registry: GradedRegistry, standIn: 'yes' | 'no'): number {
  let kept = 0;
  for (const level of principleLevels) {
    const offers = principles
      .filter((line) => line.track === track && line.level === level)
      .map((line) => registry.capabilities[line.id].offers)
      .map((offer) => (offer === 'unknown' ? standIn : offer));
    if (!isKept(offers)) break;
    kept = level;
  }
  return kept;
}

function isKept(offers: readonly Capability[]): boolean {
  const inFull = offers.filter((offer) => offer === 'yes' || offer === 'delegated').length;
  return !offers.includes('no') && inFull * 2 >= offers.length;
}
