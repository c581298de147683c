import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryClient } from '../client.ts';
import { readJson } from '../json-answer.ts';
import { isJsonObject, lastingAnswer } from '../lasting-answer.ts';
import { addressPart, mapSeen, sourceLinksOf, timeline, unreadable } from '../loose-fields.ts';
import type { PackageHistory, RegistryRelease } from '../release.ts';
import { changesOfRss } from '../rss-changes.ts';
import { claimedShape, vcsInfo } from './client-archive.ts';
import { crateShape, releasesOf } from './client-crate.ts';
import { askOwners } from './client-owners.ts';

/** crates.io's public interface: its OpenAPI description, with `trustpub_data` marked unstable there. */
export const client: RegistryClient = {
  isName,
  history,
  details,
  feed: {
    changes: async (since, http) => {
      const reply = await http.ask({ service: 'crates.io', base: 'static', path: '/rss/updates.xml' });
      return changesOfRss(reply, since, ({ link }) => {
        const name = /\/crates\/([^/]+)\/[^/]+$/.exec(link)?.[1] ?? '';
        return isName(name) ? name : null;
      });
    },
  },
};

function isName(name: string): boolean {
  return /^[a-z][a-z0-9_-]{0,63}$/i.test(name);
}

/** Two requests: the crate with its versions, and its owners. The registry finds a crate by either of `-` and `_`. */
async function history(name: string, http: Http): Promise<Observation<PackageHistory>> {
  if (!isName(name)) return { state: 'absent', source: pageOf(name) };
  const reply = await http.ask({
    service: 'crates.io',
    base: 'main',
    path: `/api/v1/crates/${name}?include=versions`,
    accept: 'application/json',
    mostBytes: mostCrateBytes,
  });
  const answer = readJson(reply, crateShape);
  if (answer.state !== 'seen') return answer;
  const { crate, versions } = answer.value;
  if (comparable(crate.name) !== comparable(name))
    return unreadable('the answer is about another crate', answer.source);

  const owners = await askOwners(name, http);
  return mapSeen(answer, () => ({
    registry: 'crates.io',
    name: crate.name,
    ...timeline(releasesOf(crate.name, versions)),
    vanished: [],
    owners,
    sourceLinks: sourceLinksOf([crate.repository, crate.homepage]),
    settings: { trustedPublishingOnly: crate.trustpub_only, twoFactorRequired: null },
    status: 'active',
    newest: crate.default_version,
    malware: [],
    page: pageOf(crate.name),
  }));
}

/** Adds what cargo wrote into the archive: the commit, and whether the tree had changes beyond it. */
async function details(name: string, release: RegistryRelease, http: Http): Promise<Observation<RegistryRelease>> {
  if (!isName(name)) return { state: 'absent', source: pageOf(name) };
  const ending = `-${release.version}.crate`;
  const folder = canonicalName(release, ending) ?? name;
  const asked = {
    service: 'crates.io',
    base: 'static',
    path: `/crates/${folder}/${folder}${addressPart(ending)}`,
    mostBytes: mostArchiveBytes,
    distil: vcsInfo,
  } as const;
  const reply = await lastingAnswer(http, asked, { isDocument: isJsonObject, publishedAt: release.publishedAt });
  return mapSeen(readJson(reply, claimedShape), (claimed) => ({ ...release, claimed }));
}

/** As the file spells it. The static files, unlike the interface, tell `-` from `_`. */
function canonicalName({ files }: RegistryRelease, ending: string): string | null {
  const file = files[0]?.name ?? '';
  const name = file.endsWith(ending) ? file.slice(0, -ending.length) : '';
  return isName(name) ? name : null;
}

/** A crate with ten thousand versions stays below it. */
const mostCrateBytes = 24 * 1024 * 1024;

/** Above what crates.io takes (10 MiB) and far above what it raises that to for single crates. */
const mostArchiveBytes = 30 * 1024 * 1024;

function comparable(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

function pageOf(name: string): string {
  return `https://crates.io/crates/${addressPart(name)}`;
}
