import { signedFiles } from '../audit/signed-files.ts';
import { artifactAttestations } from '../github/artifact-attestations.ts';
import { GitHubUnavailable } from '../github/client.ts';
import { type Artifact, readAttestations, type Trust, type Verification, verifyRelease } from '../provenance/index.ts';
import type { AttestationDocument } from '../registries/client.ts';
import { registryOf } from '../registries/index.ts';
import type { RegistryRelease } from '../registries/release.ts';
import type { Observation } from '../types/observation.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { gitHubOf, gitHubToken, openGitHub } from './github-client.ts';
import { registryHttp } from './registries.ts';
import type { Surroundings } from './surroundings.ts';

/** What a release is expected to be. */
export type Expectation = Parameters<typeof verifyRelease>[1];

/** What is served could not be read, for a reason that says nothing about the release. */
export class NotServed extends Error {
  override readonly name = 'NotServed';
}

/**
 * Verifies a release by the attestations that its registry serves, each against the file that it is about. A file given by
 * hand takes the place of what the registry says of it.
 *
 * @throws NotServed
 */
export async function verifyServed(
  expectation: Expectation,
  trust: Trust,
  around: Surroundings,
): Promise<Verification> {
  if (expectation.release.registry === 'github') return verifyAsset(expectation, trust, around);
  const { registry } = expectation.release;
  const served = await servedBy(registry, expectation, around);
  if ('failure' in served) return failed(expectation, served.failure);
  const { release, documents, signed } = served;
  const about = documentsAbout(expectation.artifact, release, documents);
  if (about.length === 0)
    return failed(expectation, 'none of the attestations that the registry serves is about the given file');
  const parts = about.map(({ file, text }) => {
    const artifact = expectation.artifact ?? artifactOf(release, file, signed);
    return verifyDocument(text, { ...expectation, artifact }, trust);
  });
  const bare = unattested(release, documents, expectation);
  return {
    release: expectation.release,
    verified: bare.length === 0 && parts.every(({ verified }) => verified),
    attestations: parts.flatMap(({ attestations }) => attestations),
    failures: [...new Set([...parts.flatMap(({ failures }) => failures), ...bare])],
  };
}

type Served =
  | {
      readonly release: RegistryRelease;
      readonly documents: readonly AttestationDocument[];
      /** Files that attestations sign in place of a statement, by name. */
      readonly signed: ReadonlyMap<string, Buffer>;
    }
  | { readonly failure: string };

async function servedBy(
  registry: RegistryId,
  { release, artifact }: Expectation,
  around: Surroundings,
): Promise<Served> {
  const { client: load, title } = registryOf(registry);
  const client = await load?.();
  if (client?.attestations === undefined) throw new NotServed(`${title} serves no attestations that can be asked for`);
  const { http } = registryHttp(around);
  const history = read(await client.history(release.name, http), title);
  if (history === null) return { failure: `${title} has no package of that name` };
  const listed = history.releases.find(({ version }) => version === release.version);
  if (listed === undefined) return { failure: `${title} serves no such version` };
  const detailed = await client.details?.(history.name, listed, http);
  const whole = detailed === undefined ? listed : (read(detailed, title) ?? listed);
  const observed = await client.attestations(history.name, whole, http);
  const documents = read(observed, title) ?? [];
  if (documents.length === 0) return { failure: `${title} serves no attestation of this release` };
  if (artifact !== null) return { release: whole, documents, signed: new Map() };
  const [files] = await signedFiles(client, [{ release: whole, documents: observed }], http);
  if (files?.state === 'unreadable') throw new NotServed(`${title} could not be read: ${files.reason}`);
  return { release: whole, documents, signed: files?.bytes ?? new Map() };
}

async function verifyAsset(
  expectation: Expectation,
  trust: Trust,
  { environment }: Surroundings,
): Promise<Verification> {
  const { release, artifact } = expectation;
  const [owner = '', name = ''] = release.name.split('/');
  const client = await openGitHub(gitHubOf(environment), gitHubToken(environment));
  try {
    const served = await artifactAttestations(client, owner, name, artifact?.sha256 ?? '');
    const text = read(served, 'GitHub');
    if (text === null) return failed(expectation, `GitHub keeps no attestation of this file in ${release.name}`);
    return verifyDocument(text, expectation, trust);
  } catch (error) {
    if (error instanceof GitHubUnavailable) throw new NotServed(`GitHub did not answer: ${error.message}`);
    throw error;
  }
}

/** The value, or null where there is none. @throws NotServed for what could not be read */
function read<T>(observation: Observation<T>, title: string): T | null {
  if (observation.state === 'unreadable') throw new NotServed(`${title} could not be read: ${observation.reason}`);
  return observation.state === 'seen' ? observation.value : null;
}

function verifyDocument(text: string, expectation: Expectation, trust: Trust): Verification {
  const document = readAttestations(text);
  return document.state === 'unreadable'
    ? failed(expectation, document.reason)
    : verifyRelease(document.attestations, expectation, trust);
}

function failed({ release }: Expectation, failure: string): Verification {
  return { release, verified: false, attestations: [], failures: [failure] };
}

/** Those of the file that was given, where the registry serves several; all where none was. */
function documentsAbout(given: Artifact | null, release: RegistryRelease, documents: readonly AttestationDocument[]) {
  if (given === null) return documents;
  return documents.filter(({ file }) => {
    const served = artifactOf(release, file);
    return file === null || served === null || isSame(served, given);
  });
}

function isSame(served: Artifact, given: Artifact): boolean {
  const pairs = [
    [served.sha256, given.sha256],
    [served.sha512, given.sha512],
  ];
  return pairs.some(([one, other]) => one !== null && one === other);
}

/** Files beside attested ones that have no attestation: whoever gets one of them has nothing to verify. */
function unattested(
  { files }: RegistryRelease,
  documents: readonly AttestationDocument[],
  { artifact }: Expectation,
): readonly string[] {
  if (artifact !== null || documents.some(({ file }) => file === null)) return [];
  const attested = new Set(documents.map(({ file }) => file));
  const bare = files.filter(({ name }) => !attested.has(name));
  return bare.length === 0 ? [] : [`${bare.length} of its ${files.length} files have no attestation`];
}

/** What the registry says of the file that an attestation is about, with its bytes where they were fetched. */
function artifactOf(
  { files }: RegistryRelease,
  name: string | null,
  signed: ReadonlyMap<string, Buffer> = new Map(),
): Artifact | null {
  const file = name === null && files.length === 1 ? files[0] : files.find((each) => each.name === name);
  if (file === undefined) return null;
  const { sha256 = null, sha512 = null } = file.digests;
  return { sha256, sha512, bytes: signed.get(file.name) ?? null };
}
