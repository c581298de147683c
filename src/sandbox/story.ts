import type { ScenarioCommit, ScenarioRelease, ScenarioRepository, ScenarioRun, ScenarioTag } from './scenario.ts';

/** One thing that happens to a repository. */
export type Happening =
  | { readonly kind: 'commit'; readonly branch: string; readonly commit: ScenarioCommit }
  | { readonly kind: 'branch'; readonly branch: string }
  | { readonly kind: 'orphan'; readonly commit: ScenarioCommit }
  | { readonly kind: 'tag'; readonly tag: ScenarioTag }
  | { readonly kind: 'release'; readonly release: ScenarioRelease }
  | { readonly kind: 'run-begins' | 'run-ends' | 'run-deleted'; readonly run: ScenarioRun };

export interface StoryEvent {
  /** Milliseconds since the epoch; null for what carries no time and follows nothing that does: it was always there. */
  readonly at: number | null;
  readonly happening: Happening;
}

/** Milliseconds since the epoch; infinite where there is no such thing. */
export interface Beginning {
  /** The first thing that happens outside of the repository. */
  readonly elsewhere: number;
  /** When the clock starts: it counts only where nothing has a date, so that it decides nothing else. */
  readonly clock: number;
}

/** The day on which the histories of all scenarios begin that tell of nothing earlier. */
export const firstDay = '2026-01-05T09:00:00Z';

/** Milliseconds that a run takes where a scenario does not say. */
const usualRun = 5 * 60_000;

const hour = 3_600_000;
const year = 365 * 24 * hour;

/**
 * What happens to a repository, in the order in which a scenario declares it; `inOrder` sorts by time. What carries no
 * time happens with what it needs: a tag with its commit, a release with its tag, a commit an hour after the one before.
 *
 * @param beginning commits without a date at the beginning of the history are made to be older than what it says
 * @throws Error where two commits go by one id.
 */
export function storyOf(scenario: ScenarioRepository, beginning: Beginning): readonly StoryEvent[] {
  const times = new Map<string, number | null>();
  const main = scenario.defaultBranch ?? 'main';
  const commits = startingEarly(scenario, beginning);
  const events: StoryEvent[] = [];
  const add = (at: number | null, happening: Happening) => void events.push({ at, happening });
  const addLine = (branch: string, line: readonly ScenarioCommit[], start: number | null) => {
    let last = start;
    for (const [index, commit] of line.entries()) {
      const next = last === null || index === 0 ? last : last + hour;
      last = commit.date === undefined ? next : later(Date.parse(commit.date), index === 0 ? null : last);
      if (commit.id !== undefined) nameOnce(times, commit.id, last);
      add(last, { kind: 'commit', branch, commit });
    }
    times.set(branch, last);
  };
  /** Null too for what no part of the scenario goes by: a SHA-1. */
  const timeOf = (name: string) => times.get(name) ?? null;

  addLine(main, commits, null);
  for (const [branch, line] of Object.entries(scenario.branches ?? {})) {
    if (line.length === 0) add(timeOf(main), { kind: 'branch', branch });
    addLine(branch, line, timeOf(main));
  }
  for (const commit of scenario.orphans ?? []) {
    const at = commit.date === undefined ? timeOf(main) : Date.parse(commit.date);
    if (commit.id !== undefined) nameOnce(times, commit.id, at);
    add(at, { kind: 'orphan', commit });
  }
  for (const tag of scenario.tags ?? []) {
    // A date does not bring forward what the tag points to by name; without a name it takes what is there.
    const target = tag.target === undefined ? null : timeOf(tag.target);
    const at = tag.date === undefined ? (target ?? timeOf(main)) : later(Date.parse(tag.date), target);
    times.set(tag.name, at);
    add(at, { kind: 'tag', tag });
  }
  for (const release of scenario.releases ?? []) {
    const tagged = timeOf(release.tag);
    const own = release.publishedAt === undefined ? (tagged ?? timeOf(main)) : Date.parse(release.publishedAt);
    add(own === null ? null : later(own, tagged), { kind: 'release', release });
  }
  for (const run of scenario.runs ?? []) {
    const begins = later(Date.parse(run.startedAt), timeOf(run.commit));
    const ends = later(endOf(run), begins);
    add(begins, { kind: 'run-begins', run });
    add(ends, { kind: 'run-ends', run });
    if (run.deletedAt !== undefined) add(later(Date.parse(run.deletedAt), ends), { kind: 'run-deleted', run });
  }
  return events;
}

/** By time, what was always there first; what happens at one time, as it is declared. */
export function inOrder(events: readonly StoryEvent[]): readonly StoryEvent[] {
  return events.toSorted((one, other) => rank(one) - rank(other));
}

/** Milliseconds since the epoch. */
export function endOf(run: ScenarioRun): number {
  return run.endedAt === undefined ? Date.parse(run.startedAt) + usualRun : Date.parse(run.endedAt);
}

/** Finite for all that is said: two infinities have no difference to sort by. */
function rank({ at }: StoryEvent): number {
  return at ?? Number.MIN_SAFE_INTEGER;
}

function later(one: number, other: number | null): number {
  return other === null ? one : Math.max(one, other);
}

function nameOnce(times: Map<string, number | null>, id: string, at: number | null): void {
  if (times.has(id)) throw new Error(`two commits or branches of one repository go by \`${id}\``);
  times.set(id, at);
}

/** A history that begins without dates must not begin after what it tells of: a year before the earliest, if need be. */
function startingEarly(scenario: ScenarioRepository, { elsewhere, clock }: Beginning): readonly ScenarioCommit[] {
  const commits = scenario.commits ?? [];
  const found = commits.findIndex(({ date }) => date !== undefined);
  const undated = found === -1 ? commits.length : found;
  const dated = Math.min(elsewhere, ...datesIn(scenario).map((date) => Date.parse(date)));
  const earliest = Number.isFinite(dated) ? dated : clock;
  const lastUndated = Date.parse(firstDay) + Math.max(0, undated - 1) * hour;
  if (undated === 0 || lastUndated <= earliest) return commits;
  const start = earliest - year - undated * hour;
  return commits.map((commit, index) =>
    index < undated ? { ...commit, date: isoTime(start + index * hour) } : commit,
  );
}

function datesIn({ commits, branches, orphans, tags, releases, runs }: ScenarioRepository): readonly string[] {
  return [
    ...[...(commits ?? []), ...Object.values(branches ?? {}).flat(), ...(orphans ?? [])].map(({ date }) => date),
    ...(tags ?? []).map(({ date }) => date),
    ...(releases ?? []).map(({ publishedAt }) => publishedAt),
    ...(runs ?? []).map(({ startedAt }) => startedAt),
  ].filter((date) => date !== undefined);
}

/** As GitHub writes times: without milliseconds. */
export function isoTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
