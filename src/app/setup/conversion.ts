import { z } from 'zod';
import type { GitHubAddress } from '../github-address.ts';

/** An app that GitHub has just registered. */
export interface RegisteredApp {
  readonly id: number;
  readonly slug: string;
  readonly privateKey: string;
  /** Null where GitHub is to send the app no webhooks. */
  readonly webhookSecret: string | null;
  /** What people sign in by. */
  readonly clientId: string;
  readonly clientSecret: string;
}

export type Conversion =
  | { readonly state: 'registered'; readonly app: RegisteredApp }
  /** A whole sentence, without anything secret. */
  | { readonly state: 'failed'; readonly reason: string };

/** What of GitHub's answer is used; each value fits on a line of the file that it is stored in. */
const answerSchema = z.object({
  id: z.int().positive(),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/i),
  pem: z
    .string()
    .max(16 * 1024)
    .regex(/^-----BEGIN [A-Z ]*PRIVATE KEY-----[\r\nA-Za-z0-9+/=]+-----END [A-Z ]*PRIVATE KEY-----\s*$/),
  client_id: z.string().regex(/^[\w.-]{1,100}$/),
  client_secret: z.string().regex(/^[\w-]{16,500}$/),
  webhook_secret: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,200}$/)
    .nullable(),
});

const mostBytes = 256 * 1024;
const longestWait = 20_000;

/** Hands in the code that the browser brought back, for the app's credentials. GitHub takes a code once, within an hour. */
export async function convert(code: string, github: GitHubAddress): Promise<Conversion> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${github.api}/app-manifests/${encodeURIComponent(code)}/conversions`, {
      method: 'POST',
      headers: { accept: 'application/vnd.github+json', 'user-agent': 'mintmark-setup' },
      redirect: 'error',
      signal: AbortSignal.timeout(longestWait),
    });
    body = await limitedJson(response);
  } catch {
    return failed(`${github.api} could not be reached to fetch the credentials. ${startOver}`);
  }
  if (response.status === 404) return failed(`GitHub does not know the code, or it was used already. ${startOver}`);
  if (!response.ok) return failed(`GitHub answered ${response.status} when asked for the credentials. ${startOver}`);
  const answer = answerSchema.safeParse(body);
  if (!answer.success) {
    const fields = [...new Set(answer.error.issues.map(({ path }) => path.join('.') || 'the whole'))].join(', ');
    return failed(`GitHub's answer is not what it should be (${fields}), so nothing was stored. ${startOver}`);
  }
  const {
    id,
    slug,
    pem,
    webhook_secret: webhookSecret,
    client_id: clientId,
    client_secret: clientSecret,
  } = answer.data;
  return {
    state: 'registered',
    app: { id, slug, privateKey: pem.replaceAll('\r', ''), webhookSecret, clientId, clientSecret },
  };
}

const startOver =
  'If the app is on GitHub already, delete it there (Settings, Developer settings, GitHub Apps), then run `mintmark setup` again.';

function failed(reason: string): Conversion {
  return { state: 'failed', reason };
}

async function limitedJson(response: Response): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > mostBytes) throw new RangeError('too much');
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return null;
  }
}
