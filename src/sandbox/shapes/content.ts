import { get } from '../git/objects.ts';
import { kindOf, type PlacedEntry, sizeOf } from '../git/trees.ts';
import type { SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { inLines } from './git.ts';
import { apiUrl, htmlUrl } from './repository.ts';

/** What stands at a path, without what is in it. */
export function contentLine(world: World, repository: SandboxRepository, entry: PlacedEntry, ref: string) {
  const kind = kindOf(entry);
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const self = `${apiUrl(world, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${apiUrl(world, repository)}/git/${kind === 'tree' ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = `${htmlUrl(world, repository)}/${kind === 'tree' ? 'tree' : 'blob'}/${encodeURIComponent(ref)}/${path}`;
  return {
    name: entry.name,
    path: entry.path,
    sha: entry.sha,
    size: sizeOf(repository.objects, entry) ?? 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url: kind === 'blob' ? `${htmlUrl(world, repository)}/raw/${encodeURIComponent(ref)}/${path}` : null,
    type: typeOf(entry),
    _links: { self, git, html },
  };
}

/** One file with its contents; a link with its target, a submodule with its address. Over 1 MB GitHub leaves contents out. */
export function contentWhole(world: World, repository: SandboxRepository, entry: PlacedEntry, ref: string) {
  const line = contentLine(world, repository, entry, ref);
  if (line.type === 'submodule') return { ...line, submodule_git_url: `${htmlUrl(world, repository)}.git` };
  const { content } = get(repository.objects, entry.sha, 'blob');
  if (line.type === 'symlink') return { ...line, target: Buffer.from(content).toString() };
  return content.length > mostInline
    ? { ...line, encoding: 'none', content: '' }
    : { ...line, encoding: 'base64', content: inLines(content) };
}

const mostInline = 1024 * 1024;

function typeOf(entry: PlacedEntry): 'dir' | 'file' | 'symlink' | 'submodule' {
  if (entry.mode === '120000') return 'symlink';
  return ({ tree: 'dir', blob: 'file', commit: 'submodule' } as const)[kindOf(entry)];
}
