import type { TreeEntry } from './tree-listing.ts';

/** A git tree as it would stand on disk. */
export type TreeNode =
  | TreeFolder
  | { readonly kind: 'file'; readonly sha: string; readonly size: number }
  | { readonly kind: 'link'; readonly sha: string }
  | { readonly kind: 'submodule' };

export interface TreeFolder {
  readonly kind: 'folder';
  /** Of the root the empty string. */
  readonly name: string;
  /** Null above the root. */
  readonly parent: TreeFolder | null;
  /** By name. */
  readonly entries: Map<string, TreeNode>;
}

/** The folders of a list of entries, in any order; a path that is too long for any system is left out. */
export function foldersOf(entries: readonly TreeEntry[]): TreeFolder {
  const root: TreeFolder = { kind: 'folder', name: '', parent: null, entries: new Map() };
  const known = new Map<string, TreeFolder>();
  for (const { path, mode, sha, size } of entries) {
    if (mode === '040000' || path.length > longest) continue;
    const slash = path.lastIndexOf('/');
    const folder = folderAt(known, root, path.slice(0, Math.max(slash, 0)));
    folder.entries.set(path.slice(slash + 1), nodeOf(mode, sha, size));
  }
  return root;
}

/** Where a path leads when links are followed, as the operating system would follow them; or why nowhere. */
export type Destination =
  | { readonly node: TreeFolder | { readonly kind: 'file'; readonly sha: string; readonly size: number } }
  | { readonly unreadable: string };

/**
 * @param from the folder that holds the link
 * @param target the text of the link
 * @param textOf the text of another link on the way, or undefined where it is not known
 */
export function followLink(from: TreeFolder, target: string, textOf: (sha: string) => string | undefined): Destination {
  let here = from;
  let links = 0;
  const steps: string[] = [];
  const enter = (text: string): string | null => {
    links += 1;
    steps.push(...text.slice(0, longest).split('/').reverse());
    if (text.startsWith('/')) return outside;
    return links > mostLinks || steps.length > longest ? 'it is a symbolic link that leads back to itself' : null;
  };
  const refused = enter(target);
  if (refused !== null) return { unreadable: refused };
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step === '' || step === '.') continue;
    if (leftOut.has(step)) return { unreadable: 'it is a symbolic link into a folder that is not read' };
    const node = step === '..' ? here.parent : (here.entries.get(step) ?? 'missing');
    if (node === null) return { unreadable: outside };
    if (node === 'missing') return { unreadable: missing };
    if (node.kind === 'submodule') return { unreadable: 'it is a symbolic link into a submodule' };
    if (node.kind === 'folder') here = node;
    else if (node.kind === 'file') {
      return steps.length === 0 ? { node } : { unreadable: missing };
    } else {
      const text = textOf(node.sha);
      const stopped = text === undefined ? notFollowed : enter(text);
      if (stopped !== null) return { unreadable: stopped };
    }
  }
  return { node: here };
}

/** What is no source wherever it stands: git's own data and installed packages. */
export const leftOut: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Of a link whose text was not fetched. */
export const notFollowed = 'it is a symbolic link, and the repository has too many to follow them all';

const outside = 'it is a symbolic link that leads out of the repository';

const missing = 'it is a symbolic link to what does not exist';

/** As many as Linux follows. */
const mostLinks = 40;

/** Longest path, in characters, as Linux has it. */
export const longest = 4_096;

/** Every folder on the way is made, from the top: no recursion, since paths may be deep. */
function folderAt(known: Map<string, TreeFolder>, root: TreeFolder, path: string): TreeFolder {
  const found = known.get(path);
  if (found !== undefined || path === '') return found ?? root;
  let folder = root;
  for (let end = 0; end < path.length; ) {
    const slash = path.indexOf('/', end);
    const next = slash < 0 ? path.length : slash;
    const at = path.slice(0, next);
    const name = path.slice(end, next);
    const below = known.get(at) ?? { kind: 'folder' as const, name, parent: folder, entries: new Map() };
    known.set(at, below);
    folder.entries.set(name, below);
    folder = below;
    end = next + 1;
  }
  return folder;
}

function nodeOf(mode: string, sha: string, size: number): TreeNode {
  if (mode === '160000') return { kind: 'submodule' };
  return mode === '120000' ? { kind: 'link', sha } : { kind: 'file', sha, size };
}
