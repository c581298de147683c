import { codeWords } from '../../registries/plain.ts';
import { count } from '../../reports/text/words.ts';
import type { Played } from './play.ts';

/** How it came out, in a sentence that marks code with backticks. */
export function outcomeOf({ alarm, ends, minutes, failures }: Played): string {
  if (ends.expects === 'calm')
    return failures.length === 0
      ? `No alarm, and nothing red: nobody attacked. ${codeWords(ends.version)} was in the ledger ${count(minutes, 'minute')} after it began.`
      : 'This did not go as it has to.';
  if (alarm !== null) {
    const after = alarm.seconds === null ? '' : ` ${duration(alarm.seconds)} after it was published`;
    return `The alarm rang for ${codeWords(alarm.release)}${after}, at the pace of the app’s usual schedule.`;
  }
  return ends.expects === 'nothing'
    ? `No alarm rang within ${count(minutes, 'minute')}, and none could: ${ends.why}.`
    : `No alarm rang within ${count(minutes, 'minute')}, and one had to.`;
}

function duration(seconds: number): string {
  return seconds < 180 ? count(seconds, 'second') : count(Math.round(seconds / 60), 'minute');
}
