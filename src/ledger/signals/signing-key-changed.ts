import { codeWords } from '../../registries/plain.ts';
import type { Severity } from '../../types/severity.ts';
import type { ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { isTagged } from '../guards/corroboration.ts';
import { fires, nothing } from '../guards/findings.ts';
import { counted } from '../guards/words.ts';

/** Was it signed with a key that no earlier release was signed with? */
export const signingKeyChanged: SignalRule = {
  ids: ['signing-key-changed'],
  judge(context) {
    const key = keyOf(context.row);
    const before = context.earlier.flatMap((row) => keyOf(row) ?? []);
    const last = before.at(-1);
    if (key === null || last === undefined || before.some((known) => isSameKey(known, key))) return nothing;
    return fires(
      'signing-key-changed',
      severityOf(context, before),
      `signed with the key ${keyWords(key)}; ${counted(before.length, 'earlier release')} with ${keysWords(before)}`,
    );
  },
};

/** Keys are replaced when they expire and when another person makes the release: with all else as ever, that is all it is. */
function severityOf({ row }: RowContext, before: readonly string[]): Severity {
  const keys = new Set(before).size;
  return keys > 1 || before.length < 3 || isTagged(row) ? 'medium' : 'high';
}

function keyOf({ release }: ReleaseFactsRow): string | null {
  return release.recorded?.signingKey?.toLowerCase() ?? null;
}

/** A signature names its key by the fingerprint or only by the last digits of it. */
function isSameKey(one: string, other: string): boolean {
  return one.endsWith(other) || other.endsWith(one);
}

function keysWords(keys: readonly string[]): string {
  const distinct = [...new Set(keys)];
  return distinct.length === 1 ? keyWords(distinct[0] ?? '') : `${distinct.length} other keys`;
}

function keyWords(key: string): string {
  return codeWords(key.slice(-16));
}
