import { joinValues, known, type Value } from '../../types/values.ts';
import { valueAmong } from './alternatives.ts';
import { alternativesOf } from './evaluate.ts';
import type { Scope } from './scope.ts';

/** A workflow string with its expressions evaluated as far as the scope allows. */
export function evaluateText(text: string, scope: Scope): Value {
  return joinValues(
    expressionsIn(text).map((piece) =>
      piece.kind === 'text' ? known(piece.text) : valueAmong(alternativesOf(piece.expression, scope), piece.source),
    ),
  );
}

export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  /** `source` with its braces; an expression that is not closed reaches to the end. */
  | { readonly kind: 'expression'; readonly expression: string; readonly source: string };

/** A workflow string cut where GitHub cuts it: at `${{` and at the first `}}` outside of single quotes. */
export function expressionsIn(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let position = 0;
  while (position < text.length) {
    const start = text.indexOf('${{', position);
    const literal = text.slice(position, start === -1 ? undefined : start);
    if (literal !== '') pieces.push({ kind: 'text', text: literal });
    if (start === -1) break;
    const end = endOfExpression(text, start + 3);
    const expression = text.slice(start + 3, end ?? undefined);
    position = end === null ? text.length : end + 2;
    pieces.push({ kind: 'expression', expression, source: text.slice(start, position) });
  }
  return pieces;
}

/** Where the closing braces stand, or null. */
function endOfExpression(text: string, start: number): number | null {
  let isQuoted = false;
  for (let position = start; position < text.length; position += 1) {
    if (text[position] === "'") isQuoted = !isQuoted;
    else if (!isQuoted && text.startsWith('}}', position)) return position;
  }
  return null;
}
