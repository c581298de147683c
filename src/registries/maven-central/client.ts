import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { AttestationDocument, RegistryClient } from '../client.ts';
import { textOf } from '../json-answer.ts';
import { isJsonObject, type LastingDocument, lastingAnswer } from '../lasting-answer.ts';
import { mapSeen, sourceLinksOf, timeline, unreadable, versionText } from '../loose-fields.ts';
import { child, children, childText } from '../manifests/xml.ts';
import { bareRelease, type PackageHistory, type RegistryRelease } from '../release.ts';
import { xmlRoot } from '../xml-answer.ts';
import { addressOf, folderOf, isArtifact, type MavenPlace, placeOf } from './client-place.ts';
import { askPom, releaseTime } from './client-pom.ts';
import { issuerOf } from './client-signature.ts';

/**
 * Maven Central by its repository layout, which is all that it offers to everybody: the search services are stale or
 * undocumented. It asks tools to be sparing, so that a history is the metadata and the POM of the newest version, and
 * what never changes is asked for once a month.
 */
export const client: RegistryClient = {
  isName: isArtifact,
  history,
  details,
  attestations,
};

async function history(name: string, http: Http): Promise<Observation<PackageHistory>> {
  const place = placeOf(name);
  if (place === null) return { state: 'absent', source: name };
  const asked = { service: 'maven-central', base: 'main', path: `${folderOf(place)}/maven-metadata.xml` } as const;
  const answer = textOf(await http.ask({ ...asked, mostBytes: mostMetadata }));
  if (answer.state !== 'seen') return answer;
  const metadata = metadataOf(answer.value);
  if (metadata === null) return unreadable('the answer is no metadata of Maven', answer.source);

  const { newest, updated } = metadata;
  const pom = newest === null ? null : await askPom({ ...place, version: newest }, http);
  const model = pom?.state === 'seen' ? pom.value : null;
  const releases = metadata.versions.map((version) => ({
    ...bareRelease(version),
    publishedAt: version === newest ? (model?.publishedAt ?? updated) : null,
  }));
  return {
    state: 'seen',
    source: answer.source,
    value: {
      registry: 'maven-central',
      name,
      ...timeline(releases),
      vanished: [],
      owners: unreadable('Maven Central does not show who may publish', answer.source),
      sourceLinks: sourceLinksOf(model?.links ?? []),
      settings: { trustedPublishingOnly: null, twoFactorRequired: null },
      status: 'active',
      newest,
      malware: [],
      page: `https://central.sonatype.com/artifact/${place.group}/${place.artifact}`,
    },
  };
}

/** When it was taken, who signed it, and what its files are: the POM, its signature, the checksum of the archive. */
async function details(name: string, release: RegistryRelease, http: Http): Promise<Observation<RegistryRelease>> {
  const place = placeOf(name, release.version);
  if (place === null) return { state: 'absent', source: name };
  const pom = await askPom(place, http);
  if (pom.state !== 'seen') return pom;
  const at = pom.value.publishedAt;
  const signingKey = await askSigningKey(place, at, http);
  const archive = pom.value.archive === null ? null : await askArchive(place, pom.value.archive, at, http);
  return mapSeen(pom, ({ publishedAt, tagCommit }) => ({
    ...release,
    publishedAt: publishedAt ?? release.publishedAt,
    files: [
      ...(archive === null ? [] : [archive]),
      { name: fileName(place, 'pom'), digests: {}, publishedAt, attested: 'unknown' as const },
    ],
    recorded: signingKey === null ? null : { repository: null, commit: null, run: null, ref: null, signingKey },
    claimed: { commit: tagCommit, dirty: false },
  }));
}

/** Sigstore's bundle beside the archive; where there is none, the one beside the POM. */
async function attestations(
  name: string,
  release: RegistryRelease,
  http: Http,
): Promise<Observation<readonly AttestationDocument[]>> {
  const place = placeOf(name, release.version);
  if (place === null) return { state: 'absent', source: name };
  const pom = fileName(place, 'pom');
  const archive =
    release.files.length === 0 ? fileName(place, 'jar') : release.files.find(({ name }) => name !== pom)?.name;
  const { publishedAt } = release;
  const beside = archive === undefined ? null : await askBundle(place, archive, publishedAt, http);
  return beside === null || beside.state === 'absent' ? await askBundle(place, pom, publishedAt, http) : beside;
}

interface Metadata {
  /** As the registry lists them: the last is the one that came last, as a rule. */
  readonly versions: readonly string[];
  readonly newest: string | null;
  /** When the newest was published, where that can be told: the time is of whichever version came last. */
  readonly updated: string | null;
}

function metadataOf(text: string): Metadata | null {
  const versioning = child(xmlRoot(text, 'metadata'), 'versioning');
  if (versioning === null) return null;
  const listed = children(child(versioning, 'versions'), 'version').map((version) => version.text);
  const versions = [...new Set(listed)].filter(isRelease);
  const release = childText(versioning, 'release') ?? childText(versioning, 'latest');
  const newest = release !== null && versions.includes(release) ? release : (versions.at(-1) ?? null);
  const isLast = newest !== null && newest === versions.at(-1);
  return { versions, newest, updated: isLast ? releaseTime(stamp(childText(versioning, 'lastUpdated'))) : null };
}

function isRelease(version: string): boolean {
  return versionText.safeParse(version).success && !version.endsWith('-SNAPSHOT');
}

/** `20210101000000`, which is UTC, as a time that can be parsed. */
function stamp(text: string | null): string | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text ?? '');
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

async function askSigningKey(place: MavenPlace, publishedAt: string | null, http: Http): Promise<string | null> {
  const file = `${fileName(place, 'pom')}.asc`;
  const answer = await askBeside(place, file, { isDocument: (text) => armour.test(text), publishedAt }, http);
  return answer.state === 'seen' ? await issuerOf(answer.value) : null;
}

/** The archive with its SHA-256, where the publisher's tool left one: Central demands only weaker sums. */
async function askArchive(
  place: MavenPlace,
  extension: string,
  publishedAt: string | null,
  http: Http,
): Promise<RegistryRelease['files'][number]> {
  const name = fileName(place, extension);
  const sumOf = { isDocument: (text: string) => checksum.test(text), publishedAt };
  const answer = await askBeside(place, `${name}.sha256`, sumOf, http);
  const sum = answer.state === 'seen' ? checksum.exec(answer.value)?.[1] : undefined;
  const digests: Record<string, string> = sum === undefined ? {} : { sha256: sum.toLowerCase() };
  return { name, digests, publishedAt: null, attested: 'unknown' };
}

async function askBundle(
  place: MavenPlace,
  file: string,
  publishedAt: string | null,
  http: Http,
): Promise<Observation<readonly AttestationDocument[]>> {
  const bundle = { isDocument: isJsonObject, publishedAt };
  const answer = await askBeside(place, `${file}.sigstore.json`, bundle, http);
  return mapSeen(answer, (text) => [{ file, text, source: answer.source }]);
}

function fileName({ artifact, version }: MavenPlace, extension: string): string {
  return `${artifact}-${version}.${extension}`;
}

/** A small file of a release, which Central never changes. */
async function askBeside(
  place: MavenPlace,
  file: string,
  document: LastingDocument,
  http: Http,
): Promise<Observation<string>> {
  const asked = {
    service: 'maven-central',
    base: 'main',
    path: addressOf(place, file),
    mostBytes: mostBeside,
  } as const;
  return textOf(await lastingAnswer(http, asked, document));
}

const armour = /^-----BEGIN PGP SIGNATURE-----/m;

/** Alone, or with the file's name after it. */
const checksum = /^\s*([0-9a-f]{64})(?:\s|$)/i;

const mostMetadata = 1024 * 1024;
const mostBeside = 1024 * 1024;
