import type { GitHubRelease, GitTag, Rule, Ruleset } from '../../src/github/settings.ts';
import type { Observation } from '../../src/types/observation.ts';

/** A setting that GitHub told. */
export function told<T>(value: T): Observation<T> {
  return { state: 'seen', value, source: 'test' };
}

export const missing: Observation<never> = { state: 'absent', source: 'test' };

/** A setting that GitHub would not tell. */
export function hidden(permission: string): Observation<never> {
  return { state: 'unreadable', reason: 'Resource not accessible by integration', permission, source: 'Settings' };
}

/** A ruleset for tags with the types of its rules. */
export function tagRuleset(types: readonly string[], changes: Partial<Ruleset> = {}): Ruleset {
  return {
    name: 'Releases',
    target: 'tag',
    enforcement: 'active',
    from: 'repository',
    include: ['refs/tags/v*'],
    exclude: [],
    rules: types.map((type) => ({ type })),
    bypassActors: 0,
    ...changes,
  };
}

/** A ruleset for the default branch. */
export function branchRuleset(rules: readonly Rule[], changes: Partial<Ruleset> = {}): Ruleset {
  return { ...tagRuleset([]), name: 'Main', target: 'branch', include: ['~DEFAULT_BRANCH'], rules, ...changes };
}

/** A signed tag. */
export function gitTag(name: string, changes: Partial<GitTag> = {}): GitTag {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  return { name, commit, annotated: true, signature: 'verified', committedAt: '2026-05-01T00:00:00Z', ...changes };
}

/** A release with files of these names. */
export function release(tag: string, assets: readonly string[] = [], immutable: boolean | null = false): GitHubRelease {
  return {
    tag,
    name: tag,
    publishedAt: '2026-05-01T00:00:00Z',
    prerelease: false,
    immutable,
    author: 'octocat',
    assets: assets.map((name) => ({ name, digest: null, uploader: 'octocat', size: 1 })),
  };
}
