import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { claimsOf, mockSigstore } from '../provenance/mock-sigstore.ts';
import { stage } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'verify-'));
const write = (name: string, content: string) => writeFileSync(join(folder, name), content);

beforeAll(async () => {
  const sigstore = await mockSigstore();
  const sha512 = createHash('sha512').update('the file').digest('hex');
  const bundle = await sigstore.sign(
    {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'pkg:npm/%40octo/demo@1.2.3', digest: { sha512 } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: { buildDefinition: { externalParameters: {} } },
    },
    claimsOf('octo/demo', 'refs/tags/\u001b[31mred'),
  );
  await sigstore.close();
  write('root.json', sigstore.trustedRoot);
  write('attestations.json', JSON.stringify({ attestations: [{ bundle }] }));
  write('demo.tgz', 'the file');
  write('other.tgz', 'another file');
  write('not.json', '<html>');
});

afterAll(() => rmSync(folder, { recursive: true }));

const usual = ['npm', '@octo/demo@1.2.3', '--attestations', 'attestations.json', '--trusted-root', 'root.json'];

async function verify(...words: readonly string[]) {
  const { around, out, err } = stage({ folder });
  return { code: await run(['verify', ...words], around), out: out(), err: err() };
}

describe('mintmark verify', () => {
  it('says who built the release, from what, and what was not compared', async () => {
    const { code, out } = await verify(...usual);
    expect(code).toBe(0);
    expect(out).toContain('Verified: @octo/demo 1.2.3 (npm)');
    expect(out).toContain('https://github.com/octo/demo (id 4711)');
    expect(out).toContain('c0ffee0000000000000000000000000000000000');
    expect(out).toContain("not compared: the file's digest");
    expect(out).toContain('its newest key is of 2020-01-01');
  });

  it('lets nobody write to the terminal but itself', async () => {
    const { out } = await verify(...usual);
    expect(out).toContain('refs/tags/\\u{1b}[31mred');
    expect(out).not.toContain('\u001b');
  });

  it.each([
    ['all that was expected', 0, ['--artifact', 'demo.tgz', '--repository', 'octo/demo', '--workflow', 'release.yml']],
    ['another file', 1, ['--artifact', 'other.tgz']],
    ['another repository', 1, ['--repository', 'octo/demo-evil']],
    ['another workflow', 1, ['--workflow', 'ci.yml']],
  ])('%s ends with %i', async (_, code, words) => {
    const result = await verify(...usual, ...words);
    expect(result.code).toBe(code);
    expect(result.out).toMatch(code === 0 ? /^Verified/ : /^NOT verified[^]*failed: /);
  });

  it('prints the same as JSON', async () => {
    const { code, out } = await verify(...usual, '--format', 'json', '--artifact', 'other.tgz');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      release: { registry: 'npm', name: '@octo/demo', version: '1.2.3' },
      verified: false,
      attestations: [{ signedBy: 'build', failures: ["the file's digest is not the attested one"] }],
      trustedRoot: { name: 'root.json', newestKey: '2020-01-01' },
    });
  });

  it('does not trust a private authority by itself', async () => {
    const { code, out } = await verify(...usual.slice(0, 4));
    expect(code).toBe(1);
    expect(out).toContain("Sigstore's public-good instance");
  });

  it.each([
    ['a release on GitHub without its file', ['github', 'octo/demo@v1.0.0'], '--artifact FILE'],
    ['no release', ['npm', '--attestations', 'x'], 'REGISTRY NAME@VERSION'],
    ['no version', ['npm', '@octo/demo', '--attestations', 'x'], 'no NAME@VERSION'],
    ['a registry without attestations', ['cargo', 'demo@1.0.0', '--attestations', 'x'], 'none of the registries'],
    ['a package on GitHub', ['github', 'demo@1.0.0', '--attestations', 'x'], 'OWNER/NAME@TAG'],
    ['a format', [...usual, '--format', 'xml'], 'terminal, json'],
  ])('takes %s for wrong use', async (_, words, message) => {
    const { code, err } = await verify(...words);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it.each([
    ['attestations', ['npm', 'demo@1.0.0', '--attestations', 'missing.json'], 'ENOENT'],
    ['attestations that are none', ['npm', 'demo@1.0.0', '--attestations', 'not.json'], 'it is not JSON'],
    ['a folder', ['npm', 'demo@1.0.0', '--attestations', '.'], 'it is no file'],
    ['a root that is none', [...usual.slice(0, 4), '--trusted-root', 'not.json'], 'no trusted root'],
    ['a file', [...usual, '--artifact', 'missing.tgz'], 'ENOENT'],
  ])('tells of what cannot be read: %s', async (_, words, message) => {
    const { code, out, err } = await verify(...words);
    expect(code).toBe(3);
    expect(err).toContain(message);
    expect(out).toBe('');
  });
});
