import { showValue, textOf } from '../types/values.ts';
import { evaluateText } from '../workflows/expressions/index.ts';
import type { Run } from './interpret/run.ts';
import { stepScope } from './interpret/scope.ts';

/** The job's environment as text, an expression as it is written where it cannot be told. */
export function environmentNameOf(run: Run): string | null {
  const { environment } = run.job;
  if (environment === null) return null;
  const value = evaluateText(environment.name.value, stepScope(run, run.frame, new Map()));
  const text = textOf(value);
  if (text === '') return null;
  return text ?? showValue(value);
}
