import { parse as parseForPatch, patch } from '@decimalturn/toml-patch';
import { diffArrays } from 'diff';
import { parse } from 'smol-toml';
import { type Comment, lostComment } from './comments.ts';
import { type Data, dataAt, dataOf, type Path, saysTheSame, withDelete, withSet } from './data.ts';
import { type DocumentEdit, type Edited, refused, showPath } from './edited.ts';

/**
 * Makes one edit of a TOML file and proves it by another parser than the one that made it: the file says what it said
 * but for the edit, every line that was there is there but for the one of the value, and every comment.
 */
export function editToml(source: string, edit: DocumentEdit): Edited {
  const before = read(source);
  if (before === null) return refused('not-applicable', 'it is not valid TOML');
  const model = edit.kind === 'set' ? withSet(before, edit.at, dataOf(edit.value)) : withDelete(before, edit.at);
  if (model === null) return refused('not-applicable', `${showPath(edit.at)} is not in the file, or cannot be made`);
  if (saysTheSame(model.data, before)) return { state: 'edited', text: source };
  const result = patched(source, edit);
  if (result === null) return refused('not-applicable', 'the file cannot be edited without writing it anew');
  const after = read(result);
  if (after === null || !saysTheSame(model.data, after))
    return refused('broken', `after the edit of ${showPath(edit.at)} the file would say something else as well`);
  const gone = linesGone(source, result);
  const most = edit.kind === 'set' ? (dataAt(before, edit.at) === undefined ? 0 : 1) : Number.POSITIVE_INFINITY;
  if (gone.length > most) return refused('broken', `the edit of ${showPath(edit.at)} would touch other lines`);
  const lost = lostComment(tomlComments(source), tomlComments(result), null);
  if (lost !== null) return refused('comment-lost', `the comment on line ${lost.line} would be lost`);
  return { state: 'edited', text: result };
}

function read(text: string): Data | null {
  try {
    return dataOf(parse(text, { maxDepth: 100, unsafeKeyBehaviour: 'throw' }));
  } catch {
    return null;
  }
}

/** What the editor makes of the text, with the blanks at the ends of lines that it takes away put back. */
function patched(text: string, edit: DocumentEdit): string | null {
  try {
    const data: unknown = parseForPatch(text);
    if (!change(data, edit.at, edit)) return null;
    const result = patch(text, data);
    return diffArrays(text.split('\n'), result.split('\n'), { comparator: (a, b) => a.trimEnd() === b.trimEnd() })
      .flatMap(({ added, removed, value }, index, parts) =>
        removed === true ? [] : added === true ? value : kept(parts, index, text),
      )
      .join('\n');
  } catch {
    // The editor is not ours, and what it is given may be made to break it.
    return null;
  }
}

function kept(parts: readonly { readonly added?: boolean; readonly count?: number }[], index: number, text: string) {
  const before = parts.slice(0, index).filter(({ added }) => added !== true);
  const start = before.reduce((sum, { count = 0 }) => sum + count, 0);
  return text.split('\n').slice(start, start + (parts[index]?.count ?? 0));
}

/** Makes the edit in parsed data; false where something else is in the way. */
function change(root: unknown, at: Path, edit: DocumentEdit): boolean {
  let here = root as Record<string | number, unknown>;
  for (const part of at.slice(0, -1)) {
    if (here[part] === undefined && edit.kind === 'set') here[part] = {};
    const next = here[part];
    if (typeof next !== 'object' || next === null) return false;
    here = next as Record<string | number, unknown>;
  }
  const last = at.at(-1);
  if (last === undefined) return false;
  if (edit.kind === 'set') here[last] = edit.value;
  else if (Array.isArray(here)) here.splice(Number(last), 1);
  else delete here[last];
  return true;
}

function linesGone(before: string, after: string): readonly string[] {
  return diffArrays(before.split('\n'), after.split('\n'))
    .filter(({ removed }) => removed === true)
    .flatMap(({ value }) => value);
}

/** The comments outside of strings. */
function tomlComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let line = 1;
  let isTrailing = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n') {
      line += 1;
      isTrailing = false;
    } else if (character === '#') {
      const feed = text.indexOf('\n', at);
      const end = feed === -1 ? text.length : feed;
      comments.push({ text: text.slice(at, end).trim(), line, isTrailing });
      at = end - 1;
    } else if (character === '"' || character === "'") {
      const end = endOfString(text, at, character);
      line += text.slice(at, end).split('\n').length - 1;
      isTrailing = true;
      at = end - 1;
    } else if (character.trim() !== '') isTrailing = true;
  }
  return comments;
}

/** Behind the closing quote of a string that starts at an offset. */
function endOfString(text: string, start: number, quote: string): number {
  const fence = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  let at = start + fence.length;
  while (at < text.length && !text.startsWith(fence, at)) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  return Math.min(text.length, at + fence.length);
}
