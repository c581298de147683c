import type { Location } from '../../types/place.ts';
import { code } from './escape.ts';

/** Where links to files lead. */
export interface BlobHome {
  /** `owner/name`. */
  readonly repository: string | null;
  /** A full commit, or `HEAD` for the default branch as it is when the link is followed. */
  readonly commit: string | null;
  /** `https://github.com` unless it is an own server. */
  readonly server?: string;
}

/**
 * `path:line` as code; a link to the very lines where it is known which commit of which repository was read.
 *
 * @param shown the path as it is shown, where less of it says as much
 */
export function place({ path, line, endLine }: Location, home: BlobHome, shown = path): string {
  const text = code(`${shown}:${line}`);
  const { repository, commit, server = 'https://github.com' } = home;
  if (repository === null || commit === null || !isLinkable(path)) return text;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^(?:[0-9a-f]{40,64}|HEAD)$/.test(commit)) return text;
  const target = path
    .split('/')
    .map((name) => encodeURIComponent(name.toWellFormed()).replace(/[()!'*]/g, percent))
    .join('/');
  const lines = endLine > line ? `L${line}-L${endLine}` : `L${line}`;
  return `[${text}](${server}/${repository}/blob/${commit}/${target}?plain=1#${lines})`;
}

/** A browser follows `..` before it asks, and would leave the repository. */
function isLinkable(path: string): boolean {
  return path.length <= 300 && !path.split('/').some((name) => name === '' || name === '.' || name === '..');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
