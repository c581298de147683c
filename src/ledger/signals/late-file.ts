import type { ReleaseFactsRow, SignalRule } from '../facts.ts';
import { baselineOf } from '../guards/baseline.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { day, timeOf } from '../guards/time.ts';
import { counted, datedWords, listWords } from '../guards/words.ts';

/** Did files join the release a day or more after its first? */
export const lateFile: SignalRule = {
  ids: ['late-file'],
  judge(context) {
    const { row } = context;
    const late = lateFilesOf(row);
    if (late.names.length === 0) return nothing;
    const says = `${listWords(late.names)} came ${counted(late.days, 'day')} after its first file`;
    const habitual = baselineOf(context).findLast((other) => lateFilesOf(other).names.length > 0);
    if (habitual !== undefined) return innocent(`${says}; ${datedWords(habitual)} had late files, too`);
    const isAttested = late.names.every((name) => row.identities.some(({ file }) => file === name));
    if (isAttested && row.attested.state === 'verified')
      return innocent(`${says}, with attestations that verify, as its other files have`);
    return fires('late-file', 'medium', says);
  },
};

function lateFilesOf({ release: { files } }: ReleaseFactsRow): {
  readonly names: readonly string[];
  readonly days: number;
} {
  const timed = files.flatMap(({ name, publishedAt }) => {
    const at = timeOf(publishedAt);
    return at === null ? [] : [{ name, at }];
  });
  const first = timed.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const late = timed.filter(({ at }) => at - first > day);
  const last = late.reduce((most, { at }) => Math.max(most, at), first);
  return { names: late.map(({ name }) => name), days: late.length === 0 ? 0 : Math.floor((last - first) / day) };
}
