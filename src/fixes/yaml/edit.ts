import { isSeq } from 'yaml';
import type { EditValue } from '../../controls/control.ts';
import { type Comment, lostComment, yamlComments } from '../comments.ts';
import { type Data, dataAt, dataOf, isList, isMapping, type Path, saysTheSame, withDelete, withSet } from '../data.ts';
import { type DocumentEdit, type Edited, type Refused, refused, showPath } from '../edited.ts';
import { keepsOtherLines, lineNumber, spliced } from '../lines.ts';
import { contentEnd } from './extent.ts';
import { type Change, fill, insertItem, insertPair } from './insert.ts';
import { isRefused, readYamlText, type YamlText } from './read.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';
import { find, nodeIn, pairIn } from './slot.ts';
import { styleOf } from './style.ts';
import { isBlock, isScalar } from './write.ts';

/**
 * Makes edits of a YAML file, one after another, by replacing the smallest stretches of its text, and proves each: the
 * file is read again, says what it said but for the edit, keeps every other line byte for byte, and every comment.
 */
export function editYaml(source: string, edits: readonly DocumentEdit[]): Edited {
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const first = readYamlText(source.slice(mark.length));
  if (isRefused(first)) return first;
  let now: Version = { yaml: first, comments: yamlComments(first.text) };
  for (const edit of edits)
    for (const single of singleEdits(now.yaml.data, edit)) {
      const next = editOnce(now, single);
      if ('why' in next) return next;
      now = next;
    }
  return { state: 'edited', text: mark + now.yaml.text };
}

/** The file between two edits. */
interface Version {
  readonly yaml: YamlText;
  readonly comments: readonly Comment[];
}

/**
 * A mapping in place of a mapping is changed key by key, a list item by item, so that what stays keeps its comments and
 * its writing.
 */
function singleEdits(data: Data, edit: DocumentEdit): readonly DocumentEdit[] {
  if (edit.kind === 'delete') return [edit];
  const { at, value, path } = edit;
  const old = dataAt(data, at);
  if (saysTheSame(old, dataOf(value))) return [];
  if (isScalar(value) || !isBlock(value)) return [edit];
  const part = (key: string | number, inner: EditValue | undefined): DocumentEdit =>
    inner === undefined
      ? { kind: 'delete', path, at: [...at, key] }
      : { kind: 'set', path, at: [...at, key], value: inner };
  if (isMapping(old) && old.size > 0 && !Array.isArray(value)) {
    const now = new Map<string, EditValue>(Object.entries(value));
    const gone = [...old.keys()].filter((key) => !now.has(key));
    // What comes is put in first: a mapping that lost its last key would be another one.
    return [
      ...[...now].flatMap(([key, inner]) => singleEdits(data, part(key, inner))),
      ...gone.map((key) => part(key, undefined)),
    ];
  }
  if (isList(old) && old.length > 0 && Array.isArray(value)) {
    const items = value as readonly EditValue[];
    const gone = old.map((_, index) => index).filter((index) => index >= items.length);
    return [
      ...items.flatMap((inner, index) => singleEdits(data, part(index, inner))),
      ...gone.toReversed().map((index) => part(index, undefined)),
    ];
  }
  return [edit];
}

function editOnce(before: Version, wanted: DocumentEdit): Version | Refused {
  const { yaml, comments } = before;
  const edit = wanted.kind === 'delete' ? { ...wanted, at: emptied(yaml, wanted.at, comments) } : wanted;
  const change = changeOf(yaml, edit);
  if ('state' in change) return change;
  const read = readYamlText(spliced(yaml.text, change.splices));
  if (isRefused(read)) return refused('broken', read.detail);
  const after = { yaml: read, comments: yamlComments(read.text) };
  return disproof(before, after, edit, change) ?? after;
}

function changeOf(yaml: YamlText, edit: DocumentEdit): Change | Refused {
  const found = find(yaml, edit.at);
  if ('why' in found) return found;
  if (edit.kind === 'delete')
    return found.state === 'there'
      ? remove(yaml, found.slot)
      : refused('not-applicable', `${showPath(edit.at)} is not in the file`);
  const style = styleOf(yaml.text, yaml.root);
  if (found.state === 'there') return replace(yaml, found.slot, edit.value, style);
  const [part, ...deeper] = found.rest;
  if (found.state === 'vacant') {
    const value = wrapped(found.rest, edit.value);
    return value === null || found.slot.kind !== 'pair' ? misfit(edit.at) : fill(yaml, found.slot, value, style);
  }
  const value = wrapped(deeper, edit.value);
  if (value === null) return misfit(edit.at);
  const { within, slot } = found;
  // `{}` and `[]` behind a key are opened, so that what is put in can be read.
  if (within.items.length === 0 && slot.kind === 'pair')
    return fill(yaml, slot, typeof part === 'number' ? [value] : { [String(part)]: value }, style);
  return isSeq(within) ? insertItem(yaml, within, value, style) : insertPair(yaml, within, String(part), value, style);
}

function misfit(at: Path): Refused {
  return refused('not-applicable', `${showPath(at)} cannot be made in this file`);
}

/** The parents that are not there, around a value; null for a list that would start with another index than 0. */
function wrapped(path: Path, value: EditValue): EditValue | null {
  let result = value;
  for (const part of path.toReversed()) {
    if (typeof part === 'number' && part !== 0) return null;
    result = typeof part === 'number' ? [result] : { [part]: result };
  }
  return result;
}

/** Keys of a job or a step that mean nothing without entries, and go with their last one. */
const goesEmpty: ReadonlySet<string | number | undefined> = new Set(['env', 'with', 'secrets']);

/** What is to be deleted: the key above where its last entry goes and no comment stands below it. */
function emptied(yaml: YamlText, at: Path, comments: readonly Comment[]): Path {
  const above = at.slice(0, -1);
  const holder = dataAt(yaml.data, above);
  if (!goesEmpty.has(above.at(-1)) || !isMapping(holder) || holder.size !== 1) return at;
  const found = find(yaml, above);
  if (!('slot' in found) || found.state !== 'there') return at;
  const node = nodeIn(yaml, found.slot);
  if (node === null) return at;
  const last = lineNumber(yaml.text, contentEnd(yaml.text, node));
  const first = lineNumber(yaml.text, node.range[0]);
  const keyLine = found.slot.kind === 'pair' ? lineNumber(yaml.text, pairIn(found.slot).key.range[0]) : first;
  const isCommented = comments.some((comment) => {
    if (comment.isTrailing) return comment.line === keyLine && keyLine < first;
    const isBelow = comment.line > keyLine && comment.line <= last + 1;
    return isBelow && isWithin(yaml.text, comment.line, node.range[0]);
  });
  return isCommented ? at : emptied(yaml, above, comments);
}

/** Whether a line is indented at least as far as a node. */
function isWithin(text: string, line: number, offset: number): boolean {
  const written = text.split('\n')[line - 1] ?? '';
  const column = offset - (text.lastIndexOf('\n', offset - 1) + 1);
  return written.length - written.trimStart().length >= column;
}

/** What is wrong with the file afterwards; null where it is proved to be right. */
function disproof(before: Version, after: Version, edit: DocumentEdit, { touched }: Change): Refused | null {
  const { data, complaints, text } = before.yaml;
  const model = edit.kind === 'set' ? withSet(data, edit.at, dataOf(edit.value)) : withDelete(data, edit.at);
  const isSame = model !== null && saysTheSame(model.data, after.yaml.data);
  if (!isSame || !sameList(complaints, after.yaml.complaints))
    return refused('broken', `after the edit of ${showPath(edit.at)} the file would say something else as well`);
  if (!keepsOtherLines(text, after.yaml.text, touched))
    return refused('broken', `the edit of ${showPath(edit.at)} would touch other lines`);
  const lost = lostComment(before.comments, after.comments, edit.kind === 'delete' ? touched : null);
  if (lost !== null) return refused('comment-lost', `the comment on line ${lost.line} would be lost`);
  return null;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
