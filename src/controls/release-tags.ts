import type { Evidence } from './control.ts';
import { publishingJobs } from './control-of.ts';
import { matchesRef } from './rulesets.ts';

/** The tags that releases have, or will have. */
export interface ReleaseTags {
  /** As far as they were seen: those that name a version. */
  readonly names: readonly string[];
  /** The patterns that cover them, as a ruleset takes them; where none was seen, what starts the publishing workflows. */
  readonly patterns: readonly TagPattern[];
  /** Tags under these patterns that are moved on purpose: `v1` beside `v1.2.3`. */
  readonly moving: readonly string[];
}

export interface TagPattern {
  /** As it is typed: `v*`; `~ALL` for all tags. */
  readonly text: string;
  /** A tag that it covers. */
  readonly example: string;
}

export function releaseTagsOf({ map, settings }: Evidence): ReleaseTags {
  const tagged = settings.tags.state === 'seen' ? settings.tags.value.map(({ name }) => name) : [];
  const released = settings.releases.state === 'seen' ? settings.releases.value.map(({ tag }) => tag) : [];
  const all = [...new Set([...tagged, ...released])];
  const versions = all.filter((name) => fullVersion.test(bounded(name)));
  const names = versions.length > 0 ? versions : all.filter((name) => lastNumber.test(bounded(name)));
  const jobs = publishingJobs(map.publications).map(({ site }) => site);
  const patterns =
    names.length > 0
      ? names.map((name) => ({ text: patternOf(name), example: name }))
      : jobs
          .flatMap(({ workflow, callers }) => [workflow, ...callers.flat().map((caller) => caller.workflow)])
          .flatMap(({ triggers }) => triggers)
          .filter(({ event }) => event === 'push')
          .flatMap(({ filters }) => filters.get('tags') ?? [])
          .flatMap(ofTrigger);
  return {
    names,
    patterns: [...new Map(patterns.toReversed().map((pattern) => [pattern.text, pattern])).values()].toReversed(),
    moving: versions.length > 0 ? all.filter((name) => /^v?\d+$/.test(bounded(name))) : [],
  };
}

/** The pattern for all tags that are named as this one is: `v*`, `@scope/package@*`, `[0-9]*`. */
export function patternOf(name: string): string {
  const start = (fullVersion.exec(bounded(name)) ?? lastNumber.exec(bounded(name)))?.[1];
  const pattern = start === '' ? '[0-9]*' : `${start}*`;
  return start !== undefined && matchesRef(`refs/tags/${name}`, `refs/tags/${pattern}`) ? pattern : name;
}

/** What stands before a number of several parts, or before a number at the end. */
const fullVersion = /^(.*?)\d+(?:[._-]\d+)+/;
const lastNumber = /^(.*?)\d+$/;

/** Git has no limit for names; the expressions above take time in proportion to the square of theirs. */
function bounded(name: string): string {
  return name.slice(0, 250);
}

/** A filter of `on: push: tags:` up to its first special character. */
function ofTrigger(filter: string): readonly TagPattern[] {
  if (filter.startsWith('!')) return [];
  const start = /^[^*?+[\]{}()\\]*/.exec(bounded(filter))?.[0] ?? '';
  if (start === filter) return [{ text: filter, example: filter }];
  return [start === '' ? { text: '~ALL', example: '1.0.0' } : { text: `${start}*`, example: `${start}1.0.0` }];
}
