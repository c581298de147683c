import { count } from '../text/words.ts';

/** Said when the issue is closed because nothing is left. */
export function closingComment(): string {
  return 'Everything that stood here is put right: thank you.';
}

/** Said when the issue is opened again. */
export function reopeningComment(left: number): string {
  return `There is something to put right again: ${count(left, 'point')}, listed above.`;
}
