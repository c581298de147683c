import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import { readJson } from '../json-answer.ts';
import { isJsonObject, lastingAnswer } from '../lasting-answer.ts';
import { looseText, looseTime, mapSeen } from '../loose-fields.ts';
import type { RegistryRelease } from '../release.ts';
import { askNuspec, folderOf } from './client-nuspec.ts';
import { askRegistrationFolder, below } from './client-services.ts';

/**
 * What the .nuspec claims of the commit; from the catalog, when the version was really created (for one that is unlisted,
 * too) and the hash of the file as nuget.org signed it.
 */
export async function askDetails(
  name: string,
  release: RegistryRelease,
  http: Http,
): Promise<Observation<RegistryRelease>> {
  const nuspec = await askNuspec(name, release.version, http);
  const entry = nuspec.state === 'seen' ? await askCatalogEntry(name, release.version, http) : null;
  return mapSeen(nuspec, ({ commit }) => ({
    ...release,
    publishedAt: entry?.created ?? release.publishedAt,
    files: entry === null ? release.files : [fileOf(name, release.version, entry)],
    claimed: { commit, dirty: false },
  }));
}

const own = { service: 'nuget', base: 'main', accept: 'application/json' } as const;

/**
 * A registration names another entry when a version is unlisted or deprecated; what is read of entries is the same in all
 * of one version.
 */
const document = { isDocument: isJsonObject, publishedAt: null };

interface CatalogEntry {
  readonly created: string | null;
  readonly sha512: string | null;
}

/** By way of the version's own registration, which names its entry. Null where one of the two cannot be read. */
async function askCatalogEntry(name: string, version: string, http: Http): Promise<CatalogEntry | null> {
  const folder = await askRegistrationFolder(http);
  const path = `${folder}${name.toLowerCase()}/${encodeURIComponent(folderOf(version))}.json`;
  const leaf = readJson(await lastingAnswer(http, { ...own, path }, document), z.object({ catalogEntry: looseText }));
  const entry = leaf.state === 'seen' ? below(leaf.value.catalogEntry, { asked: leaf.source, path }) : null;
  if (entry === null) return null;
  const answer = readJson(await lastingAnswer(http, { ...own, path: entry }, document), entryShape);
  if (answer.state !== 'seen') return null;
  const { created, packageHash, packageHashAlgorithm } = answer.value;
  return { created, sha512: packageHashAlgorithm === 'SHA512' ? hexadecimal(packageHash) : null };
}

function fileOf(name: string, version: string, { sha512 }: CatalogEntry): RegistryRelease['files'][number] {
  const digests: Record<string, string> = sha512 === null ? {} : { sha512 };
  const file = `${name}.${folderOf(version)}.nupkg`.toLowerCase();
  return { name: file, digests, publishedAt: null, attested: 'no' };
}

function hexadecimal(hash: string | null): string | null {
  return hash !== null && /^[A-Za-z0-9+/]{86}==$/.test(hash) ? Buffer.from(hash, 'base64').toString('hex') : null;
}

/** Of the protocol's catalog, whose entries are never changed: what changes is told in a new one. */
const entryShape = z.object({
  created: looseTime,
  packageHash: looseText,
  packageHashAlgorithm: looseText,
});
