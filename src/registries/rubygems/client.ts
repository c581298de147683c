import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryClient } from '../client.ts';
import { readJson } from '../json-answer.ts';
import { addressPart, mapSeen, rows, sourceLinksOf, timeline, unreadable, wellFormed } from '../loose-fields.ts';
import type { PackageHistory } from '../release.ts';
import { artifact } from './client-artifact.ts';
import { attestations } from './client-attestations.ts';
import { askOwners } from './client-owners.ts';
import { addressesOf, newestOf, releasesOf, rowShape, twoFactorRequired } from './client-versions.ts';

/**
 * RubyGems.org's public interface (guides.rubygems.org, rubygems.org-api). Who pushed a version stands on its page only,
 * so a publisher is never told here; versions that were yanked are no longer listed.
 */
export const client: RegistryClient = { isName, history, attestations, artifact };

function isName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,254}$/i.test(name) && /[a-z]/i.test(name);
}

/** Two requests: the versions and the owners. Neither repeats the gem's name, which is taken as it was asked for. */
async function history(name: string, http: Http): Promise<Observation<PackageHistory>> {
  const page = `https://rubygems.org/gems/${addressPart(name)}`;
  if (!isName(name)) return { state: 'absent', source: page };
  const reply = await http.ask({
    service: 'rubygems',
    base: 'main',
    path: `/api/v1/versions/${name}.json`,
    accept: 'application/json',
    mostBytes: mostVersionsBytes,
  });
  const answer = readJson(reply, rows);
  if (answer.state !== 'seen') return answer;
  const versions = wellFormed(answer.value, rowShape);
  if (versions.length === 0 && answer.value.length > 0)
    return unreadable('nothing in the answer has the shape of a version', answer.source);
  const owners = await askOwners(name, http);
  return mapSeen(answer, () => {
    const newest = newestOf(versions);
    return {
      registry: 'rubygems',
      name,
      ...timeline(releasesOf(name, versions)),
      vanished: [],
      owners,
      sourceLinks: sourceLinksOf(addressesOf(versions)),
      settings: { trustedPublishingOnly: null, twoFactorRequired: twoFactorRequired(newest) },
      status: 'active',
      newest: newest?.number ?? null,
      malware: [],
      page,
    };
  });
}

/** Each version repeats the gem's description: gems with a thousand of them need this much. */
const mostVersionsBytes = 24 * 1024 * 1024;
