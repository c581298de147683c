import type { Ruleset, Settings } from '../github/settings.ts';
import { matchesGlob } from '../types/glob.ts';

/** The active rulesets that cover a reference: `refs/tags/v1.2.3`, or the default branch as `refs/heads/main`. */
export function rulesetsInForce(settings: Settings, ref: string): readonly Ruleset[] {
  return rulesetsOver(settings, ref).filter(({ enforcement }) => enforcement === 'active');
}

/** Rulesets that would cover it, if somebody switched them on. */
export function rulesetsAsleep(settings: Settings, ref: string): readonly Ruleset[] {
  return rulesetsOver(settings, ref).filter(({ enforcement }) => enforcement !== 'active');
}

/** Whether one of the rulesets has a rule of this type. */
export function haveRule(rulesets: readonly Ruleset[], type: string): boolean {
  return rulesets.some(({ rules }) => rules.some((rule) => rule.type === type));
}

/** Who may pass the rulesets by, as the end of a sentence; empty where nobody may. */
export function bypassWords(rulesets: readonly Ruleset[]): string {
  const numbers = rulesets.map(({ bypassActors }) => bypassActors);
  if (numbers.includes(null)) return '; who may bypass it, GitHub shows only to those who may edit the ruleset';
  const most = Math.max(0, ...numbers.map((number) => number ?? 0));
  return most === 0 ? '' : `; its bypass list has ${most} ${most === 1 ? 'entry' : 'entries'}`;
}

/** Whether a pattern of a ruleset stands for the reference. Of branches, only the default one is ever asked about. */
export function matchesRef(ref: string, pattern: string): boolean {
  if (pattern === '~ALL') return true;
  if (pattern === '~DEFAULT_BRANCH') return ref.startsWith('refs/heads/');
  // GitHub's fnmatch has neither groups nor escapes, which our matcher would read into these
  if (/[{}()\\]/.test(pattern)) return pattern === ref;
  // and `**` that no slash follows is no more than `*`
  return matchesGlob(ref, pattern.replace(/\/\*\*$/, '/*'));
}

function rulesetsOver({ rulesets }: Settings, ref: string): readonly Ruleset[] {
  const target = ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  if (rulesets.state !== 'seen') return [];
  return rulesets.value.filter(
    (ruleset) =>
      ruleset.target === target &&
      ruleset.include.some((pattern) => matchesRef(ref, pattern)) &&
      !ruleset.exclude.some((pattern) => matchesRef(ref, pattern)),
  );
}
