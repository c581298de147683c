import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import type { Report } from '../../src/types/report.ts';
import { claimsOf, type MockSigstore, mockSigstore, tokenOf } from '../provenance/mock-sigstore.ts';
import { aFinding, aReport } from '../reports/report-fixture.ts';
import { stage } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'attest-'));
const commit = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d';
const run1 = { ...claimsOf('acme/widgets', 'refs/heads/main'), sha: commit, repository_visibility: 'public' };

/** GitHub's side: gives the token of the run that it is told to be, to whoever holds the bearer. */
let claims: Readonly<Record<string, string>> = run1;
const asked: IncomingMessage[] = [];
const tokens = createServer((request, response) => {
  asked.push(request);
  const isKnown = request.headers.authorization === 'Bearer runtime-secret';
  response.writeHead(isKnown ? 200 : 401).end(JSON.stringify({ value: tokenOf(claims) }));
});
let sigstore: MockSigstore;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  sigstore = await mockSigstore();
  writeFileSync(join(folder, 'root.json'), sigstore.trustedRoot);
  await new Promise<void>((resolve) => tokens.listen(0, '127.0.0.1', resolve));
  environment = {
    GITHUB_ACTIONS: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token?api=1`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runtime-secret',
  };
});

afterAll(async () => {
  await sigstore.close();
  await new Promise((resolve) => tokens.close(resolve));
  rmSync(folder, { recursive: true });
});

async function mintmark(words: readonly string[], own: { report?: Report; environment?: typeof environment } = {}) {
  const { around, out, err } = stage({ folder, environment, ...own });
  return { code: await run(words, around), out: out(), err: err() };
}

const places = () => ['--fulcio-url', sigstore.address, '--rekor-url', sigstore.address];
const verify = (...words: string[]) =>
  mintmark(['verify-audit', 'audit.sigstore.json', '--trusted-root', 'root.json', ...words]);

describe('mintmark attest', () => {
  it('signs the audit as the run, and verify-audit tells who signed what', async () => {
    const report = aReport({ findings: [aFinding()] });
    const signed = await mintmark(['attest', '--output', 'audit.sigstore.json', ...places()], { report });
    expect(signed).toEqual({ code: 0, out: '', err: '' });
    expect(asked[0]?.url).toContain('audience=sigstore');
    const bundle = JSON.parse(readFileSync(join(folder, 'audit.sigstore.json'), 'utf8'));
    expect(bundle.mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
    expect(bundle.dsseEnvelope.payloadType).toBe('application/vnd.in-toto+json');

    const { code, out } = await verify('--repository', 'Acme/Widgets', '--commit', commit, '--workflow', 'release.yml');
    expect(out).toContain(`Verified: the audit of acme/widgets at ${commit}\n`);
    expect(out).toContain('signed by  https://github.com/acme/widgets');
    expect(out).toContain('levels     authentication 1 of 3, authorization 3 of 3, general 0 of 2, cli 0');
    expect(out).toContain('controls   1 pass');
    expect(out).toContain('findings   1 high');
    expect(code).toBe(0);
    const json = JSON.parse((await verify('--format', 'json')).out);
    expect(json).toMatchObject({ verified: true, subject: { repository: 'acme/widgets', commit } });
  });

  it.each([
    ['another repository', ['--repository', 'acme/other'], 'not about acme/other as expected'],
    ['another commit', ['--commit', 'f'.repeat(40)], 'as expected'],
    ['another workflow', ['--workflow', 'ci.yml'], 'the workflow release.yml signed it, not ci.yml as expected'],
  ])('does not verify where %s was expected', async (_, words, failure) => {
    const { code, out } = await verify(...words);
    expect(code).toBe(1);
    expect(out).toMatch(/^NOT verified/);
    expect(out).toContain(failure);
  });

  it('does not verify what was changed, what another repository signed, or what is no audit', async () => {
    const text = readFileSync(join(folder, 'audit.sigstore.json'), 'utf8');
    const bundle = JSON.parse(text);
    const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8'));
    const told = async (made: unknown) => {
      writeFileSync(join(folder, 'other.json'), JSON.stringify(made));
      const { code, out } = await mintmark(['verify-audit', 'other.json', '--trusted-root', 'root.json']);
      expect(code).toBe(1);
      return out;
    };
    const better = Buffer.from(JSON.stringify({ ...statement, predicate: { ...statement.predicate, findings: {} } }));
    const changed = { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload: better.toString('base64') } };
    expect(await told(changed)).toContain('failed: ');
    const foreign = await sigstore.sign(statement, { ...run1, ...claimsOf('mallory/widgets'), sha: commit });
    expect(await told(foreign)).toContain('https://github.com/mallory/widgets signed it, not that repository');
    const older = await sigstore.sign(statement, { ...run1, sha: 'e'.repeat(40) });
    expect(await told(older)).toContain(`the run that signed it was on ${'e'.repeat(40)}`);
    const slsa = await sigstore.sign({ ...statement, predicateType: 'https://slsa.dev/provenance/v1' }, run1);
    expect(await told(slsa)).toContain("not an audit of Mintmark's");
    const formless = await sigstore.sign({ ...statement, predicate: { levels: 3 } }, run1);
    expect(await told(formless)).toContain('does not have the form of an audit');
  });

  it('says in one line why it cannot sign', async () => {
    const outside = await mintmark(['attest'], { environment: {} });
    expect(outside.code).toBe(2);
    expect(outside.err).toContain('only a job of GitHub Actions has an identity to sign with');
    const bare = await mintmark(['attest'], { environment: { GITHUB_ACTIONS: 'true' } });
    expect([bare.code, bare.err.includes('`id-token: write`')]).toEqual([2, true]);
    const refused = await mintmark(['attest'], {
      environment: { ...environment, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' },
    });
    expect(refused).toEqual({
      code: 3,
      out: '',
      err: 'mintmark: GitHub answered 401 to the request for an identity token\n',
    });
    const half = await mintmark(['attest', '--fulcio-url', 'http://127.0.0.1:9']);
    expect([half.code, half.err.includes('belong together')]).toEqual([2, true]);
    const silent = await mintmark([
      'attest',
      '--fulcio-url',
      `${sigstore.address}/none`,
      '--rekor-url',
      sigstore.address,
    ]);
    expect([silent.code, silent.err.startsWith('mintmark: Sigstore did not sign it: ')]).toEqual([3, true]);
    expect(silent.err).not.toContain(tokenOf(run1));
  });

  it('signs nothing about another commit or repository, and names no private one in public', async () => {
    const other = aReport({ subject: { repository: 'acme/widgets', ref: null, commit: 'f'.repeat(40) } });
    expect((await mintmark(['attest', ...places()], { report: other })).err).toContain(
      'check out the commit of the run',
    );
    const foreign = aReport({ subject: { repository: 'acme/other', ref: null, commit } });
    expect((await mintmark(['attest', ...places()], { report: foreign })).err).toContain('only a repository itself');
    claims = { ...run1, repository_visibility: 'private' };
    const secret = await mintmark(['attest']);
    expect([secret.code, secret.err.includes('the repository is not public')]).toEqual([2, true]);
    claims = run1;
  });
});

describe('mintmark audit --format in-toto', () => {
  it('prints the statement, and refuses one of a part of the audit or of no commit', async () => {
    const { code, out } = await mintmark(['audit', '--format', 'in-toto', '--offline'], {});
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'urn:mintmark:attestation:audit:1',
      subject: [{ digest: { gitCommit: commit } }],
      predicate: { offline: true, auditedAt: '2026-11-22T12:00:00Z', policy: { digest: null } },
    });
    const part = await mintmark(['audit', '--format', 'in-toto', '--control', 'publish-pins']);
    expect([part.code, part.err.includes('leave out --control')]).toEqual([2, true]);
    const nowhere = aReport({ subject: { repository: null, ref: null, commit: null } });
    const lost = await mintmark(['audit', '--format', 'in-toto'], { report: nowhere });
    expect([lost.code, lost.err.includes('needs a checkout of git')]).toEqual([3, true]);
  });
});
