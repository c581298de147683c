import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What can befall a webhook on its way from GitHub to the app. */
export type Mishap =
  /** It does not arrive. */
  | { readonly type: 'dropped' }
  /** The app takes it, and GitHub does not learn of that. */
  | { readonly type: 'unanswered' }
  /** It arrives twice. */
  | { readonly type: 'doubled'; readonly after: number }
  /** Others overtake it. */
  | { readonly type: 'late'; readonly by: number }
  /** Something happens this many milliseconds after it was handed over. */
  | { readonly type: 'then'; readonly after: number; readonly act: () => void };

/** The way that webhooks take: GitHub hands them over here, and the replicas get them in turns. */
export interface Post {
  readonly url: string;
  /** They are kept here until it is known where they go. */
  hold(): void;
  /** Where they go from now on. */
  deliverTo(addresses: () => readonly string[]): void;
  /** The next webhooks, so many of them, meet with this. */
  befall(mishap: Mishap, times: number, met: () => void): void;
  /** From now on everything arrives. */
  calm(): void;
  /** Webhooks, redeliveries included, that were handed to an app. */
  readonly handed: number;
  /** Ids of deliveries that the app has answered by 202, and did not ignore. */
  readonly acknowledged: ReadonlySet<string>;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Armed {
  readonly mishap: Mishap;
  readonly met: () => void;
  left: number;
}

export async function openPost(): Promise<Post> {
  let addresses: () => readonly string[] = () => [];
  let armed: Armed[] = [];
  let open = Promise.withResolvers<void>();
  let handed = 0;
  const acknowledged = new Set<string>();
  const underway = new Set<Promise<unknown>>();
  const server = createServer((request, response) => {
    void track(handle(request, response).catch(() => response.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the post listens on no port');

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const letter = { headers: request.headers, body: await bodyOf(request) };
    const mishap = next();
    if (mishap?.type === 'dropped') return answer(response, 502);
    if (mishap?.type === 'late') await sleep(mishap.by);
    if (mishap?.type === 'doubled') void track(sleep(mishap.after).then(() => hand(letter)));
    if (mishap?.type === 'then') setTimeout(mishap.act, mishap.after);
    await open.promise;
    const status = await hand(letter);
    if (mishap?.type === 'unanswered') response.destroy();
    else answer(response, status);
  }

  function next(): Mishap | null {
    const found = armed.find(({ left }) => left > 0);
    if (found === undefined) return null;
    found.left -= 1;
    found.met();
    return found.mishap;
  }

  /** 502 where nobody takes it, as a proxy in front of the app answers. */
  async function hand({ headers, body }: Letter): Promise<number> {
    const listening = addresses();
    const to = listening[handed % Math.max(listening.length, 1)];
    if (to === undefined) return 502;
    handed += 1;
    try {
      const sent = Object.entries(headers).filter(([name]) => /^(?:x-|content-type$|user-agent$)/.test(name));
      const taken = await fetch(`${to}/api/github/webhooks`, {
        method: 'POST',
        headers: sent as [string, string][],
        body,
        signal: AbortSignal.timeout(9000),
      });
      const said = await taken.text();
      if (taken.status === 202 && !said.includes('"ignored"')) acknowledged.add(String(headers['x-github-delivery']));
      return taken.status;
    } catch {
      return 502;
    }
  }

  function track<T>(work: Promise<T>): Promise<T> {
    underway.add(work);
    void work.then(
      () => underway.delete(work),
      () => underway.delete(work),
    );
    return work;
  }

  return {
    url: `http://127.0.0.1:${address.port}/api/github/webhooks`,
    hold: () => void (open = Promise.withResolvers()),
    deliverTo(to) {
      addresses = to;
      open.resolve();
    },
    befall: (mishap, times, met) => void armed.push({ mishap, met, left: times }),
    calm: () => void (armed = []),
    get handed() {
      return handed;
    },
    acknowledged,
    async settled() {
      while (underway.size > 0) await Promise.allSettled(underway);
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Letter {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer<ArrayBuffer>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end('{}');
}
