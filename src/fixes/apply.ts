import type { Edit } from '../controls/control.ts';
import type { FixedFile } from '../types/fix-offer.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { DocumentEdit, Edited, Refused } from './edited.ts';
import { refused } from './edited.ts';
import { editJson } from './json-edit.ts';
import { editLines, type LineEdit } from './line-edit.ts';
import { disproofOfLines } from './line-proof.ts';
import { movedInserts } from './moved-inserts.ts';
import type { Pins } from './pins.ts';
import { editToml } from './toml-edit.ts';
import { editYaml } from './yaml/edit.ts';

export type Applied = { readonly state: 'applied'; readonly files: readonly FixedFile[] } | Refused;

/**
 * Makes the edits of one fix, in memory. Paths, indexes and lines are those of the files as they are, whatever the order
 * of the edits. Either all are made, each proved to change nothing else, or none.
 */
export function applyEdits(files: RepositoryFiles, edits: readonly Edit[], pins: Pins): Applied {
  const byPath = new Map<string, Edit[]>();
  for (const edit of edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  const fixed: FixedFile[] = [];
  for (const [path, own] of byPath) {
    const file = fixFile(files, path, own, pins);
    if ('state' in file) return { ...file, detail: `\`${path.replaceAll('`', ' ')}\`: ${file.detail}` };
    fixed.push(file);
  }
  if (fixed.every(({ before, after }) => before === after))
    return refused('not-applicable', 'the edits change nothing');
  return { state: 'applied', files: fixed.filter(({ before, after }) => before !== after) };
}

function fixFile(files: RepositoryFiles, path: string, edits: readonly Edit[], pins: Pins): FixedFile | Refused {
  const seen = files.read(path);
  const [first] = edits;
  if (first?.kind === 'create') {
    if (edits.length > 1 || !isInside(path)) return refused('not-applicable', 'the file cannot be made');
    if (seen.state !== 'absent' || files.paths.includes(path))
      return refused('not-applicable', 'the file is there already');
    return { path, before: null, after: first.text };
  }
  if (seen.state !== 'seen')
    return refused('not-applicable', seen.state === 'absent' ? 'the file is not there' : seen.reason);
  const edited = editText(path, seen.value, edits, pins);
  return edited.state === 'refused' ? edited : { path, before: seen.value, after: edited.text };
}

function editText(path: string, before: string, edits: readonly Edit[], pins: Pins): Edited {
  const lineEdits = edits.filter((edit): edit is LineEdit => isLineEdit(edit));
  const documentEdits = edits.filter((edit): edit is DocumentEdit => edit.kind === 'set' || edit.kind === 'delete');
  if (lineEdits.length + documentEdits.length < edits.length)
    return refused('not-applicable', 'the file is there already');
  const inserts = lineEdits.filter((edit) => edit.kind === 'insert');
  // what replaces text keeps the count of lines, so that all others still mean the file as it is
  const replaced = editLinesOf(
    path,
    before,
    lineEdits.filter(({ kind }) => kind !== 'insert'),
    pins,
  );
  if (replaced.state === 'refused') return replaced;
  if (documentEdits.length === 0) return editLinesOf(path, replaced.text, inserts, pins);
  const format = formatOf(path);
  const editor = format === null ? undefined : editors[format];
  if (editor === undefined) return refused('not-applicable', 'it is neither YAML nor JSON nor TOML');
  if (documentEdits.length * before.length > mostRead)
    return refused('not-applicable', 'the file is too large for so many edits');
  const edited = editor(replaced.text, inOrder(documentEdits));
  if (edited.state === 'refused') return edited;
  const moved = movedInserts(inserts, replaced.text, edited.text);
  if (moved === null) return refused('not-applicable', 'a line is to be put into what another edit changes');
  return editLinesOf(path, edited.text, moved, pins);
}

function editLinesOf(path: string, before: string, edits: readonly LineEdit[], pins: Pins): Edited {
  const edited = editLines(before, edits, pins);
  if (edited.state === 'refused' || edits.length === 0 || formatOf(path) !== 'yaml') return edited;
  return disproofOfLines(before, edited.text, edits, pins) ?? edited;
}

/** Characters that are read for the edits of one file: each reads the file again. Far more than people's files come to. */
const mostRead = 5_000_000;

function isLineEdit({ kind }: Edit): boolean {
  return kind === 'replace' || kind === 'insert' || kind === 'pin';
}

/** Indexes mean the file as it is: what is set moves none, and what is deleted goes from the last to the first. */
function inOrder(edits: readonly DocumentEdit[]): readonly DocumentEdit[] {
  const unique = [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
  const sets = unique.filter(({ kind }) => kind === 'set');
  const deletes = unique.filter(({ kind }) => kind === 'delete');
  return [...sets, ...deletes.toSorted((a, b) => compareFromTheEnd(a.at, b.at))];
}

function compareFromTheEnd(a: DocumentEdit['at'], b: DocumentEdit['at']): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (part === other) continue;
    return typeof part === 'number' && typeof other === 'number' ? other - part : 0;
  }
  return 0;
}

type Format = 'yaml' | 'json' | 'toml';

const editors: Readonly<Record<Format, (text: string, edits: readonly DocumentEdit[]) => Edited>> = {
  yaml: editYaml,
  json: oneByOne(editJson),
  toml: oneByOne(editToml),
};

function oneByOne(editor: (text: string, edit: DocumentEdit) => Edited) {
  return (text: string, edits: readonly DocumentEdit[]): Edited => {
    let now: Edited = { state: 'edited', text };
    for (const edit of edits) if (now.state === 'edited') now = editor(now.text, edit);
    return now;
  };
}

const formats: readonly (readonly [RegExp, Format])[] = [
  [/\.ya?ml$/i, 'yaml'],
  [/\.jsonc?$/i, 'json'],
  [/\.toml$/i, 'toml'],
];

function formatOf(path: string): Format | null {
  return formats.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** A relative path without a way out of the repository, nor into Git's own folder. */
function isInside(path: string): boolean {
  const parts = path.split('/');
  return (
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\\')) &&
    !/^\.git$/i.test(parts[0] ?? '')
  );
}
