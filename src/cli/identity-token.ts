import { z } from 'zod';
import { Misuse } from './command.ts';
import type { Surroundings } from './surroundings.ts';

/** What a run of GitHub Actions says of itself, signed by GitHub. */
export interface RunIdentity {
  /** The token itself: whoever holds it can sign as the run. Never shown. */
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly commit: string;
  readonly visibility: string;
}

/** GitHub gave no token, although the job may ask for one. */
export class NoToken extends Error {
  override readonly name = 'NoToken';
}

/**
 * The identity of the run that this process is a part of, for Sigstore.
 *
 * @throws Misuse outside of a job that may ask for one
 * @throws NoToken
 */
export async function runIdentity({ environment }: Surroundings): Promise<RunIdentity> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment;
  if (environment['GITHUB_ACTIONS'] !== 'true')
    throw new Misuse(
      'only a job of GitHub Actions has an identity to sign with: run this in a workflow, or print the statement unsigned with `mintmark audit --format in-toto`',
    );
  if (!url || !bearer)
    throw new Misuse('the job may not ask for an identity token: give it `id-token: write` under `permissions`');
  const token = await asked(url, bearer);
  const claims = claimsOf(token);
  if (claims === null) throw new NoToken('what GitHub gave is no identity token of a run');
  const { repository, sha, repository_visibility: visibility } = claims;
  return { token, repository, commit: sha, visibility };
}

const audience = 'sigstore';
const patience = 15_000;

async function asked(address: string, bearer: string): Promise<string> {
  const url = URL.parse(address);
  if (url === null) throw new NoToken('ACTIONS_ID_TOKEN_REQUEST_URL is no address');
  url.searchParams.set('audience', audience);
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', authorization: `Bearer ${bearer}` },
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) throw new NoToken(`GitHub answered ${response.status} to the request for an identity token`);
    return answer.parse(await response.json()).value;
  } catch (error) {
    if (error instanceof NoToken) throw error;
    throw new NoToken('GitHub did not answer the request for an identity token', { cause: error });
  }
}

const answer = z.object({ value: z.string().min(1).max(65_536) });

const claimsShape = z.object({
  repository: z.string(),
  sha: z.string(),
  repository_visibility: z.string().default('unknown'),
});

/** Read only to see what would be signed: whether the token is genuine is for the authority to find out. */
function claimsOf(token: string): z.infer<typeof claimsShape> | null {
  try {
    const [, payload = ''] = token.split('.');
    return claimsShape.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
