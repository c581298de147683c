import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  publicGoodTrust,
  readAttestations,
  readTrust,
  type Trust,
  type Verification,
  verifyRelease,
} from '../../../src/provenance/index.ts';
import { build, commit, packageOf, type Started, second, started } from './started.ts';

/** Where a registry keeps what is signed, and what of it can be compared. */
interface Kept {
  readonly registry: 'npm' | 'pypi' | 'rubygems' | 'github';
  readonly name: string;
  readonly document: (started: Started) => Promise<string>;
  readonly file: (started: Started) => Promise<Buffer>;
  readonly predicate: string | null;
}

const text = async (response: Promise<Response>) => (await response).text();
const bytes = async (response: Promise<Response>) => Buffer.from(await (await response).arrayBuffer());

const jar = '/org/coin/mint/1.1.0/mint-1.1.0.jar';

const kept: Readonly<Record<string, Kept>> = {
  npm: {
    registry: 'npm',
    name: '@coin/mint',
    document: ({ ask }) => text(ask('npm', 'main', '/-/npm/v1/attestations/@coin%2fmint@1.1.0')),
    file: ({ ask }) => bytes(ask('npm', 'main', '/@coin/mint/-/mint-1.1.0.tgz')),
    predicate: 'https://slsa.dev/provenance/v1',
  },
  pypi: {
    registry: 'pypi',
    name: 'Mint.Press',
    document: ({ ask }) => text(ask('pypi', 'main', '/integrity/mint-press/1.1.0/mint_press-1.1.0.tar.gz/provenance')),
    file: ({ ask }) => bytes(ask('pypi', 'main', '/packages/mint-press/mint_press-1.1.0.tar.gz')),
    predicate: 'https://docs.pypi.org/attestations/publish/v1',
  },
  rubygems: {
    registry: 'rubygems',
    name: 'mint',
    document: ({ ask }) => text(ask('rubygems', 'main', '/api/v1/attestations/mint-1.1.0.json')),
    file: ({ ask }) => bytes(ask('rubygems', 'main', '/gems/mint-1.1.0.gem')),
    predicate: null,
  },
  'maven-central': {
    // A bundle that signs a file names no package: any registry of files will do.
    registry: 'rubygems',
    name: 'org.coin:mint',
    document: ({ ask }) => text(ask('maven-central', 'main', `${jar}.sigstore.json`)),
    file: ({ ask }) => bytes(ask('maven-central', 'main', jar)),
    predicate: null,
  },
  'crates.io': {
    registry: 'github',
    name: 'mint',
    document: async ({ ask, registries }) => {
      const file = await bytes(ask('crates.io', 'static', '/crates/mint/mint-1.1.0.crate'));
      return JSON.stringify(await registries.attestationsOf(sha(file, 'sha256')));
    },
    file: ({ ask }) => bytes(ask('crates.io', 'static', '/crates/mint/mint-1.1.0.crate')),
    predicate: 'https://slsa.dev/provenance/v1',
  },
};

const sha = (file: Buffer, algorithm: string) => createHash(algorithm).update(file).digest('hex');

async function verify(where: Kept, from: Started, trust: Trust, file?: Buffer): Promise<Verification> {
  const read = readAttestations(await where.document(from));
  if (read.state !== 'read') throw new Error(read.reason);
  const served = file ?? (await where.file(from));
  const isOnGitHub = where.registry === 'github';
  return verifyRelease(
    read.attestations,
    {
      release: {
        registry: where.registry,
        name: isOnGitHub ? 'coin/mint' : where.name,
        version: isOnGitHub ? 'v1.1.0' : '1.1.0',
      },
      repository: 'coin/mint',
      workflow: 'release.yml',
      artifact: { sha256: sha(served, 'sha256'), sha512: sha(served, 'sha512'), bytes: served },
    },
    trust,
  );
}

async function ownTrust({ registries }: Started): Promise<Trust> {
  const read = readTrust('the sandbox', await registries.trustedRoot());
  if (read.state !== 'read') throw new Error(read.reason);
  return read.trust;
}

describe.each(Object.entries(kept))('what %s keeps', (registry, where) => {
  const release = () =>
    started(packageOf(z.enum(Object.keys(kept)).parse(registry) as 'npm', where.name, { releases: [second] }));

  it('holds under the trusted root of the sandbox, and says where it was built', async () => {
    const from = await release();
    const verification = await verify(where, from, await ownTrust(from));
    expect(verification.attestations.flatMap(({ failures }) => failures)).toEqual([]);
    expect(verification.verified).toBe(true);
    expect(verification.attestations).toHaveLength(1);
    expect(verification.attestations[0]).toMatchObject({
      predicateType: where.predicate,
      signedBy: 'build',
      // A few seconds before the registry took it, whatever the day on which the story is told.
      signedAt: '2026-03-11T09:59:55Z',
      identity: {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'https://github.com/coin/mint/.github/workflows/release.yml@refs/tags/v1.1.0',
        repositoryUrl: 'https://github.com/coin/mint',
        repositoryId: '4711',
        workflow: '.github/workflows/release.yml',
        workflowRef: 'refs/tags/v1.1.0',
        ref: 'refs/tags/v1.1.0',
        commit,
        trigger: 'push',
        runner: 'github-hosted',
        runUrl: 'https://github.com/coin/mint/actions/runs/9001/attempts/1',
      },
    });
  });

  it('does not hold under the public-good root', async () => {
    const verification = await verify(where, await release(), publicGoodTrust());
    expect(verification.verified).toBe(false);
    expect(verification.attestations[0]?.identity).toBeNull();
  });

  it('does not hold for another file', async () => {
    const from = await release();
    const verification = await verify(where, from, await ownTrust(from), Buffer.from('something else'));
    expect(verification.verified).toBe(false);
  });

  it('is the same each time it is asked for', async () => {
    const from = await release();
    expect(await where.document(from)).toBe(await where.document(from));
  });
});

describe('attestations', () => {
  it('tell of the build of a file, where it is not that of the release', async () => {
    const elsewhere = { ...build, repository: 'eve/mint', runner: 'self-hosted' } as const;
    const files = [{ name: 'mint-1.1.0.tar.gz' }, { name: 'mint-1.1.0-py3-none-any.whl', build: elsewhere }];
    const from = await started(packageOf('pypi', 'mint', { releases: [{ ...second, files }] }));
    const repositoryOf = async (file: string) => {
      const document = await from.json('pypi', 'main', `/integrity/mint/1.1.0/${file}/provenance`);
      const shape = z.object({
        attestation_bundles: z.tuple([z.object({ publisher: z.looseObject({ repository: z.string() }) })]),
      });
      const { publisher } = shape.parse(document).attestation_bundles[0];
      const read = readAttestations(JSON.stringify(document));
      if (read.state !== 'read') throw new Error(read.reason);
      const release = { registry: 'pypi', name: 'mint', version: '1.1.0' } as const;
      const expectation = { release, repository: null, workflow: null, artifact: null };
      const [attestation] = verifyRelease(read.attestations, expectation, await ownTrust(from)).attestations;
      return [publisher.repository, attestation?.identity?.repositoryUrl, attestation?.identity?.runner];
    };
    expect(await repositoryOf('mint-1.1.0.tar.gz')).toEqual([
      'coin/mint',
      'https://github.com/coin/mint',
      'github-hosted',
    ]);
    expect(await repositoryOf('mint-1.1.0-py3-none-any.whl')).toEqual([
      'eve/mint',
      'https://github.com/eve/mint',
      'self-hosted',
    ]);
  });

  it('can be of the first file only', async () => {
    const from = await started(packageOf('pypi', 'mint', { releases: [{ ...second, attested: 'partial' }] }));
    const status = async (file: string) =>
      (await from.ask('pypi', 'main', `/integrity/mint/1.1.0/${file}/provenance`)).status;
    expect(await status('mint-1.1.0-py3-none-any.whl')).toBe(200);
    expect(await status('mint-1.1.0.tar.gz')).toBe(404);
  });

  it('are from GitLab where the trusted publisher is', async () => {
    const by = { trusted: { provider: 'gitlab' } };
    const gitlab = { ...build, workflow: '.gitlab-ci.yml', ref: 'refs/heads/main' };
    const from = await started(packageOf('npm', 'mint', { releases: [{ ...second, by, build: gitlab }] }));
    const read = readAttestations(await text(from.ask('npm', 'main', '/-/npm/v1/attestations/mint@1.1.0')));
    if (read.state !== 'read') throw new Error(read.reason);
    const release = { registry: 'npm', name: 'mint', version: '1.1.0' } as const;
    const expectation = { release, repository: null, workflow: null, artifact: null };
    const { attestations, verified } = verifyRelease(read.attestations, expectation, await ownTrust(from));
    expect(verified).toBe(true);
    expect(attestations[0]?.identity).toMatchObject({
      issuer: 'https://gitlab.com',
      repositoryUrl: 'https://gitlab.com/coin/mint',
      runner: 'gitlab-hosted',
    });
  });

  it('are kept by GitHub for registries that take none, and not for the others', async () => {
    const from = await started(packageOf('npm', 'mint', { releases: [second] }));
    const file = await bytes(from.ask('npm', 'main', '/mint/-/mint-1.1.0.tgz'));
    expect(await from.registries.attestationsOf(sha(file, 'sha256'))).toEqual([]);
    expect(await from.registries.attestationsOf('00')).toEqual([]);
  });

  it('are of another authority in another sandbox', async () => {
    const where = kept['npm'] as Kept;
    const packages = packageOf('npm', where.name, { releases: [second] });
    const [one, other] = [await started(packages), await started(packages)];
    expect((await verify(where, one, await ownTrust(other))).verified).toBe(false);
  });
});
