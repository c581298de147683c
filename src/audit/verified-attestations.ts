import { createHash } from 'node:crypto';
import type { AttestedFileRecord } from '../ledger/index.ts';
import {
  type Artifact,
  attestedRegistries,
  publicGoodName,
  readAttestations,
  type Trust,
  type VerifiedAttestation,
  verifyRelease,
} from '../provenance/index.ts';
import type { AttestationDocument } from '../registries/client.ts';
import type { RegistryRelease } from '../registries/release.ts';
import type { Observation } from '../types/observation.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { SignedFiles } from './signed-files.ts';

/**
 * Verifies the attestations of one release and compares their digests with the files that the registry serves. `files`
 * are those that attestations sign in place of a statement. No
 * repository is expected: the ledger compares identities itself. A document that cannot be read is `unreadable`: nothing
 * that is proved can be taken from it, and nothing is missing because of it.
 */
export function verifiedAttestations(
  registry: RegistryId,
  name: string,
  release: RegistryRelease,
  documents: Observation<readonly AttestationDocument[]>,
  files: SignedFiles,
  trust: Trust,
): Observation<readonly AttestedFileRecord[]> {
  if (documents.state !== 'seen') return documents;
  const known = attestedRegistries.find((each) => each === registry);
  if (known === undefined)
    return {
      state: 'unreadable',
      reason: 'this version does not verify the attestations of this registry',
      source: documents.source,
    };
  if (files.state === 'unreadable') return { ...files, source: documents.source };
  const records: AttestedFileRecord[] = [];
  for (const { file, text, source } of documents.value) {
    const read = readAttestations(text);
    if (read.state === 'unreadable') return { state: 'unreadable', reason: read.reason, source };
    const expectation = {
      release: { registry: known, name, version: release.version },
      repository: null,
      workflow: null,
      artifact: artifactOf(release, file),
    };
    const bytes = (file === null ? null : files.bytes.get(file)) ?? null;
    const attestations = remembered(trust, JSON.stringify([expectation, text, digestOf(bytes)]), () => {
      const artifact =
        bytes === null ? expectation.artifact : { sha256: null, sha512: null, ...expectation.artifact, bytes };
      return verifyRelease(read.attestations, { ...expectation, artifact }, trust).attestations;
    });
    const strange = attestations.find(({ isStranger }) => isStranger === true);
    if (strange !== undefined && isShipped(trust))
      return {
        state: 'unreadable',
        reason: `${strange.failures[0]} (it came with Mintmark and was not refreshed)`,
        source,
      };
    records.push({ file, attestations, source });
  }
  return { state: 'seen', value: records, source: documents.source };
}

const digestOf = (bytes: Buffer | null) => (bytes === null ? null : createHash('sha256').update(bytes).digest('hex'));

/** What a root does not know that nobody has refreshed, nor chosen, says nothing against a release. */
function isShipped({ name, refreshedAt }: Trust): boolean {
  return name === publicGoodName && refreshedAt === null;
}

/** Verifying costs some ten milliseconds, and the same documents come back at every look. */
const memory = new WeakMap<Trust, Map<string, readonly VerifiedAttestation[]>>();

/** Results that are remembered for each trusted root, at most. */
const mostRemembered = 2000;

/** The result for equal input: the document, what the registry serves, and whom to believe. */
function remembered(
  trust: Trust,
  input: string,
  verify: () => readonly VerifiedAttestation[],
): readonly VerifiedAttestation[] {
  const results = memory.get(trust) ?? new Map<string, readonly VerifiedAttestation[]>();
  memory.set(trust, results);
  const key = createHash('sha256').update(input).digest('hex');
  const found = results.get(key) ?? verify();
  results.delete(key);
  results.set(key, found);
  const [oldest] = results.keys();
  if (results.size > mostRemembered && oldest !== undefined) results.delete(oldest);
  return found;
}

/** What the registry says of the file that an attestation is about. */
function artifactOf({ files }: RegistryRelease, name: string | null): Artifact | null {
  const file = name === null ? (files.length === 1 ? files[0] : undefined) : files.find((each) => each.name === name);
  if (file === undefined) return null;
  return { sha256: file.digests['sha256'] ?? null, sha512: file.digests['sha512'] ?? null, bytes: null };
}
