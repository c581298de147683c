import { mergeBase } from '../git/history.ts';
import { get } from '../git/objects.ts';
import { headOf } from '../git/resolve.ts';
import { entryAt } from '../git/trees.ts';
import type { SandboxCheckRun, SandboxIssue, SandboxPull, SandboxRepository } from '../state.ts';

/** The newest check run of a commit, of the name that came first; null where it has none. */
export function newestRun(repository: SandboxRepository, commit: string | null): SandboxCheckRun | null {
  return newestRuns(repository, commit)[0] ?? null;
}

/** The newest check run of the default branch, of the name that came first. */
export function branchRun(repository: SandboxRepository): SandboxCheckRun | null {
  return newestRun(repository, headOf(repository));
}

/** The newest check run of each name, in the order in which the names came. */
export function newestRuns(repository: SandboxRepository, commit: string | null): readonly SandboxCheckRun[] {
  const own = [...repository.checkRuns.values()].filter(({ headSha }) => headSha === commit);
  return [...Map.groupBy(own, ({ name }) => name).values()].flatMap((runs) => runs.at(-1) ?? []);
}

/** Newest first. */
export function openIssues(repository: SandboxRepository): readonly SandboxIssue[] {
  return [...repository.issues.values()].filter(({ state }) => state === 'open').toReversed();
}

/** Newest first. */
export function openPulls(repository: SandboxRepository): readonly SandboxPull[] {
  return [...repository.pulls.values()].filter(({ state }) => state === 'open').toReversed();
}

/** The pull request whose head a commit is. */
export function pullOf(repository: SandboxRepository, commit: string): SandboxPull | null {
  return [...repository.pulls.values()].findLast(({ headSha }) => headSha === commit) ?? null;
}

/** Lines of a file at a commit, without their line breaks; null where there is no such file, or no text in it. */
export function linesAt(repository: SandboxRepository, commit: string, path: string): readonly string[] | null {
  const found = repository.objects.get(commit);
  const entry = found?.kind === 'commit' ? entryAt(repository.objects, found.tree, path) : null;
  const object = entry === null ? undefined : repository.objects.get(entry.sha);
  if (object?.kind !== 'blob' || object.content.includes(0)) return null;
  const text = Buffer.from(object.content.subarray(0, mostBytes)).toString();
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** What a page shows of one file. */
const mostBytes = 512 * 1024;

/** The first line of a commit's message. */
export function subjectOf(repository: SandboxRepository, commit: string): string {
  return get(repository.objects, commit, 'commit').message.split('\n', 1)[0] ?? '';
}

/** The commit that a pull request is compared with. */
export function baseOf(repository: SandboxRepository, pull: SandboxPull): string {
  return mergeBase(repository.objects, pull.baseSha, pull.headSha) ?? pull.baseSha;
}

/** Somebody who may press buttons here: the first with the right to write, else the owner. */
export function presser(repository: SandboxRepository): string {
  const writes = ['admin', 'maintain', 'write'];
  return [...repository.collaborators].find(([, role]) => writes.includes(role))?.[0] ?? repository.owner;
}
