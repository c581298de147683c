import { getNodeValue, type Node, parseTree, visit } from 'jsonc-parser';
import { parseJson } from '../registries/manifests/json.ts';
import { type Comment, lostComment } from './comments.ts';
import { type Data, dataOf, saysTheSame, withDelete, withSet } from './data.ts';
import { type DocumentEdit, type Edited, refused, showPath } from './edited.ts';
import { spliceJson } from './json-splice.ts';
import { keepsOtherLines, spliced } from './lines.ts';

/**
 * Makes one edit of a JSON file, with comments or without, and proves it as `editYaml` does. A file without comments and
 * trailing commas has none afterwards.
 */
export function editJson(source: string, edit: DocumentEdit): Edited {
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = source.slice(mark.length);
  const before = read(edit.path, text);
  if (typeof before === 'string') return refused('not-applicable', before);
  const model =
    edit.kind === 'set' ? withSet(before.data, edit.at, dataOf(edit.value)) : withDelete(before.data, edit.at);
  if (model === null) return refused('not-applicable', `${showPath(edit.at)} is not in the file, or cannot be made`);
  if (saysTheSame(model.data, before.data)) return { state: 'edited', text: source };

  const { splices, touched } = spliceJson(text, before.tree, edit);
  const result = spliced(text, splices);
  const after = read(edit.path, result);
  if (typeof after === 'string' || !saysTheSame(model.data, after.data) || (before.isStrict && !after.isStrict))
    return refused('broken', `after the edit of ${showPath(edit.at)} the file would say something else as well`);
  if (!keepsOtherLines(text, result, touched))
    return refused('broken', `the edit of ${showPath(edit.at)} would touch other lines`);
  const deleted = edit.kind === 'delete' ? touched : null;
  const lost = lostComment(jsonComments(text), jsonComments(result), deleted);
  if (lost !== null) return refused('comment-lost', `the comment on line ${lost.line} would be lost`);
  return { state: 'edited', text: mark + result };
}

interface JsonText {
  readonly tree: Node;
  readonly data: Data;
  readonly isStrict: boolean;
}

function read(path: string, text: string): JsonText | string {
  const parsed = parseJson(path, text);
  if ('problem' in parsed) return parsed.problem.message;
  const tree = parseTree(text, [], { allowTrailingComma: true, disallowComments: false });
  if (tree === undefined) return 'the file is empty';
  return { tree, data: dataOf(getNodeValue(tree)), isStrict: isStrict(text) };
}

function isStrict(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function jsonComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let lastLine = 0;
  const token = (_offset: number, _length: number, line: number): void => void (lastLine = line + 1);
  const literal = (_value: unknown, offset: number, length: number, line: number): void => token(offset, length, line);
  visit(
    text,
    {
      onObjectBegin: token,
      onObjectProperty: literal,
      onObjectEnd: token,
      onArrayBegin: token,
      onArrayEnd: token,
      onLiteralValue: literal,
      onSeparator: literal,
      onComment: (offset, length, line) =>
        void comments.push({
          text: text.slice(offset, offset + length).trim(),
          line: line + 1,
          isTrailing: line + 1 === lastLine,
        }),
    },
    { allowTrailingComma: true, disallowComments: false },
  );
  return comments;
}
