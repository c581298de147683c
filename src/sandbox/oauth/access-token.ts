import { createHash, randomBytes } from 'node:crypto';
import type { Answer } from '../http/answer.ts';
import { clientIdOf } from '../http/authenticate.ts';
import type { SandboxState } from '../state.ts';

/** Takes a code for a token. GitHub answers 200 whatever is wrong, and takes a code once. */
export function accessToken(state: SandboxState, sent: URLSearchParams): Answer {
  const app = [state.app, state.fixer].find((each) => clientIdOf(each) === sent.get('client_id'));
  if (app === undefined || app.clientSecret !== sent.get('client_secret'))
    return wrong('incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.');
  const code = sent.get('code') ?? '';
  const given = state.oauthCodes.get(code);
  state.oauthCodes.delete(code);
  const proof = createHash('sha256')
    .update(sent.get('code_verifier') ?? '')
    .digest('base64url');
  if (given?.app !== app.id || Date.parse(given.expiresAt) <= Date.now() || (given.challenge ?? proof) !== proof)
    return wrong('bad_verification_code', 'The code passed is incorrect or expired.');
  if (sent.get('redirect_uri') !== given.redirectUri)
    return wrong(
      'redirect_uri_mismatch',
      'The redirect_uri MUST match the registered callback URL for this application.',
    );
  const token = `ghu_${randomBytes(18).toString('hex')}`;
  const expiresAt = new Date(Date.now() + eightHours * 1000).toISOString();
  state.userTokens.set(token, { app: app.id, login: given.login, expiresAt });
  return {
    status: 200,
    body: {
      access_token: token,
      expires_in: eightHours,
      refresh_token: `ghr_${randomBytes(38).toString('hex')}`,
      refresh_token_expires_in: 15_811_200,
      scope: '',
      token_type: 'bearer',
    },
  };
}

/** In seconds. */
const eightHours = 28_800;

function wrong(error: string, description: string): Answer {
  return { status: 200, body: { error, error_description: description, error_uri: 'https://docs.github.com' } };
}
