import { expect } from 'vitest';
import type { RunningApp } from '../../src/app/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxCheckRun } from '../../src/sandbox/state.ts';
import { markerOf } from '../../src/types/issue-marker.ts';

interface Ended {
  readonly sandbox: Sandbox;
  /** Any that runs on the store. */
  readonly app: RunningApp;
  violations(): readonly string[];
}

/**
 * What holds at the end of every story: no check run is pending, no commit has two (unless a person asked again), no
 * repository has two issues of one kind, no work waits or has failed, and GitHub would have understood all that was said.
 *
 * @param options.asked check runs that people had made anew, by the commit
 */
export async function expectNothingLost(stage: Ended, options: { readonly asked?: Record<string, number> } = {}) {
  const { sandbox, app } = stage;
  const repositories = [...sandbox.state.repositories.values()].filter(({ deleted }) => !deleted);
  for (const { owner, name, checkRuns, issues } of repositories) {
    const place = `${owner}/${name}`;
    const runs = [...checkRuns.values()].filter(({ appId }) => appId === sandbox.state.app.id);
    expect(runs.filter(isPending), `check runs left pending in ${place}`).toEqual([]);
    const byCommit = Map.groupBy(runs, ({ headSha }) => headSha);
    for (const [sha, made] of byCommit)
      expect(made.length, `check runs of ${sha} in ${place}`).toBe(1 + (options.asked?.[sha] ?? 0));
    for (const run of runs) expect(repeated(run), `annotations sent twice in ${place}`).toEqual([]);
    const ours = [...issues.values()]
      .filter(({ author }) => author.endsWith('[bot]'))
      .map(({ body }) => markerOf(body)?.key);
    expect(ours, `two issues of one kind in ${place}`).toEqual([...new Set(ours)]);
  }
  const depth = Object.values(await app.queue.depth());
  expect(depth.map(({ waiting, active }) => waiting + active)).toEqual(depth.map(() => 0));
  const late = Number.MAX_SAFE_INTEGER;
  expect(await app.store.deliveries.left(late)).toEqual([]);
  expect(await app.store.checks.left(late)).toEqual([]);
  expect(await rows(app, `select id, name, reason from deliveries where state = 'failed'`)).toEqual([]);
  expect(stage.violations()).toEqual([]);
}

function isPending({ status }: SandboxCheckRun): boolean {
  return status !== 'completed';
}

function repeated({ annotations }: SandboxCheckRun): readonly string[] {
  const texts = annotations.map((annotation) => JSON.stringify(annotation));
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

/** What a statement finds in the database behind an app. */
export async function rows({ queue }: RunningApp, statement: string): Promise<readonly Record<string, unknown>[]> {
  return (await queue.boss.getDb().executeSql(statement)).rows as readonly Record<string, unknown>[];
}
