import { codeWords } from '../registries/plain.ts';
import type { GateAnswer } from '../types/gate.ts';
import type { Observation } from '../types/observation.ts';

/** What one question at the gate comes to. */
export interface Judged extends Pick<GateAnswer, 'outcome' | 'says'> {
  /** It cannot be told because something is still running. */
  readonly isRunning?: true;
}

export function passes(says: string): Judged {
  return { outcome: 'passes', says };
}

export function refuses(says: string): Judged {
  return { outcome: 'refuses', says };
}

export function cannotTell(says: string): Judged {
  return { outcome: 'cannot-tell', says };
}

/** There is nothing to ask. */
export function doesNotApply(says: string): Judged {
  return { outcome: 'does-not-apply', says };
}

/** What could not be read, and the permission that would show it. */
export function hidden(
  what: string,
  { reason, permission }: Extract<Observation<never>, { state: 'unreadable' }>,
): Judged {
  const grant = permission === undefined ? '' : `; it takes the permission ${codeWords(permission)}`;
  return cannotTell(`${what} could not be read: ${reason}${grant}`);
}

/** Names as code, at most three of them. */
export function listed(names: readonly string[]): string {
  const all = [...new Set(names)].toSorted();
  const shown = all.slice(0, 3).map(codeWords).join(', ');
  return all.length > 3 ? `${shown} and ${all.length - 3} more` : shown;
}
