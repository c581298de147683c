import { isDeepStrictEqual } from 'node:util';
import type { RunningApp } from '../../src/app/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxCheckRun, SandboxRepository } from '../../src/sandbox/state.ts';
import type { Ledger } from './ledger.ts';

/** What an app knows and has said of each repository that it looks after, so far as it follows from how GitHub is now. */
export type View = Readonly<Record<string, unknown>>;

/** @param ledger whose interruptions excuse what was not said of pull requests meanwhile */
export async function viewOf(app: RunningApp, sandbox: Sandbox, ledger?: Ledger): Promise<View> {
  const entries = lookedAfter(sandbox).flatMap((repository) =>
    partsOf(app, repository, namesOf(sandbox, repository), ledger),
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** Repositories that an installation reaches which is not suspended, and that can be written to. */
export function lookedAfter({ state }: Sandbox): readonly SandboxRepository[] {
  const open = [...state.installations.values()].filter(({ suspendedAt }) => suspendedAt === null);
  return [...state.repositories.values()].filter(
    ({ id, owner, archived, deleted }) =>
      !archived &&
      !deleted &&
      open.some(({ account, repositories }) => account === owner && (repositories === 'all' || repositories.has(id))),
  );
}

const excused = 'nothing was said while the app could not act';

function partsOf(
  { store }: RunningApp,
  repository: SandboxRepository,
  names: readonly string[],
  ledger?: Ledger,
): readonly Promise<[string, unknown]>[] {
  const { id, name, refs, defaultBranch, pulls, issues, checkRuns } = repository;
  const part = async (what: string, value: Promise<unknown>): Promise<[string, unknown]> => [
    `${name}: ${what}`,
    await value,
  ];
  const said = (headSha: string | undefined) =>
    Promise.resolve(saidIn([...checkRuns.values()].findLast((run) => run.headSha === headSha)));
  // What was said of a pull request is not said again because its repository has another name by now
  const saidOfPull = async (headSha: string) => {
    const told = await said(headSha);
    return told === null
      ? null
      : {
          ...told,
          annotations: told.annotations.map((text) => names.reduce((left, each) => left.replaceAll(each, '…'), text)),
        };
  };
  const openPulls = [...pulls.values()].filter(({ state }) => state === 'open');
  return [
    part('report of record', store.reports.ofRecord(id)),
    part('check run of the default branch', said(refs.get(`refs/heads/${defaultBranch}`))),
    ...openPulls.map(({ number, headSha }) =>
      part(
        `check run of pull request ${number}`,
        saidOfPull(headSha).then((told) => (isSaid(told) || ledger?.wasInterrupted(id) !== true ? told : excused)),
      ),
    ),
    part(
      'findings in the open issue',
      store.issues
        .list(id)
        .then((known) =>
          known
            .filter(({ state, obeyed }) => state === 'open' && !obeyed)
            .map(({ key, number, open }) => ({ key, number, open, onGitHub: issues.get(number)?.state })),
        ),
    ),
  ];
}

/** What the app had begun when it lost its access stays as it was. */
function isSaid(told: Said | null): boolean {
  return told !== null && told.status === 'completed';
}

/** The names that it has had, the longest first. */
function namesOf({ state }: Sandbox, { id, name }: SandboxRepository): readonly string[] {
  const former = [...state.redirects].flatMap(([place, of]) =>
    of === id ? [place.slice(place.indexOf('/') + 1)] : [],
  );
  return [name, ...former].toSorted((a, b) => b.length - a.length);
}

interface Said extends Pick<SandboxCheckRun, 'status' | 'conclusion' | 'title'> {
  readonly annotations: readonly string[];
}

function saidIn(run: SandboxCheckRun | undefined): Said | null {
  if (run === undefined) return null;
  const { status, conclusion, title, annotations } = run;
  return { status, conclusion, title, annotations: annotations.map((each) => JSON.stringify(each)).toSorted() };
}

/** Where two views are not the same, in words. What is said of a pull request may be missing where the app could not act. */
export function differences(ours: View, fresh: View): readonly string[] {
  const parts = [...new Set([...Object.keys(ours), ...Object.keys(fresh)])];
  return parts
    .filter((part) => ours[part] !== excused)
    .filter((part) => !isDeepStrictEqual(ours[part], fresh[part]))
    .map((part) => `${part} ${firstDifference(ours[part], fresh[part])}`);
}

function firstDifference(ours: unknown, fresh: unknown, path = ''): string {
  if (!isTree(ours) || !isTree(fresh)) return `${path} is ${shortened(ours)}, and ${shortened(fresh)} to a fresh app`;
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(fresh)])];
  const key = keys.find((each) => !isDeepStrictEqual(ours[each], fresh[each]));
  return key === undefined ? path : firstDifference(ours[key], fresh[key], `${path}.${key}`);
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function shortened(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 300);
}
