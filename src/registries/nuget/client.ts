import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryClient } from '../client.ts';
import { jsonAnswer } from '../json-answer.ts';
import { mapSeen, rows, sourceLinksOf, timeline, unreadable, visibleName, wellFormed } from '../loose-fields.ts';
import type { Owner, PackageHistory } from '../release.ts';
import { askDetails } from './client-details.ts';
import { askNuspec } from './client-nuspec.ts';
import { askRegistration } from './client-registration.ts';

/**
 * nuget.org by version 3 of its protocol. It shows when a version came and who owns the package, never who or what
 * pushed. Its signature is added to every file, so that what was attested at the build is not what is downloaded.
 */
export const client: RegistryClient = {
  isName,
  history,
  details: async (name, release, http) =>
    isName(name) ? await askDetails(name, release, http) : { state: 'absent', source: name },
};

async function history(name: string, http: Http): Promise<Observation<PackageHistory>> {
  if (!isName(name)) return { state: 'absent', source: name };
  const registration = await askRegistration(name, http);
  if (registration.state !== 'seen') return registration;
  const { releases, omitted, id, newest, homepages, isDeprecated } = registration.value;
  const nuspec = newest === null ? null : await askNuspec(name, newest, http);
  const source = nuspec?.state === 'seen' ? nuspec.value.repository : null;
  const shown = timeline(releases);
  return {
    ...registration,
    value: {
      registry: 'nuget',
      name: id ?? name,
      releases: shown.releases,
      omitted: shown.omitted + omitted,
      vanished: [],
      owners: await askOwners(name, http),
      sourceLinks: sourceLinksOf([source, ...homepages]),
      settings: { trustedPublishingOnly: null, twoFactorRequired: null },
      status: isDeprecated ? 'deprecated' : 'active',
      newest,
      malware: [],
      page: `https://www.nuget.org/packages/${id ?? name}`,
    },
  };
}

/** Words between dots and hyphens, as nuget.org takes them. */
function isName(name: string): boolean {
  return name.length <= 100 && name.split(/[.-]/).every((word) => /^\w+$/.test(word));
}

/** Packages without a listed version are not found by search, and owners are shown nowhere else. */
async function askOwners(name: string, http: Http): Promise<Observation<readonly Owner[]>> {
  const path = `/query?q=packageid:${name}&prerelease=true&semVerLevel=2.0.0`;
  const answer = await jsonAnswer(http, { service: 'nuget', base: 'search', path }, searchShape);
  if (answer.state !== 'seen') return answer;
  const same = wellFormed(answer.value.data, foundShape).find(({ id }) => id.toLowerCase() === name.toLowerCase());
  if (same === undefined) return unreadable('the search, which alone shows owners, does not find it', answer.source);
  return mapSeen(answer, () => same.owners.map((owner) => ({ name: owner, kind: 'person' as const, role: null })));
}

/** Of the protocol's search resource. */
const searchShape = z.object({ data: rows });

/** One owner is written without a list. Organisations are accounts like any other. */
const foundShape = z.object({
  id: z.string(),
  owners: z.union([visibleName.transform((owner) => [owner]), z.array(visibleName).max(1000)]),
});
