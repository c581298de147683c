import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryClient } from '../client.ts';
import { readJson } from '../json-answer.ts';
import { isJsonObject, type LastingDocument, lastingAnswer } from '../lasting-answer.ts';
import { addressPart, mapSeen, sourceLinksOf, timeline, unreadable } from '../loose-fields.ts';
import type { PackageHistory, RegistryRelease } from '../release.ts';
import { ownersOf, packageShape, releasesOf } from './client-package.ts';
import { releaseShape, withDetails } from './client-release.ts';

/** Hex's public interface (hexpm/specifications, apiary.apib). Who published a release stands in its own document. */
export const client: RegistryClient = { isName, history, details };

function isName(name: string): boolean {
  return /^[a-z][a-z0-9_]{0,127}$/.test(name);
}

/** One request. */
async function history(name: string, http: Http): Promise<Observation<PackageHistory>> {
  const page = pageOf(name);
  if (!isName(name)) return { state: 'absent', source: page };
  const path = `/api/packages/${name}`;
  const reply = await http.ask({ service: 'hex', base: 'main', path, accept: 'application/json' });
  const answer = readJson(reply, packageShape);
  if (answer.state !== 'seen') return answer;
  if (answer.value.name !== name) return unreadable('the answer is about another package', answer.source);
  return mapSeen(answer, (document) => ({
    registry: 'hex',
    name,
    ...timeline(releasesOf(document)),
    vanished: [],
    owners: ownersOf(document, answer.source),
    sourceLinks: sourceLinksOf(
      [...document.meta.links.values()].map((link) => (typeof link === 'string' ? link : null)),
    ),
    settings: { trustedPublishingOnly: null, twoFactorRequired: null },
    status: 'active',
    newest: document.latest_stable_version ?? document.latest_version,
    malware: [],
    page,
  }));
}

/** Adds publisher, checksum and dependencies. */
async function details(name: string, release: RegistryRelease, http: Http): Promise<Observation<RegistryRelease>> {
  if (!isName(name)) return { state: 'absent', source: pageOf(name) };
  const path = `/api/packages/${name}/releases/${addressPart(release.version)}`;
  const asked = { service: 'hex', base: 'main', path, accept: 'application/json' } as const;
  const answer = readJson(await lastingAnswer(http, asked, documentOf(release)), releaseShape);
  if (answer.state === 'seen' && answer.value.version !== release.version)
    return unreadable('the answer is about another release', answer.source);
  return mapSeen(answer, (document) => withDetails(name, release, document));
}

/** Its publisher may write a release anew in its first day. Retirement, which can change, is read from the package. */
function documentOf({ publishedAt }: RegistryRelease): LastingDocument {
  return { isDocument: isJsonObject, isWhole: () => false, publishedAt };
}

function pageOf(name: string): string {
  return `https://hex.pm/packages/${addressPart(name)}`;
}
