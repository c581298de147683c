import type { AnswerKeeper, KeptAnswer, Question, Reply } from './http.ts';

type Answered = Extract<Reply, { state: 'answered' }>;

/** What makes two questions the same: all that can change the answer. `source`: the address, without credentials. */
export function keyOf({ service, method = 'GET', accept = '', body, distil }: Question, source: string): string {
  return JSON.stringify([service, method, source, accept, body === undefined ? null : body, distil?.name ?? null]);
}

/** A store that fails costs a request, and not the audit. */
export async function keptAnswer(keeper: AnswerKeeper | null, key: string): Promise<KeptAnswer | null> {
  return (await keeper?.get(key).catch(() => null)) ?? null;
}

export async function keep(keeper: AnswerKeeper | null, key: string, answer: KeptAnswer): Promise<void> {
  await keeper?.put(key, answer).catch(() => undefined);
}

/** Whether an answer is worth keeping: where it can be asked for again by its validator, or serves for a while as it is. */
export function isWorthKeeping({ status, headers }: Answered, freshSeconds: number): boolean {
  const isThere = status === 200 || status === 203 || status === 204;
  const isGone = status === 404 || status === 410;
  if (freshSeconds > 0) return isThere || isGone;
  return (isThere && headers['last-modified'] !== undefined) || ((isThere || isGone) && headers['etag'] !== undefined);
}

/** Seconds for which an answer is taken from the store. What is not there now may be there soon, or never any more. */
export function freshFor({ status, text, at }: KeptAnswer, { freshSeconds = 0, finalFrom }: Question): number {
  const isThere = status < 300;
  if (finalFrom === undefined) return isThere ? freshSeconds : Math.min(freshSeconds, notYetSeconds);
  const from = finalFrom(isThere ? text : null);
  if (from === null) return 0;
  return at >= from ? freshSeconds : Math.min(freshSeconds, notYetSeconds);
}

/** A cache between us and the registry is given no time on top of its own. */
const notYetSeconds = 300;

/** The headers with which an answer is sent only where it is another than the kept one. */
export function validatorsOf(kept: KeptAnswer | null): Readonly<Record<string, string>> {
  if (kept === null) return {};
  const { etag, 'last-modified': modified } = kept.headers;
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
}

/** Without one, nothing was said that a 304 could confirm. */
export function hasValidator(kept: KeptAnswer): boolean {
  return Object.keys(validatorsOf(kept)).length > 0;
}

export function replyOf({ status, headers, text }: KeptAnswer, source: string, from: 'kept' | 'unchanged'): Answered {
  return { state: 'answered', status, headers, text, source, from };
}
