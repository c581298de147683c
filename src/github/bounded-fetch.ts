/** What one request did on the wire, seen from below octokit. */
export interface Exchange {
  /** Every answer that GitHub gave, redirects included. */
  readonly answers: WireAnswer[];
  /** Of the last answer's body. */
  bytes: number;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
}

/** The answer was more than anybody should send. */
class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/**
 * A `fetch` that reads whole bodies up to a limit, and follows redirects itself: within the same server only, so that no
 * credential goes elsewhere, and without turning a write into a read. (octokit takes a body that breaks off for an empty
 * one, and `fetch` would not tell how often it was sent on.)
 */
export function boundedFetch(fetch: typeof globalThis.fetch, exchange: Exchange): typeof globalThis.fetch {
  return async (input, init = {}) => {
    let url = new URL(input instanceof Request ? input.url : String(input));
    for (let hops = 0; ; hops += 1) {
      const answer = await fetch(url, { ...init, redirect: 'manual' });
      exchange.answers.push({ status: answer.status, headers: answer.headers });
      const next = hops < mostHops ? redirectOf(answer, url, init.method ?? 'GET') : null;
      if (next === null) return copyOf(answer, await bodyOf(answer, exchange));
      await answer.body?.cancel();
      url = next;
    }
  };
}

const mostHops = 3;
const mostBytes = 32 * 1024 * 1024;

function redirectOf(answer: Response, from: URL, method: string): URL | null {
  const keepsMethod = answer.status === 307 || answer.status === 308;
  const isRead = method === 'GET' || method === 'HEAD';
  if (!keepsMethod && !(isRead && (answer.status === 301 || answer.status === 302))) return null;
  const next = URL.parse(answer.headers.get('location') ?? '', from.href);
  return next?.origin === from.origin ? next : null;
}

async function bodyOf(answer: Response, exchange: Exchange): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  exchange.bytes = 0;
  if (answer.body !== null) {
    for await (const chunk of answer.body) {
      exchange.bytes += chunk.byteLength;
      // leaving the loop closes the connection
      if (exchange.bytes > mostBytes) throw new AnswerTooLarge(`more than ${mostBytes / 1024 / 1024} MiB`);
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks);
}

function copyOf({ status, headers }: Response, body: Uint8Array<ArrayBuffer>): Response {
  const isBare = status === 204 || status === 205 || status === 304;
  return new Response(isBare ? null : body, { status, headers });
}
