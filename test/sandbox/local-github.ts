import { createSign } from 'node:crypto';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import type { Scenario, ScenarioInstallation, ScenarioRepository } from '../../src/sandbox/scenario.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // What a test reads of an answer is for the test to know.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export interface Asking {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LocalGitHub {
  readonly sandbox: Sandbox;
  readonly installation: number;
  /** With the token of the installation. */
  readonly ask: (path: string, asking?: Asking) => Promise<Answered>;
  /** With the app's JWT. */
  readonly askAsApp: (path: string, asking?: Asking) => Promise<Answered>;
}

/** An organisation `acme` with one member and the repositories that are given, and the app installed. */
export async function acme(
  repositories: readonly ScenarioRepository[] = [{ name: 'widget', commits: [{ files: { 'a.txt': 'hi\n' } }] }],
  installation: ScenarioInstallation = {},
  options: SandboxOptions = {},
): Promise<LocalGitHub> {
  return localGitHub(
    { organisations: [{ login: 'acme', members: ['ann'], installation, repositories }], users: ['bob'] },
    options,
  );
}

export async function localGitHub(scenario: Scenario, options: SandboxOptions = {}): Promise<LocalGitHub> {
  const sandbox = await startSandbox(scenario, options);
  onTestFinished(() => sandbox.close());
  const installation = [...sandbox.state.installations.keys()][0] ?? 0;
  const askAsApp: LocalGitHub['askAsApp'] = (path, asking) => send(sandbox, jwt(sandbox), path, asking);
  const given = await askAsApp(`/app/installations/${installation}/access_tokens`, { method: 'POST' });
  return {
    sandbox,
    installation,
    ask: (path, asking) => send(sandbox, given.body.token, path, asking),
    askAsApp,
  };
}

/** A JWT as an app makes it; `claims` take the place of what is right. */
export function jwt({ state }: Sandbox, claims: Readonly<Record<string, unknown>> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - 30, exp: now + 570, iss: state.app.id, ...claims })}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(state.app.privateKey, 'base64url')}`;
}

export async function send(
  { url }: Sandbox,
  token: string | null,
  path: string,
  { method = 'GET', body, headers = {} }: Asking = {},
): Promise<Answered> {
  const answer = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: { ...(token === null ? {} : { authorization: `bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
}

export interface Letter {
  readonly event: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly payload: any;
}

/** An app that listens: everything that it is told, in order. It answers with `status`, by default 202. */
export async function listen({ state }: Sandbox, status: () => number = () => 202): Promise<Letter[]> {
  const letters: Letter[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      letters.push({
        event: String(request.headers['x-github-event']),
        headers: request.headers,
        text,
        payload: JSON.parse(text),
      });
      response.writeHead(status()).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  state.app.webhookUrl = `http://127.0.0.1:${address.port}/`;
  return letters;
}

/** `event.action` of every letter. */
export function names(letters: readonly Letter[]): readonly string[] {
  return letters.map(({ event, payload }) => (payload.action === undefined ? event : `${event}.${payload.action}`));
}
