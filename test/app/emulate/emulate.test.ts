import { createHmac } from 'node:crypto';
import { ProbotOctokit } from 'probot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snapshotQuery } from '../../../src/github/queries.ts';
import { type Emulated, publishingWorkflow, startEmulate } from './emulate.ts';
import { type LocalServer, type Received, serve } from './local-server.ts';

let github: Emulated;
let listener: LocalServer;
const received: Received[] = [];

beforeAll(async () => {
  github = await startEmulate();
  listener = await serve(async (request) => {
    received.push(request);
    return { status: 202 };
  });
  github.deliverTo(`${listener.url}/api/github/webhooks`);
});

afterAll(async () => {
  await github.close();
  await listener.close();
});

function octokit() {
  const { appId, privateKey, installationId } = github;
  return new ProbotOctokit({
    baseUrl: github.url,
    auth: { appId, privateKey, installationId },
    throttle: { enabled: false },
    retry: { enabled: false },
  });
}

const deliveries = (event: string) => received.filter(({ headers }) => headers['x-github-event'] === event);

describe('a pull request on a GitHub that we did not write', () => {
  it('is told of by a signed webhook, and gets a check run', async () => {
    const { owner, name: repo } = github;
    const files = { '.github/workflows/release.yml': publishingWorkflow.replace('id-token: write', 'id-token: none') };
    const { number, headSha } = await github.openPull({ branch: 'break-it', title: 'Break it', files });

    await expect.poll(() => deliveries('pull_request').length).toBe(1);
    const [delivery] = deliveries('pull_request');
    const signature = createHmac('sha256', github.webhookSecret)
      .update(delivery?.body ?? '')
      .digest('hex');
    expect(delivery).toMatchObject({ method: 'POST', path: '/api/github/webhooks' });
    expect(delivery?.headers['x-hub-signature-256']).toBe(`sha256=${signature}`);
    expect(JSON.parse(String(delivery?.body))).toMatchObject({
      action: 'opened',
      installation: { id: github.installationId },
      pull_request: { number, head: { sha: headSha } },
    });
    const ids = received.map(({ headers }) => headers['x-github-delivery']);
    expect(new Set(ids).size).toBe(received.length);

    const { data } = await octokit().request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner,
      repo,
      path: '.github/workflows/release.yml',
      ref: headSha,
    });
    expect(Buffer.from((data as { content: string }).content, 'base64').toString()).toContain('id-token: none');
    await octokit().request('POST /repos/{owner}/{repo}/check-runs', {
      owner,
      repo,
      name: 'mintmark',
      head_sha: headSha,
      status: 'completed',
      conclusion: 'failure',
      output: {
        title: 'This change breaks a trusted publisher',
        summary: 'It takes `id-token: write` away.',
        annotations: [{ path: 'a', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'here' }],
      },
    });
    expect(await github.checkRuns(headSha)).toMatchObject([
      { name: 'mintmark', status: 'completed', conclusion: 'failure', output: { annotations_count: 1 } },
    ]);
  });
});

describe('GraphQL before it', () => {
  it('answers our snapshot from what REST tells', async () => {
    const { owner, name } = github;
    const data = await octokit().graphql(snapshotQuery, { owner, name });
    expect(data).toMatchObject({
      repository: {
        name,
        owner: { __typename: 'Organization', login: owner },
        visibility: 'PUBLIC',
        defaultBranchRef: { name: 'main', target: { oid: expect.stringMatching(/^[0-9a-f]{40}$/) } },
        workflows: { entries: [{ name: 'release.yml', object: { text: publishingWorkflow } }] },
        rulesets: { nodes: [] },
      },
    });
  });

  it('knows no repository that emulate does not', async () => {
    const asked = octokit().graphql(snapshotQuery, { owner: github.owner, name: 'none' });
    await expect(asked).rejects.toThrow("Could not resolve to a Repository with the name 'minters/none'.");
  });
});
