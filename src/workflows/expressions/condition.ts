import { alternativeOf, type Truth, truthAmong } from './alternatives.ts';
import { alternativesOf } from './evaluate.ts';
import type { Scope } from './scope.ts';
import { evaluateText, expressionsIn } from './text.ts';

/**
 * Whether an `if:` lets its job or step run. None at all is true; how the run goes so far (`success()`, `always()` …)
 * is unknown. Text around `${{ }}` makes a non-empty string, which is true whatever the expression says: that is what
 * GitHub does, and a block scalar's last line end is enough.
 */
export function truthOf(text: string | null, scope: Scope): Truth {
  if (text === null || text.trim() === '') return 'true';
  if (!text.includes('${{')) return truthAmong(alternativesOf(text, scope));
  const [piece, ...others] = expressionsIn(text);
  if (piece?.kind === 'expression' && others.length === 0) return truthAmong(alternativesOf(piece.expression, scope));
  return truthAmong([alternativeOf(evaluateText(text, scope))]);
}
