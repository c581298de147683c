import { statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Subject } from '../types/subject.ts';
import { originUrlOf } from './git-config.ts';
import { readBytes } from './read-text.ts';
import { repositoryOfUrl } from './remote-url.ts';

/** What git's own files say of a folder, without running git. Whatever cannot be read is null. */
export function subjectOf(folder: string): Subject {
  const git = gitFoldersOf(resolve(folder));
  if (git === null) return { repository: null, ref: null, commit: null };
  const head = headOf(git);
  const url = originUrlOf(textIn(git.common, 'config') ?? '');
  return { ...head, repository: url === null ? null : repositoryOfUrl(url) };
}

/** The address of the remote `origin` as git's configuration has it, with whatever credentials stand in it; null for none. */
export function originOf(folder: string): string | null {
  const git = gitFoldersOf(resolve(folder));
  return git === null ? null : originUrlOf(textIn(git.common, 'config') ?? '');
}

interface GitFolders {
  /** Where HEAD is: of the worktree, where it is one. */
  readonly own: string;
  /** Where branches, tags and the configuration are. */
  readonly common: string;
}

function gitFoldersOf(folder: string): GitFolders | null {
  const git = join(folder, '.git');
  const own = isFolder(git) ? git : linkedFolder(folder, textIn(folder, '.git'));
  if (own === null) return null;
  const common = textIn(own, 'commondir')?.trim();
  return { own, common: common ? resolve(own, common) : own };
}

/** `gitdir: …`, as worktrees and submodules have it. */
function linkedFolder(folder: string, text: string | null): string | null {
  const path = text?.startsWith('gitdir:') ? text.slice('gitdir:'.length).trim() : '';
  if (path === '') return null;
  return isAbsolute(path) ? path : resolve(folder, path);
}

function headOf(git: GitFolders): { readonly ref: string | null; readonly commit: string | null } {
  const head = textIn(git.own, 'HEAD')?.trim() ?? '';
  const ref = symbolicTarget(head);
  if (ref === null) return { ref: null, commit: isCommit(head) ? head : null };
  return { ref, commit: commitOf(git, ref) };
}

/** Git itself follows symbolic refs no further. */
const symbolicLimit = 5;

function commitOf(git: GitFolders, ref: string): string | null {
  let name = ref;
  for (let count = 0; count < symbolicLimit; count += 1) {
    const text = (textIn(git.own, name) ?? textIn(git.common, name))?.trim();
    if (text === undefined) return packedCommit(textIn(git.common, 'packed-refs') ?? '', name);
    if (isCommit(text)) return text;
    const next = symbolicTarget(text);
    if (next === null) return null;
    name = next;
  }
  return null;
}

/** Lines of `<commit> <ref>`; those with `^` are the commits that tags lead to. */
function packedCommit(text: string, ref: string): string | null {
  const line = text.split('\n').find((candidate) => candidate.trimEnd().endsWith(` ${ref}`)) ?? '';
  const commit = line.slice(0, line.indexOf(' '));
  return isCommit(commit) ? commit : null;
}

/** The ref that `ref: refs/heads/main` names; null for a name that git would not make, or that leads elsewhere. */
function symbolicTarget(text: string): string | null {
  if (!text.startsWith('ref:')) return null;
  const ref = text.slice('ref:'.length).trim();
  const isProper = ref.startsWith('refs/') && ref.split('/').every((name) => name !== '' && !name.startsWith('.'));
  return isProper && !ref.includes('\0') ? ref : null;
}

function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

const gitFileLimit = 32 * 1024 * 1024;

function textIn(folder: string, name: string): string | null {
  const bytes = readBytes(join(folder, name), gitFileLimit);
  return Buffer.isBuffer(bytes) ? bytes.toString('utf8') : null;
}
