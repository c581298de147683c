import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppCredentials } from '../../src/app/app.ts';
import type { OrgAppOrders, OrgAppState, OrgAppWish } from './org-app.ts';
import type { GitHubCounts, GitHubOrders, GitHubWish } from './org-github.ts';

/** An organisation on the local GitHub and the app on an embedded store, each a process of its own. */
export interface OrgStage {
  /** What happens on GitHub or in time, and what the app asks for until nothing is left to do. */
  measure(act: 'install' | 'a-day-later'): Promise<OrgMeasure>;
  close(): Promise<void>;
}

export interface OrgMeasure extends GitHubCounts, OrgAppState {
  readonly seconds: number;
}

export async function openOrgStage(repositories: number): Promise<OrgStage> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-org-'));
  const github = fork(join(import.meta.dirname, 'org-github.ts'));
  const app = fork(join(import.meta.dirname, 'org-app.ts'), { execArgv: ['--expose-gc'] });
  const close = async () => {
    for (const child of [app, github]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill(child === app ? 'SIGTERM' : 'SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const ordered: GitHubOrders = { repositories };
    const { url, credentials } = await answer<{ url: string; credentials: AppCredentials }>(github, ordered);
    const orders: OrgAppOrders = { credentials, github: url, folder: join(folder, 'store') };
    const { url: listening } = await answer<{ url: string }>(app, orders);
    const ask = (wish: GitHubWish) => answer<GitHubCounts>(github, wish);
    await ask({ wish: 'webhooks', url: `${listening}/api/github/webhooks` });
    return {
      async measure(act) {
        const started = performance.now();
        const first = await ask({ wish: act === 'install' ? 'install' : 'counts' });
        const wish: OrgAppWish = act === 'install' ? 'settled' : 'a-day-later';
        const state = await answer<OrgAppState>(app, wish);
        const seconds = (performance.now() - started) / 1000;
        return { ...sum(first, await ask({ wish: 'counts' })), ...state, seconds };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a process answers to a message; rejects where it ends instead. */
async function answer<Answer>(child: ChildProcess, message: object | string): Promise<Answer> {
  const patience = AbortSignal.timeout(longest);
  const ended = once(child, 'exit', { signal: patience }).then(() => {
    throw new Error('a process of the bench has ended');
  });
  const answered = once(child, 'message', { signal: patience });
  child.send(message);
  return (await Promise.race([answered, ended]))[0] as Answer;
}

/** In milliseconds. */
const longest = 10 * 60_000;

function sum(one: GitHubCounts, other: GitHubCounts): GitHubCounts {
  const kinds = [...new Set([...Object.keys(one.writes), ...Object.keys(other.writes)])];
  return {
    counted: one.counted + other.counted,
    graphql: one.graphql + other.graphql,
    points: one.points + other.points,
    writes: Object.fromEntries(kinds.map((kind) => [kind, (one.writes[kind] ?? 0) + (other.writes[kind] ?? 0)])),
    free: one.free + other.free,
  };
}
