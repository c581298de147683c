import { createHash } from 'node:crypto';
import type { Http } from '../http/http.ts';
import { readAttestations, signsFile } from '../provenance/index.ts';
import type { AttestationDocument, RegistryClient } from '../registries/client.ts';
import type { RegistryRelease } from '../registries/release.ts';
import type { Observation } from '../types/observation.ts';

/** Files of one release by name, or why an attestation that signs a file cannot be verified. */
export type SignedFiles =
  | { readonly state: 'fetched'; readonly bytes: ReadonlyMap<string, Buffer> }
  | { readonly state: 'unreadable'; readonly reason: string };

export interface AttestedRelease {
  readonly release: RegistryRelease;
  readonly documents: Observation<readonly AttestationDocument[]>;
}

/**
 * Fetches what the attestations of releases sign where they sign files and not statements: of the newest three such
 * releases, as files have to be held as a whole. `releases` newest first; the answers are in the same order.
 */
export async function signedFiles(
  client: RegistryClient,
  releases: readonly AttestedRelease[],
  http: Http,
): Promise<readonly SignedFiles[]> {
  const answers: SignedFiles[] = [];
  let fetched = 0;
  for (const { release, documents } of releases) {
    const names = filesSigned(documents);
    if (names.length === 0) answers.push(nothing);
    else if (client.artifact === undefined) answers.push(unreadable('it signs a file, which is not fetched here'));
    else if (fetched === mostReleases)
      answers.push(
        unreadable(`it signs the file itself, and files are fetched for the newest ${mostReleases} such releases only`),
      );
    else if (names.length > mostFiles) answers.push(unreadable(`it signs more files than are fetched (${mostFiles})`));
    else {
      fetched += 1;
      answers.push(await filesOf(names, release, async (name) => client.artifact?.(name, http)));
    }
  }
  return answers;
}

const mostReleases = 3;
const mostFiles = 4;

const nothing: SignedFiles = { state: 'fetched', bytes: new Map() };

function filesSigned(documents: AttestedRelease['documents']): readonly string[] {
  if (documents.state !== 'seen') return [];
  return documents.value.flatMap(({ file, text }) => {
    const read = readAttestations(text);
    return file !== null && read.state === 'read' && read.attestations.some(signsFile) ? [file] : [];
  });
}

/** One after the other: a few megabytes each. */
async function filesOf(
  names: readonly string[],
  { files }: RegistryRelease,
  ask: (name: string) => Promise<Observation<string> | undefined>,
): Promise<SignedFiles> {
  const bytes = new Map<string, Buffer>();
  for (const name of names) {
    const answer = await ask(name);
    if (answer?.state !== 'seen')
      return unreadable(answer?.state === 'unreadable' ? answer.reason : 'the file that it signs is not there');
    const content = Buffer.from(answer.value, 'base64');
    const told = files.find((each) => each.name === name)?.digests['sha256'];
    if (told !== undefined && told !== createHash('sha256').update(content).digest('hex'))
      return unreadable('the registry serves another file than the one whose digest it tells');
    bytes.set(name, content);
  }
  return { state: 'fetched', bytes };
}

const unreadable = (reason: string): SignedFiles => ({ state: 'unreadable', reason });
