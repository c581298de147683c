import type { Gate, Refusal } from './gate.ts';
import type { AnswerKeeper, HttpCounter, KeptAnswer, Question, Reply, ServiceId } from './http.ts';
import { hasValidator, isWorthKeeping, keep, replyOf, validatorsOf } from './kept.ts';
import type { Lanes } from './lanes.ts';
import { type Place, secretsOf } from './places.ts';
import { redirectOf } from './redirect.ts';
import { type Outcome, type Request, send, type TimeLimits } from './request.ts';
import { retryAt, wantsToBeLeftAlone } from './retry-after.ts';
import { userAgent } from './user-agent.ts';

/** What all questions of one run share. */
export interface Asking {
  readonly lanes: Lanes;
  readonly gate: Gate;
  readonly fetch: typeof globalThis.fetch;
  readonly keeper: AnswerKeeper | null;
  readonly version: string;
  readonly contact: string;
  readonly counter: HttpCounter;
  readonly timeLimits: TimeLimits;
  readonly signal: AbortSignal | null;
  readonly now: () => number;
  waitForRetry(attempt: number): Promise<void>;
}

/** A question on its way. */
export interface Errand {
  readonly question: Question;
  readonly place: Place;
  readonly address: URL;
  /** Under which its answer is kept. */
  readonly key: string;
  readonly kept: KeptAnswer | null;
}

/** Asks until there is an answer or it is not worth another try, and keeps what is worth keeping. */
export async function askNetwork(asking: Asking, errand: Errand): Promise<Reply> {
  const { question, place, key, kept } = errand;
  const source = errand.address.href;
  const outcome = await tried(asking, errand);
  if (outcome.state === 'refused') return { state: 'unavailable', ...outcome.refusal, source };
  if (outcome.state === 'failed') {
    const reason = withoutSecrets(`${place.service} ${outcome.trouble}.`, place);
    return { state: 'unavailable', reason, source, until: null };
  }
  const headers = headersOf(outcome.headers, place);
  if (outcome.status === 304 && kept !== null && hasValidator(kept)) {
    const renewed = { ...kept, headers: { ...kept.headers, ...headers }, at: asking.now() };
    await keep(asking.keeper, key, renewed);
    return replyOf(renewed, source, 'unchanged');
  }
  const text = withoutSecrets(outcome.text, place);
  const reply = { state: 'answered', status: outcome.status, headers, text, source, from: 'network' } as const;
  if (isWorthKeeping(reply, question.freshSeconds ?? 0))
    await keep(asking.keeper, key, { status: reply.status, headers, text, at: asking.now() });
  return reply;
}

type Redirected = Extract<Outcome, { state: 'redirected' }>;
type Final = Exclude<Outcome, Redirected> | { readonly state: 'refused'; readonly refusal: Refusal };

async function tried(asking: Asking, errand: Errand): Promise<Final> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await followed(asking, errand, attempt > 0);
    if (attempt === mostRetries || !isPassing(outcome)) return outcome;
    await asking.waitForRetry(attempt);
  }
}

async function followed(asking: Asking, errand: Errand, again: boolean): Promise<Final> {
  const { place } = errand;
  let url = errand.address;
  for (let hops = 0; ; hops += 1) {
    const request = requestOf(asking, errand, url);
    const outcome =
      hindrance(asking, place) ??
      (await asking.lanes.turn(place, again || hops > 0, () => oneRequest(asking, place, request))) ??
      hindrance(asking, place) ??
      failure('was not asked');
    if (outcome.state !== 'redirected') return outcome;
    if (request.method === 'POST') return failure('redirects a question that was sent as a body');
    if (hops === mostHops) return failure(`redirects more than ${mostHops} times`);
    const next = redirectOf(outcome.location, url, place);
    if (typeof next === 'string') return failure(next);
    url = next;
  }
}

/** Why nothing goes out at the moment. */
function hindrance({ gate, signal }: Asking, { service }: Place): Final | null {
  if (signal?.aborted === true) return failure('was not asked: the work was stopped');
  const refusal = gate.standing(service);
  return refusal === null ? null : { state: 'refused', refusal };
}

const mostRetries = 2;
const mostHops = 3;
const defaultMostBytes = 8 * 1024 * 1024;

async function oneRequest(asking: Asking, place: Place, request: Request): Promise<Final | Redirected> {
  const { service } = place;
  const spent = await asking.gate.spend(place);
  if (spent !== null) return refused(asking, service, spent);
  const outcome = await send(asking.fetch, request, asking.timeLimits, asking.signal);
  count(asking.counter, place, outcome);
  if (outcome.state !== 'answered') return outcome;
  if (!wantsToBeLeftAlone(outcome.status, outcome.headers)) return outcome;
  const until = retryAt(outcome.headers.get('retry-after'), asking.now());
  return refused(asking, service, asking.gate.stop(service, until));
}

/** Who waits in line need not wait to hear the same. */
function refused({ lanes }: Asking, service: ServiceId, refusal: Refusal): Final {
  lanes.dismiss(service);
  return { state: 'refused', refusal };
}

function count(counter: HttpCounter, { service }: Place, outcome: Outcome): void {
  if (outcome.state === 'redirected') counter.asked(service, 'answered', 0);
  else if (outcome.state === 'failed') counter.asked(service, 'unavailable', outcome.bytes);
  else counter.asked(service, outcome.status === 304 ? 'unchanged' : 'answered', outcome.bytes);
}

function requestOf({ version, contact }: Asking, { question, place, kept }: Errand, url: URL): Request {
  const { method = 'GET', accept = '*/*', body, mostBytes = defaultMostBytes, distil = null } = question;
  const sent = method === 'POST' && body !== undefined ? JSON.stringify(body) : null;
  const authorization = url.origin === place.address.origin ? place.authorization : null;
  const headers = {
    'user-agent': userAgent(place.service, version, contact),
    accept,
    ...(sent === null ? {} : { 'content-type': 'application/json' }),
    ...(authorization === null ? {} : { authorization }),
    ...validatorsOf(kept),
  };
  return { url, method, headers, body: sent, mostBytes, distil };
}

function failure(trouble: string): Final {
  return { state: 'failed', trouble, passing: false, bytes: 0 };
}

function isPassing(outcome: Final): boolean {
  if (outcome.state === 'answered') return passingStatuses.has(outcome.status);
  return outcome.state === 'failed' && outcome.passing;
}

const passingStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

function headersOf(headers: Headers, place: Place): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of headersRead) {
    const value = headers.get(name);
    if (value !== null) found[name] = withoutSecrets(value, place);
  }
  return found;
}

const headersRead = ['content-type', 'etag', 'last-modified', 'retry-after', 'x-pypi-last-serial'] as const;

/** A mirror may echo what it was sent, and answers are kept and recorded. */
function withoutSecrets(text: string, place: Place): string {
  return secretsOf(place).reduce((clean, secret) => clean.replaceAll(secret, '[removed]'), text);
}
