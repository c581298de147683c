import { type Body, readBody } from './body.ts';
import type { Distiller } from './http.ts';
import { wantsToBeLeftAlone } from './retry-after.ts';

/** One request as it goes out. */
export interface Request {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly mostBytes: number;
  readonly distil: Distiller | null;
}

/** What came of one request. `trouble` is the second half of a sentence that begins with who was asked. */
export type Outcome =
  | {
      readonly state: 'answered';
      readonly status: number;
      readonly headers: Headers;
      readonly text: string;
      readonly bytes: number;
    }
  | { readonly state: 'redirected'; readonly status: number; readonly location: string }
  | {
      readonly state: 'failed';
      readonly trouble: string;
      /** Another try may do better. */
      readonly passing: boolean;
      readonly bytes: number;
    };

/** Milliseconds until the headers are there, and until all of it is. */
export interface TimeLimits {
  readonly headers: number;
  readonly whole: number;
}

/** Sends one request and reads the answer, within limits of time and size. Never throws; redirects are not followed. */
export async function send(
  fetch: typeof globalThis.fetch,
  request: Request,
  limits: TimeLimits,
  stop: AbortSignal | null,
): Promise<Outcome> {
  const timer = timerOf(limits, stop);
  try {
    return await Promise.race([exchange(fetch, request, timer), timer.ended]);
  } catch (error) {
    return failed(`could not be reached${codeOf(error)}`, true);
  } finally {
    timer.clear();
  }
}

async function exchange(fetch: typeof globalThis.fetch, request: Request, timer: Timer): Promise<Outcome> {
  const { url, method, headers, body } = request;
  const answer = await fetch(url, { method, headers, body, redirect: 'manual', signal: timer.signal });
  timer.headersArrived();
  const location = redirects.has(answer.status) ? answer.headers.get('location') : null;
  if (location !== null) {
    await answer.body?.cancel();
    return { state: 'redirected', status: answer.status, location };
  }
  return read(answer, request);
}

async function read(answer: Response, { url, mostBytes, distil }: Request): Promise<Outcome> {
  const { status, headers } = answer;
  if ((distil !== null && !answer.ok) || wantsToBeLeftAlone(status, headers)) {
    await answer.body?.cancel();
    return { state: 'answered', status, headers, text: '', bytes: 0 };
  }
  // what answers HEAD has no body to be distilled
  const body = await readBody(answer.body, mostBytes, answer.body === null ? null : distil);
  if (body.state === 'read') return { state: 'answered', status, headers, text: body.text, bytes: body.bytes };
  return failed(troubleOf(body, url, mostBytes), body.state === 'broken', body.bytes);
}

function troubleOf(body: Exclude<Body, { state: 'read' }>, url: URL, mostBytes: number): string {
  const what = url.pathname.slice(0, longestPath);
  if (body.state === 'too-large') return `sent more than ${sizeOf(mostBytes)} for ${what}`;
  if (body.state === 'broken') return `broke off in the middle of ${what}`;
  return `answered ${what} with something else than was asked for: ${body.reason}`;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const longestPath = 200;

interface Timer {
  readonly signal: AbortSignal;
  readonly ended: Promise<Outcome>;
  headersArrived(): void;
  clear(): void;
}

/** Ends a request from outside, also where the connection or a distiller does not listen to the signal. */
function timerOf(limits: TimeLimits, stop: AbortSignal | null): Timer {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const end = (outcome: Outcome) => {
    resolve(outcome);
    controller.abort();
  };
  const slow = (milliseconds: number, what: string) => () =>
    end(failed(`${what} within ${milliseconds / 1000} seconds`, false));
  const stopped = () => end(failed('was not waited for: the work was stopped', false));
  const headers = setTimeout(slow(limits.headers, 'did not answer'), limits.headers);
  const whole = setTimeout(slow(limits.whole, 'did not send the whole answer'), limits.whole);
  if (stop?.aborted === true) stopped();
  stop?.addEventListener('abort', stopped);
  return {
    signal: controller.signal,
    ended: promise,
    headersArrived: () => clearTimeout(headers),
    clear() {
      clearTimeout(headers);
      clearTimeout(whole);
      stop?.removeEventListener('abort', stopped);
    },
  };
}

function failed(trouble: string, passing: boolean, bytes = 0): Outcome {
  return { state: 'failed', trouble, passing, bytes };
}

/** `fetch` hides what happened to the connection in the cause of its error; other words of it may name addresses. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? ` (${code})` : '';
}

function sizeOf(bytes: number): string {
  const mebibytes = bytes / 1024 / 1024;
  return Number.isInteger(mebibytes) ? `${mebibytes} MiB` : `${bytes} bytes`;
}
