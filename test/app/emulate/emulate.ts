import { randomUUID } from 'node:crypto';
import { createEmulator } from 'emulate';
import { startProxy } from './graphql-proxy.ts';
import { freePort, type Received, type Reply, serve } from './local-server.ts';

/** A GitHub that we did not write, with an organisation, our app installed in it, and a repository that publishes. */
export interface Emulated {
  /** Octokit's `baseUrl`. GraphQL is at `/graphql`. */
  readonly url: string;
  readonly appId: number;
  readonly installationId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly owner: string;
  readonly name: string;
  /** Where webhooks go from now on; null, as at the start, for nowhere. */
  deliverTo(url: string | null): void;
  /** Opens a pull request that changes files, as the maintainer does. */
  openPull(pull: OpenPull): Promise<{ readonly number: number; readonly headSha: string }>;
  /** Check runs of a commit, newest first. */
  checkRuns(sha: string): Promise<readonly EmulatedCheckRun[]>;
  close(): Promise<void>;
}

export interface OpenPull {
  readonly branch: string;
  readonly title: string;
  /** Path to the whole new text. */
  readonly files: Readonly<Record<string, string>>;
}

export interface EmulatedCheckRun {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly output: {
    readonly title: string | null;
    readonly summary: string | null;
    readonly annotations_count: number;
  };
}

/** Publishes to npm by trusted publishing: the job is given an identity, and no token reaches it. */
export const publishingWorkflow = `name: release
on:
  push:
    tags: ['v*']
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: npm
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@1111111111111111111111111111111111111111
        with:
          persist-credentials: false
      - uses: actions/setup-node@2222222222222222222222222222222222222222
        with:
          node-version: 24
      - run: npm ci --ignore-scripts
      - run: npm publish
`;

const manifest = `${JSON.stringify({ name: '@minters/coin', version: '1.0.0', publishConfig: { access: 'public' } }, null, 2)}\n`;

const [owner, name, maintainer] = ['minters', 'coin', 'ana'];
const [appId, installationId, webhookSecret] = [4711, 42, 'a secret between emulate and the app'];
const maintainerToken = 'token-of-the-maintainer';

/** Starts emulate on a free port, with the proxy before it. */
export async function startEmulate(): Promise<Emulated> {
  let receiver: string | null = null;
  const port = await freePort();
  const proxy = await startProxy(() => `http://127.0.0.1:${port}`);
  const relay = await serve((request) => relayed(receiver, request));
  const emulator = await createEmulator({ service: 'github', port, baseUrl: proxy.url, seed: seedFor(relay.url) });
  const [key] = emulator.generatedSecrets;
  if (key === undefined) throw new Error('emulate made no private key for the app');

  await write('.github/workflows/release.yml', publishingWorkflow, 'main');
  await write('package.json', manifest, 'main');

  return {
    url: proxy.url,
    appId,
    installationId,
    webhookSecret,
    privateKey: key.value,
    owner,
    name,
    deliverTo: (url) => {
      receiver = url;
    },
    openPull: async ({ branch, title, files }) => {
      const { object } = await ask<{ object: { sha: string } }>('GET', '/git/ref/heads/main');
      await ask('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: object.sha });
      for (const [path, text] of Object.entries(files)) await write(path, text, branch);
      const pull = { title, head: branch, base: 'main' };
      const { number, head } = await ask<{ number: number; head: { sha: string } }>('POST', '/pulls', pull);
      return { number, headSha: head.sha };
    },
    checkRuns: async (sha) => {
      const found = await ask<{ check_runs: readonly EmulatedCheckRun[] }>('GET', `/commits/${sha}/check-runs`);
      return found.check_runs;
    },
    close: async () => {
      await emulator.close();
      await relay.close();
      await proxy.close();
    },
  };

  async function write(path: string, text: string, branch: string): Promise<void> {
    const known = await fetchAsMaintainer('GET', `/contents/${path}?ref=${branch}`);
    const { sha } = known.ok ? ((await known.json()) as { sha: string }) : {};
    const content = Buffer.from(text).toString('base64');
    await ask('PUT', `/contents/${path}`, {
      message: `Write ${path}`,
      content,
      branch,
      ...(sha === undefined ? {} : { sha }),
    });
  }

  async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetchAsMaintainer(method, path, body);
    if (!response.ok) throw new Error(`emulate answers ${response.status} to ${method} ${path}`);
    return (await response.json()) as Answer;
  }

  function fetchAsMaintainer(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${proxy.url}/repos/${owner}/${name}${path}`, {
      method,
      headers: { authorization: `Bearer ${maintainerToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

function seedFor(webhookUrl: string) {
  const permissions = { metadata: 'read', contents: 'read', checks: 'write', issues: 'write', pull_requests: 'read' };
  return {
    tokens: { [maintainerToken]: { login: maintainer, scopes: ['repo'] } },
    github: {
      users: [{ login: maintainer }],
      orgs: [{ login: owner, members: [{ login: maintainer, role: 'admin' }] }],
      repos: [{ owner, name }],
      apps: [
        {
          app_id: appId,
          slug: 'mintmark',
          name: 'Mintmark',
          permissions,
          events: ['*'],
          webhook_url: webhookUrl,
          webhook_secret: webhookSecret,
          installations: [{ installation_id: installationId, account: owner, repository_selection: 'all' }],
        },
      ],
    },
  };
}

/**
 * Hands a webhook on to whoever listens now. emulate names deliveries by the clock, so that two in one millisecond would
 * be one delivery to the app; GitHub gives each its own id, and so does this.
 */
async function relayed(receiver: string | null, { headers, body }: Received): Promise<Reply> {
  if (receiver === null) return { status: 202 };
  const kept = ['content-type', 'x-github-event', 'x-hub-signature-256'].flatMap((header) => {
    const value = headers[header];
    return typeof value === 'string' ? [[header, value] as [string, string]] : [];
  });
  const response = await fetch(receiver, {
    method: 'POST',
    headers: [...kept, ['x-github-delivery', randomUUID()]],
    body: new Uint8Array(body),
  });
  await response.body?.cancel();
  return { status: response.status };
}
