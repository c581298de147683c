import type { Location } from '../../types/place.ts';
import type { Report } from '../../types/report.ts';
import { code } from './escape.ts';

/** `path:line` as code; a link to the very lines where the report says which commit of which repository was read. */
export function place({ path, line, endLine }: Location, { repository, commit }: Report['subject']): string {
  const text = code(`${path}:${line}`);
  if (repository === null || commit === null) return text;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[0-9a-f]{40,64}$/.test(commit)) return text;
  const target = path
    .split('/')
    .map((name) => encodeURIComponent(name.toWellFormed()).replace(/[()!'*]/g, percent))
    .join('/');
  const lines = endLine > line ? `L${line}-L${endLine}` : `L${line}`;
  return `[${text}](https://github.com/${repository}/blob/${commit}/${target}?plain=1#${lines})`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
