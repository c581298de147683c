import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAttestations } from '../../src/provenance/attestation-document.ts';
import { publicGoodTrust, readTrust, type Trust } from '../../src/provenance/trust.ts';
import { type Expectation, verifyRelease } from '../../src/provenance/verify-release.ts';
import { type Bundle, claimsOf, type MockSigstore, mockSigstore } from './mock-sigstore.ts';

const file = Buffer.from('the published file');
const sha = (algorithm: string) => createHash(algorithm).update(file).digest('hex');
const artifact = { sha256: sha('sha256'), sha512: sha('sha512'), bytes: file };

let sigstore: MockSigstore;
let trust: Trust;
let honest: Bundle;

beforeAll(async () => {
  sigstore = await mockSigstore();
  trust = trustOf(sigstore);
  honest = await sigstore.sign(statement(), claimsOf('octo/demo'));
});

afterAll(() => sigstore.close());

describe('an honest attestation', () => {
  it('is verified, and tells who built the release from the certificate', () => {
    const { verified, attestations } = verify(honest, { artifact });
    expect(attestations).toMatchObject([
      {
        failures: [],
        notCompared: [],
        signedBy: 'build',
        identity: {
          issuer: 'https://token.actions.githubusercontent.com',
          repositoryUrl: 'https://github.com/octo/demo',
          repositoryId: '4711',
          workflow: '.github/workflows/release.yml',
          ref: 'refs/tags/1.2.3',
          commit: 'c0ffee0000000000000000000000000000000000',
          trigger: 'push',
          runner: 'github-hosted',
        },
      },
    ]);
    expect(verified).toBe(true);
  });

  it('says what was not compared', () => {
    const { verified, attestations } = verify(honest, { repository: null, workflow: null });
    expect(verified).toBe(true);
    expect(attestations[0]?.notCompared.join()).toMatch(/repository.*workflow.*digest/);
  });

  it('takes a workflow by its path, too', () => {
    expect(verify(honest, { workflow: '.github/workflows/release.yml' }).verified).toBe(true);
    expect(verify(honest, { workflow: 'workflows/release.yml' }).verified).toBe(false);
  });

  it('of a file is verified by the bytes of the file, and by nothing less', async () => {
    const bundle = await sigstore.signFile(file, claimsOf('octo/demo'));
    const release = { registry: 'rubygems', name: 'demo', version: '1.2.3' } as const;
    const { verified, attestations } = verify(bundle, { artifact, release });
    expect(attestations[0]?.failures).toEqual([]);
    expect(attestations[0]?.notCompared.join()).toContain('name and version');
    expect(verified).toBe(true);
    expect(failuresOf(bundle, { release })).toContain('--artifact');
    expect(failuresOf(bundle, { release, artifact: { ...artifact, bytes: Buffer.from('another') } })).toContain(
      'signature',
    );
  });

  it('on GitHub is of the repository and the tag', () => {
    const github = (name: string, version: string) =>
      failuresOf(honest, { release: { registry: 'github', name, version } });
    expect(github('octo/demo', '1.2.3')).toBe('');
    expect(github('octo/other', '1.2.3')).toContain('repository');
    expect(github('octo/demo', '1.2.4')).toContain('tag');
  });
});

describe('what was changed after signing is refused', () => {
  it.each<readonly [string, (bundle: Bundle) => void, RegExp]>([
    ['the payload', ({ dsseEnvelope }) => (dsseEnvelope.payload = base64(statement({ version: '6.6.6' }))), /changed/],
    [
      'the signature',
      ({ dsseEnvelope: { signatures } }) => signatures.splice(0, 1, { sig: base64('another'), keyid: '' }),
      /changed/,
    ],
    [
      'a second signature',
      ({ dsseEnvelope: { signatures } }) => signatures.push({ sig: base64('another'), keyid: '' }),
      /2 signatures/,
    ],
    [
      'the time',
      ({ verificationMaterial: { tlogEntries } }) =>
        ((tlogEntries[0] as { integratedTime: string }).integratedTime = '1700000000'),
      /certificate|log/,
    ],
    ['the log entry', ({ verificationMaterial }) => (verificationMaterial.tlogEntries = []), /time|log/],
    ["the payload's type", ({ dsseEnvelope }) => (dsseEnvelope.payloadType = 'text/plain'), /signature/],
  ])('%s', (_, change, reason) => {
    const bundle = structuredClone(honest);
    change(bundle);
    const { verified, attestations } = verify(bundle, { artifact });
    expect(verified).toBe(false);
    expect(attestations[0]?.failures).toEqual([expect.stringMatching(reason)]);
    expect(attestations[0]?.identity, 'nothing is told of what does not hold').toBeNull();
  });
});

describe('another trusted root', () => {
  it('refuses, in words', async () => {
    const other = await mockSigstore();
    await other.close();
    for (const wrong of [publicGoodTrust(), trustOf(other)]) {
      const result = verifyRelease(read(honest), expectation({}), wrong);
      expect(result.verified).toBe(false);
      expect(result.attestations[0]?.failures.join()).toMatch(/authority|log/);
    }
  });

  it('refuses what was signed when the certificate had expired', async () => {
    const late = await mockSigstore(new Date(Date.now() + 3_600_000));
    const bundle = await late.sign(statement(), claimsOf('octo/demo'));
    await late.close();
    const result = verifyRelease(read(bundle), expectation({}), trustOf(late));
    expect(result.attestations[0]?.failures).toEqual(['the certificate was not valid at the time of signing']);
  });

  it('says that a newer one is needed, where it knows no authority for the time', async () => {
    const stamped = await sigstore.signStamped(statement(), claimsOf('octo/demo'));
    expect(failuresOf(stamped)).toContain('a newer trusted root is needed (--trusted-root');
  });

  it('is read defensively', () => {
    for (const text of ['', '[]', '{}', 'null', '{"tlogs":[{}]}', '{"tlogs":7}'])
      expect(readTrust('root.json', text).state, text).toBe('unreadable');
  });
});

describe('a repository that looks alike is another one', () => {
  it.each([
    'octo/demo-evil',
    'octo/demo.git',
    'octo/demo/',
    'Octo/demo',
    'evil/octo/demo',
    'octo/dem\u043e',
    'octo/demx',
  ])('%s', async (repository) => {
    const bundle = await sigstore.sign(statement({ repository }), claimsOf(repository));
    expect(failuresOf(bundle)).toContain('not octo/demo as expected');
  });

  it.each(['octo/dem.', 'octo/.*', '.*', 'octo/dem', 'https://github.com/octo/demo'])(
    'and what is expected is no pattern: %s',
    (repository) => {
      expect(verify(honest, { repository }).verified).toBe(false);
    },
  );

  it('so is one of the same name at another issuer', async () => {
    const bundle = await sigstore.sign(statement(), { ...claimsOf('octo/demo'), iss: 'https://issuer.test' });
    expect(failuresOf(bundle)).toContain('the repository is https://github.com/octo/demo');
  });

  it('so is a workflow of another name', () => {
    expect(failuresOf(honest, { workflow: 'elease.yml' })).toContain('workflow');
  });
});

describe('a predicate that the certificate contradicts is refused', () => {
  it.each([
    ['the repository', statement({ repository: 'octo/other' }), 'the repository is https://github.com/octo/other'],
    ['the commit', statement({ commit: 'bad' }), 'the commit is bad'],
    ['the ref', statement({ ref: 'refs/heads/main' }), "the workflow's ref is refs/heads/main"],
    ['the commit, in SLSA 0.2', early({ commit: 'bad' }), 'the commit is bad'],
    [
      'the repository, in SLSA 0.2',
      early({ repository: 'octo/other' }),
      'the repository is https://github.com/octo/other',
    ],
  ])('%s', async (_, said, reason) => {
    expect(failuresOf(await sigstore.sign(said, claimsOf('octo/demo')))).toContain(reason);
  });

  it('and an honest one in SLSA 0.2 is not', async () => {
    expect(failuresOf(await sigstore.sign(early({}), claimsOf('octo/demo')))).toBe('');
  });

  it('one without the shape of SLSA is refused', async () => {
    const odd = { ...statement(), predicate: [] };
    expect(failuresOf(await sigstore.sign(odd, claimsOf('octo/demo')))).toContain('shape');
  });

  it.each(['constructor', '__proto__', 'https://spdx.dev/Document'])(
    'one that tells of no build says so: %s',
    async (type) => {
      const other = await sigstore.sign({ ...statement(), predicateType: type }, claimsOf('octo/demo'));
      const { verified, attestations } = verify(other);
      expect(verified).toBe(true);
      expect(attestations[0]?.notCompared.join()).toContain('only the certificate tells');
    },
  );

  it('and one that a person signed is of no build', async () => {
    const person = {
      iss: 'https://accounts.test',
      sub: 'mallory',
      san: 'https://accounts.test/mallory',
      aud: 'sigstore',
    };
    const failures = failuresOf(await sigstore.sign(statement(), person), { repository: null, workflow: null });
    expect(failures).toContain('names no repository: https://accounts.test/mallory signed it');
  });

  it("nor may a build claim to be npm's record", async () => {
    const type = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';
    const forged = await sigstore.sign({ ...statement(), predicateType: type }, claimsOf('octo/demo'));
    expect(failuresOf(forged)).toContain('npm did not sign it');
  });
});

describe('an attestation of another release is refused', () => {
  it('of another version', async () => {
    const bundle = await sigstore.sign(statement({ version: '1.2.30' }), claimsOf('octo/demo'));
    expect(failuresOf(bundle)).toContain('pkg:npm/demo@1.2.30, not about demo 1.2.3');
  });

  it('of another file', () => {
    expect(failuresOf(honest, { artifact: { ...artifact, sha512: '00' } })).toContain('digest');
  });

  it('whatever the document calls it', () => {
    const read = readAttestations(JSON.stringify({ attestations: [{ predicateType: 'x', bundle: honest }] }));
    const attestations = read.state === 'read' ? read.attestations : [];
    expect(verifyRelease(attestations, expectation({}), trust).attestations[0]?.failures.join()).toContain(
      'calls it x',
    );
  });

  it('beside an honest one, which it spoils', async () => {
    const other = await sigstore.sign(statement({ version: '2.0.0' }), claimsOf('octo/demo'));
    const attestations = [...read(honest), ...read(other)];
    expect(verifyRelease(attestations, expectation({}), trust).verified).toBe(false);
    expect(verifyRelease([], expectation({}), trust).verified).toBe(false);
  });
});

interface Parts {
  readonly repository?: string;
  readonly version?: string;
  readonly commit?: string;
  readonly ref?: string;
}

const commitOfRun = 'c0ffee0000000000000000000000000000000000';

function statement({
  repository = 'octo/demo',
  version = '1.2.3',
  commit = commitOfRun,
  ref = 'refs/tags/1.2.3',
}: Parts = {}) {
  const url = `https://github.com/${repository}`;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: `pkg:npm/demo@${version}`, digest: { sha512: artifact.sha512 } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        externalParameters: { workflow: { repository: url, ref, path: '.github/workflows/release.yml' } },
        internalParameters: { github: { event_name: 'push', repository_id: '4711' } },
        resolvedDependencies: [{ uri: `git+${url}@${ref}`, digest: { gitCommit: commit } }],
      },
    },
  };
}

function early({ repository = 'octo/demo', commit = commitOfRun }: Parts) {
  const { subject } = statement();
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject,
    predicateType: 'https://slsa.dev/provenance/v0.2',
    predicate: {
      invocation: {
        configSource: {
          uri: 'git+https://github.com/octo/demo@refs/tags/1.2.3',
          digest: { sha1: commit },
          entryPoint: '.github/workflows/release.yml',
        },
        environment: { GITHUB_REPOSITORY: repository, GITHUB_REF: 'refs/tags/1.2.3', GITHUB_EVENT_NAME: 'push' },
      },
    },
  };
}

function trustOf({ trustedRoot }: MockSigstore): Trust {
  const read = readTrust('root.json', trustedRoot);
  if (read.state === 'unreadable') throw new Error(read.reason);
  return read.trust;
}

function read(bundle: Bundle) {
  return [{ bundle, announced: null, publisher: null }];
}

function expectation(change: Partial<Expectation>): Expectation {
  return {
    release: { registry: 'npm', name: 'demo', version: '1.2.3' },
    repository: 'octo/demo',
    workflow: 'release.yml',
    artifact: null,
    ...change,
  };
}

const verify = (bundle: Bundle, change: Partial<Expectation> = {}) =>
  verifyRelease(read(bundle), expectation(change), trust);

const failuresOf = (bundle: Bundle, change: Partial<Expectation> = {}) =>
  verify(bundle, change)
    .attestations.flatMap(({ failures }) => failures)
    .join('\n');

const base64 = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64');
