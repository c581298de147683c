import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { AppOptions } from '../../src/app/app.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import type { SandboxCheckRun, SandboxIssue } from '../../src/sandbox/state.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { owner } from './scenarios.ts';
import { openStage, type Stage } from './stage.ts';

/** The stage that the tests of a file share, and what they do with it again and again. */
export interface SharedStage {
  readonly stage: () => Stage;
  /** A commit is to have another check run than its first: somebody asked, or there is something else to say. */
  readonly again: (headSha: string) => void;
  /** The only check run of a commit; of the default branch's head where no commit is named. */
  readonly run: (name: string, headSha?: string) => SandboxCheckRun;
  /** The head of the default branch. */
  readonly head: (name: string) => string;
  /** The only issue of the repository. */
  readonly issue: (name: string) => SandboxIssue;
  /** What the app wrote while something happened and until all was said: `POST check-runs`, `PATCH issues/1`. */
  readonly writes: (act: () => Promise<unknown>) => Promise<readonly string[]>;
}

/**
 * A stage with the app installed on the organisation, for a whole file, whose tests each have repositories of their own.
 * After every test no work may be lost, nothing be pending or said twice, and GitHub have understood everything.
 */
export function useStage(scenario: Scenario, options: Partial<AppOptions> = {}): SharedStage {
  const asked: Record<string, number> = {};
  let opened: Stage | undefined;
  const stage = () => {
    if (opened === undefined) throw new Error('the stage is open in tests only');
    return opened;
  };
  beforeAll(async () => {
    opened = await openStage(scenario, options);
    await opened.sandbox.people.install(owner);
    await opened.settled();
  });
  afterEach(() => expectNothingLost(stage(), { asked }));
  afterAll(() => opened?.close());

  const head = (name: string) => {
    const { refs, defaultBranch } = stage().sandbox.repository(owner, name);
    return refs.get(`refs/heads/${defaultBranch}`) ?? '';
  };
  return {
    stage,
    head,
    again(headSha) {
      asked[headSha] = (asked[headSha] ?? 0) + 1;
    },
    run: (name, headSha = head(name)) => only(stage().checkRuns(owner, name, headSha), `check run of ${headSha}`),
    issue: (name) => only(stage().issues(owner, name), `issue of ${name}`),
    async writes(act) {
      const before = stage().sandbox.requests.length;
      await act();
      await stage().settled();
      return writesIn(stage(), before);
    },
  };
}

/** What was written from the request of this number on. */
export function writesIn({ sandbox }: Stage, from = 0): readonly string[] {
  return sandbox.requests
    .slice(from)
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/repos/'))
    .map(
      ({ method, path }) =>
        `${method} ${path
          .split('/')
          .slice(4)
          .join('/')
          .replace(/^check-runs\/\d+$/, 'check-runs/ID')}`,
    );
}

/** The one thing that there is. */
export function only<Thing>(things: readonly Thing[], what: string): Thing {
  expect(things, `one ${what}`).toHaveLength(1);
  return things[0] as Thing;
}
