import { Lexer } from 'yaml';
import type { LineRange } from './lines.ts';

/** A comment of a file. */
export interface Comment {
  /** With its mark, without blanks around it. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** It stands behind something on its line. */
  readonly isTrailing: boolean;
}

/** The comments of a YAML text; what looks like one within a script or a quoted text is none. */
export function yamlComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let line = 1;
  let isText = false;
  let isTrailing = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && !isText) comments.push({ text: lexeme.trim(), line, isTrailing });
    const feeds = lexeme.split('\n').length - 1;
    line += feeds;
    if (feeds > 0) isTrailing = false;
    else if (lexeme.trim() !== '' && !marks.has(lexeme)) isTrailing = true;
    isText = lexeme === scalarMark;
  }
  return comments;
}

/** What the lexer puts before a scalar; its other marks are no text of the file either. */
const scalarMark = '\u001f';
const marks: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\ufeff']);

/**
 * The first comment that is gone; null where none is. One that stands behind something on a line that was to go, goes
 * with it.
 */
export function lostComment(
  before: readonly Comment[],
  after: readonly Comment[],
  deleted: LineRange | null,
): Comment | null {
  const left = new Map<string, number>();
  for (const { text } of after) left.set(text, (left.get(text) ?? 0) + 1);
  const goes = ({ line, isTrailing }: Comment) =>
    deleted !== null && isTrailing && line >= deleted.first && line <= deleted.last;
  for (const comment of before.toSorted((a, b) => Number(goes(a)) - Number(goes(b)))) {
    const count = left.get(comment.text) ?? 0;
    if (count === 0 && !goes(comment)) return comment;
    left.set(comment.text, count - 1);
  }
  return null;
}
