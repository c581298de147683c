import type { Edit } from '../controls/control.ts';
import { type Edited, refused } from './edited.ts';
import { lineBreak } from './lines.ts';
import { pinLine } from './pin-edit.ts';
import { type Pins, pinKey } from './pins.ts';

/** The edits that address a file by the numbers of its lines. */
export type LineEdit = Extract<Edit, { readonly kind: 'replace' | 'insert' | 'pin' }>;

/**
 * Makes every edit of a file that goes by a line. The numbers are those of the text as it is given, whatever the order
 * of the edits; a line that no edit names is handed on as it is.
 */
export function editLines(text: string, edits: readonly LineEdit[], pins: Pins): Edited {
  const lines = text.split('\n');
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const outside = edits.find(({ kind, line }) => line < 1 || line > (kind === 'insert' ? count + 1 : count));
  if (outside !== undefined) return refused('not-applicable', `the file has no line ${outside.line}`);
  const written: string[] = [];
  for (const [index, line] of lines.entries()) {
    const here = edits.filter((edit) => edit.line === index + 1);
    const insertions = here.filter((edit) => edit.kind === 'insert');
    written.push(...insertions.flatMap(({ text: put }) => put.split('\n').map((each) => each + returnOf(text))));
    const edited = editLine(line, here, pins);
    if (edited.state === 'refused') return edited;
    written.push(edited.text);
  }
  // Behind a last line that has no end yet.
  const behind = edits.filter((edit) => edit.kind === 'insert' && edit.line === lines.length + 1);
  if (behind.length === 0) return { state: 'edited', text: written.join('\n') };
  const put = behind.flatMap((edit) => (edit.kind === 'insert' ? edit.text.split('\n') : []));
  const last = `${written.pop() ?? ''}${returnOf(text)}`;
  return { state: 'edited', text: `${[...written, last].join('\n')}\n${put.join(lineBreak(text))}${lineBreak(text)}` };
}

/** What stands before the line feed. */
function returnOf(text: string): '' | '\r' {
  return lineBreak(text) === '\r\n' ? '\r' : '';
}

function editLine(line: string, edits: readonly LineEdit[], pins: Pins): Edited {
  const replaced = replaceIn(
    line,
    edits.filter((edit) => edit.kind === 'replace'),
  );
  if (replaced.state === 'refused') return replaced;
  let result = replaced.text;
  const wanted = new Map(edits.flatMap((edit) => (edit.kind === 'pin' ? [[pinKey(edit), edit] as const] : [])));
  for (const [key, edit] of wanted) {
    const pin = pins.get(key);
    if (pin === undefined || pin === null)
      return refused(
        'no-commit',
        pin === null
          ? `GitHub knows no tag or branch \`${edit.ref}\` of \`${edit.repository}\``
          : `the commit of \`${edit.repository}@${edit.ref}\` is not known: GitHub has to be asked for it`,
      );
    const pinned = pinLine(result, edit, pin);
    if (pinned === null)
      return refused('not-applicable', `line ${edit.line} does not use \`${edit.repository}@${edit.ref}\``);
    result = pinned;
  }
  return { state: 'edited', text: result };
}

type Replacement = Extract<Edit, { readonly kind: 'replace' }>;

/** The same text may be replaced several times: the edits of it go by its occurrences, in order. */
function replaceIn(line: string, edits: readonly Replacement[]): Edited {
  const texts = new Set(edits.map(({ from }) => from));
  const splices: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  for (const from of texts) {
    const found = occurrencesOf(line, from);
    const tos = edits.filter((edit) => edit.from === from).map(({ to }) => to);
    const wanted = found.length === 1 ? [...new Set(tos)] : tos;
    if (found.length === 0) return refused('not-applicable', `line ${edits[0]?.line} does not hold what is replaced`);
    if (found.length !== wanted.length)
      return refused('not-applicable', `line ${edits[0]?.line} holds what is replaced ${found.length} times`);
    splices.push(...wanted.map((to, index) => spliceOf(found[index] ?? 0, from, to)));
  }
  const sorted = splices.toSorted((a, b) => a.start - b.start);
  if (sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? 0)))
    return refused('not-applicable', `two edits of line ${edits[0]?.line} overlap`);
  let result = line;
  for (const { start, end, text } of sorted.toReversed()) result = result.slice(0, start) + text + result.slice(end);
  return { state: 'edited', text: result };
}

function spliceOf(start: number, from: string, to: string) {
  return { start, end: start + from.length, text: to };
}

function occurrencesOf(line: string, text: string): readonly number[] {
  const found: number[] = [];
  if (text === '') return found;
  for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + text.length)) found.push(at);
  return found;
}
