import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog, logForLibraries } from '../../src/app/log.ts';
import { createProbot, octokitFor } from '../../src/app/probot.ts';
import { withoutSecrets } from '../../src/app/without-secrets.ts';
import { privateKey } from './private-key.ts';
import { webhookSecret } from './send-webhook.ts';
import { keptLog } from './silent-log.ts';

/** Made of pieces, so that nothing that scans this file takes them for real. */
const installationToken = `ghs_${'a1B2'.repeat(9)}`;
const appToken = ['eyJhbGciOiJSUzI1NiJ9', 'eyJpc3MiOiI0MiJ9', 'c2lnbmF0dXJl'].join('.');

afterEach(() => nock.cleanAll());

describe('the log', () => {
  it('writes one JSON object a line, with plain fields', () => {
    const { log, lines } = keptLog();
    log.info({ repository: 7, outcome: 'done', paths: ['a', 'b'], put: null }, 'audited');
    expect(lines).toHaveLength(1);
    const { time, ...line } = JSON.parse(lines[0] ?? '');
    expect(line).toEqual({
      level: 'info',
      repository: 7,
      outcome: 'done',
      paths: ['a', 'b'],
      put: null,
      msg: 'audited',
    });
    expect(Date.parse(time)).toBeGreaterThan(0);
  });

  it('leaves out what is no plain value, and what is secret by its name', () => {
    const { log, text } = keptLog();
    const secret = 'never to be seen';
    log.info(
      {
        payload: secret,
        body: secret,
        headers: { a: secret },
        event: { id: 1, payload: secret },
        req: secret,
        token: secret,
        accessToken: secret,
        webhookSecret: secret,
        PRIVATE_KEY: secret,
        databaseUrl: secret,
        password: secret,
        signature: secret,
        authorization: secret,
        nested: { deep: secret },
        list: [{ secret }],
      },
      'fields',
    );
    expect(text()).not.toContain(secret);
    expect(text()).toContain('"msg":"fields"');
  });

  it('keeps lines short', () => {
    const { log, lines } = keptLog();
    log.warn({ note: 'x'.repeat(100_000), err: new Error('y'.repeat(100_000)) }, 'z'.repeat(100_000));
    expect(lines[0]?.length).toBeLessThan(6000);
  });

  it('tells of an error what kind it is, what it says and where, and nothing else that it carries', () => {
    const { log, lines, text } = keptLog();
    const failure = Object.assign(new TypeError('it broke'), {
      status: 500,
      code: 'E_BROKEN',
      event: { payload: 'the payload' },
      request: { headers: { authorization: `token ${installationToken}` } },
    });
    log.error({ err: failure }, 'failed');
    log.error(new AggregateError([failure], 'several'));
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(first.err).toMatchObject({ type: 'TypeError', message: 'it broke', status: 500, code: 'E_BROKEN' });
    expect(first.err.at[0]).toContain('log.test.ts');
    expect(second).toMatchObject({
      msg: 'several',
      err: { type: 'AggregateError', errors: [{ message: 'it broke' }] },
    });
    expect(text()).not.toMatch(/the payload|ghs_/);
  });

  it('writes to standard output where nothing else is said', () => {
    expect(createLog({ level: 'silent' }).level).toBe('silent');
  });
});

describe('what looks like a secret', () => {
  it.each([
    [`used ${installationToken} today`, 'used [token] today'],
    [`github_pat_${'11ABCDEFG0'.repeat(3)}`, '[token]'],
    [appToken, '[token]'],
    [`Authorization: Bearer ${'abcdefgh12345678'}`, 'Authorization: Bearer [token]'],
    [
      'connect postgres://mintmark:hunter2@db.example:5432/mintmark failed',
      'connect postgres://mintmark:[password]@db.example:5432/mintmark failed',
    ],
    [`sha256=${'ab'.repeat(32)}`, 'sha256=[signature]'],
    [`${'-----BEGIN'} RSA PRIVATE KEY-----\nMIIE\n`, '[key]'],
    ['nothing of that kind at https://example.test/a:b', 'nothing of that kind at https://example.test/a:b'],
  ])('is taken out of a text: %s', (text, expected) => {
    expect(withoutSecrets(text)).toBe(expected);
  });

  it('is looked for in time that grows with the text: hostile ones end before the test does', () => {
    for (const hostile of ['eyJ', 'a://', 'ghs_', 'bearer ', '-----BEGIN '])
      expect(typeof withoutSecrets(hostile.repeat(20_000))).toBe('string');
  });
});

describe('what Probot and octokit log', () => {
  it('is never a payload, a signature, a token or the body of a request', async () => {
    const { log, lines, text } = keptLog('trace');
    const probot = await createProbot({ appId: 42, privateKey, webhookSecret, baseUrl: 'http://github.test', log });
    nock('http://github.test')
      .post('/app/installations/10/access_tokens')
      .reply(201, { token: installationToken, expires_at: '2999-01-01T00:00:00Z', permissions: {} })
      .post('/repos/acme/tools/check-runs')
      .reply(500, { message: 'oops' });
    probot.on('push', async () => {
      const octokit = await octokitFor(probot, 10);
      await octokit.request('POST /repos/{owner}/{repo}/check-runs', {
        owner: 'acme',
        repo: 'tools',
        name: 'mintmark',
        output: { summary: 'the summary of the check' },
      });
    });
    const payload = {
      installation: { id: 10 },
      note: 'the note in the payload',
      pusher: { email: 'person@example.test' },
    };
    const event = { id: 'one', name: 'push', payload } as unknown as Parameters<typeof probot.receive>[0];
    await expect(probot.receive(event)).rejects.toThrow('oops');
    const signed = { ...event, payload: JSON.stringify(payload), signature: `sha256=${'0'.repeat(64)}` };
    await expect(probot.webhooks.verifyAndReceive(signed as never)).rejects.toThrow('signature');
    expect(lines.length, 'something was logged').toBeGreaterThan(2);
    expect(text()).toContain('GitHub request: POST');
    expect(nock.isDone(), 'the token was used').toBe(true);
    expect(text()).not.toMatch(
      /the note in the payload|person@example|the summary of the check|ghs_|eyJ|BEGIN|sha256=0/,
    );
    expect(text()).not.toContain(webhookSecret);
  });

  it('keeps none of their fields but what an error says', () => {
    const { log, lines } = keptLog();
    logForLibraries(log)
      .child({ name: 'octokit' })
      .warn({ anything: 'at all', err: new Error('why') }, 'a warning');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'octokit', msg: 'a warning', err: { message: 'why' } });
    expect(lines[0]).not.toContain('at all');
  });
});

describe('Probot', () => {
  it.each(['', 'development'])('is refused the webhook secret %j', async (secret) => {
    const { log } = keptLog('silent');
    await expect(createProbot({ appId: 42, privateKey, webhookSecret: secret, log })).rejects.toThrow(/webhook secret/);
  });

  it('neither waits nor tries again by itself', async () => {
    const { log } = keptLog('silent');
    const probot = await createProbot({ appId: 42, privateKey, webhookSecret, baseUrl: 'http://github.test', log });
    const scope = nock('http://github.test').get('/app').reply(503, {});
    const octokit = await octokitFor(probot);
    await expect(octokit.request('GET /app')).rejects.toMatchObject({ status: 503 });
    expect(scope.isDone()).toBe(true);
  });
});
