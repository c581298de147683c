import { Agent, get, type IncomingMessage } from 'node:http';
import type { VisitorCode } from './server.ts';

/** How a page was answered, again and again. Times in milliseconds. */
export interface Asked {
  readonly alone: Times;
  /** `together` requests at a time. */
  readonly together: Times;
  /** In bytes: the page itself, and as it was sent to who takes Brotli. */
  readonly bytes: number;
  readonly sent: number;
}

export interface Times {
  readonly p50: number;
  readonly p95: number;
}

export const times = 60;
export const together = 8;

const agent = new Agent({ keepAlive: true, maxSockets: together });

/** The way of a browser through the sign-in. @returns the cookie of the session */
export async function signIn(url: string, code: VisitorCode): Promise<string> {
  const begun = await fetch(`${url}/sign-in`, { redirect: 'manual' });
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
  const back = await fetch(`${url}/sign-in/callback?code=${code}&state=${state}`, {
    redirect: 'manual',
    headers: { cookie: cookiesOf(begun) },
  });
  if (back.status !== 303) throw new Error(`sign-in answered ${back.status}`);
  return cookiesOf(back);
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.slice(0, cookie.indexOf(';')))
    .join('; ');
}

/** @throws where a page is not answered with 200 */
export async function askOften(url: string, cookie: string): Promise<Asked> {
  const plain = await ask(url, { cookie });
  const packed = { cookie, 'accept-encoding': 'br' };
  const alone: Answered[] = [];
  for (let time = 0; time < times; time += 1) alone.push(await ask(url, packed));
  const crowd: Answered[] = [];
  const lanes = Array.from({ length: together }, async () => {
    while (crowd.length + together <= times) crowd.push(await ask(url, packed));
  });
  await Promise.all(lanes);
  return { alone: timesOf(alone), together: timesOf(crowd), bytes: plain.bytes, sent: alone.at(-1)?.bytes ?? 0 };
}

export function close(): void {
  agent.destroy();
}

interface Answered {
  readonly milliseconds: number;
  readonly bytes: number;
}

async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<Answered> {
  const began = performance.now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent, headers }, resolve).once('error', reject);
  });
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  return { milliseconds: performance.now() - began, bytes };
}

function timesOf(answered: readonly Answered[]): Times {
  const sorted = answered.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}
