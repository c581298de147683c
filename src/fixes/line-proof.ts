import { lostComment, yamlComments } from './comments.ts';
import { type Data, isList, isMapping } from './data.ts';
import { type Refused, refused } from './edited.ts';
import type { LineEdit } from './line-edit.ts';
import { type Pins, pinKey } from './pins.ts';
import { isRefused, readYamlText } from './yaml/read.ts';

/**
 * What is wrong with a YAML file after edits that went by its lines; null where it is proved to be right: it can be read,
 * no value comes or goes but with whole lines, where nothing but pins was written each value that changed is one of them,
 * and every comment is kept but for the version behind a pin.
 */
export function disproofOfLines(before: string, after: string, edits: readonly LineEdit[], pins: Pins): Refused | null {
  const old = readYamlText(withoutMark(before));
  if (isRefused(old)) return old;
  const now = readYamlText(withoutMark(after));
  if (isRefused(now)) return refused('broken', now.detail);
  const pinned = new Set(edits.flatMap((edit) => (edit.kind === 'pin' ? [edit.line] : [])));
  const kept = yamlComments(before).filter(({ line }) => !pinned.has(line));
  const lost = lostComment(kept, yamlComments(after), null);
  if (lost !== null) return refused('comment-lost', `the comment on line ${lost.line} would be lost`);
  const insertsLines = edits.some(({ kind }) => kind === 'insert');
  if (insertsLines) return null;
  const [parts, changed] = [partsOf(old.data), partsOf(now.data)];
  if (parts.length !== changed.length) return refused('broken', 'the file would say something else as well');
  const onlyPins = edits.every(({ kind }) => kind === 'pin');
  const isPinned = (from: Data | undefined, to: Data) =>
    edits.some((edit) => {
      if (edit.kind !== 'pin' || typeof from !== 'string' || typeof to !== 'string') return false;
      const commit = pins.get(pinKey(edit))?.commit;
      return from.endsWith(`@${edit.ref}`) && to === `${from.slice(0, -edit.ref.length)}${commit}`;
    });
  const stranger = changed.some((part, index) => part !== parts[index] && onlyPins && !isPinned(parts[index], part));
  return stranger ? refused('broken', 'the file would say something else as well') : null;
}

/** Every value, the brackets of lists and mappings among them. */
function partsOf(data: Data): readonly Data[] {
  if (isList(data)) return ['[', ...data.flatMap(partsOf), ']'];
  return isMapping(data) ? ['{', ...[...data.values()].flatMap(partsOf), '}'] : [data];
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
