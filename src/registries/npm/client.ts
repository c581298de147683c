import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { AttestationDocument, RegistryClient } from '../client.ts';
import { readJson, textOf } from '../json-answer.ts';
import { isJsonObject, lastingAnswer } from '../lasting-answer.ts';
import { registryTime } from '../registry-time.ts';
import type { Owner, PackageHistory, RegistryRelease } from '../release.ts';
import { changeFeed } from './client-feed.ts';
import { isSecurityHolding, mostPackumentBytes, type Packument, packument, packumentSchema } from './packument.ts';
import { account, packumentRelease, repositoryLink } from './packument-release.ts';

/**
 * npm's registry. One document has all of a package's history, and is the only one that tells of trusted publishing and
 * times; the abbreviated one that installers use does not.
 */
export const client: RegistryClient = {
  isName,
  history: async (name, http) => {
    if (!isName(name)) return { state: 'absent', source: site };
    const path = `/${encodedName(name)}`;
    const reply = await http.ask({
      service: 'npm',
      base: 'main',
      path,
      mostBytes: mostPackumentBytes,
      distil: packument,
    });
    const answer = readJson(reply, packumentSchema);
    if (answer.state !== 'seen') return answer;
    if (answer.value.name !== name)
      return { state: 'unreadable', reason: 'the registry answered with another package', source: answer.source };
    return { ...answer, value: historyOf(name, answer.value, answer.source) };
  },
  attestations,
  feed: changeFeed,
};

const site = 'https://www.npmjs.com';

/** Also those of old packages: capitals, and what an address can hold without escapes. */
function isName(name: string): boolean {
  if (name.length === 0 || name.length > 214) return false;
  const parts = name.startsWith('@') ? name.slice(1).split('/') : [name];
  if (name.startsWith('@') && parts.length !== 2) return false;
  return parts.every((part) => /^[\w!~*'()-][\w.!~*'()-]*$/.test(part)) && !reserved.has(name.toLowerCase());
}

const reserved: ReadonlySet<string> = new Set(['node_modules', 'favicon.ico', '-']);

/** `@scope%2fname`, as npm's own client writes it. */
function encodedName(name: string): string {
  return encodeURIComponent(name).replace(/^%40/, '@').replace('%2F', '%2f');
}

function historyOf(name: string, document: Packument, source: string): PackageHistory {
  const gone = document.vanished.filter(({ version }) => !isSecurityHolding(version));
  const versions = document.versions.filter(({ version }) => !isSecurityHolding(version));
  const releases = versions.map(packumentRelease).toSorted(byTime);
  const latest = typeof document.latest === 'string' ? document.latest : null;
  const isHeld =
    (latest !== null && isSecurityHolding(latest)) || (releases.length === 0 && document.versions.length > 0);
  const newest = releases.find(({ version }) => version === latest);
  return {
    registry: 'npm',
    name,
    releases,
    omitted: document.omitted,
    vanished: gone.map(({ version, time }) => ({ version, publishedAt: registryTime(time)?.iso ?? null })),
    owners: ownersOf(document.maintainers, source),
    sourceLinks: sourceLinksOf(versions.map(({ fields }) => fields['repository']).toReversed()),
    settings: { trustedPublishingOnly: null, twoFactorRequired: null },
    status: isHeld ? 'held' : newest?.withdrawn?.kind === 'deprecated' ? 'deprecated' : 'active',
    newest: newest?.version ?? null,
    malware: [],
    page: `${site}/package/${name}`,
  };
}

function byTime(left: RegistryRelease, right: RegistryRelease): number {
  return Date.parse(left.publishedAt ?? '1970') - Date.parse(right.publishedAt ?? '1970');
}

/** The registry calls its list informational: who may publish is known to those who are signed in. Mirrors may have none. */
function ownersOf(maintainers: unknown, source: string): Observation<readonly Owner[]> {
  if (maintainers === undefined)
    return { state: 'unreadable', reason: 'the registry answered without a list of maintainers', source };
  const { data } = z.array(z.unknown()).safeParse(maintainers);
  if (data === undefined) return { state: 'unreadable', reason: 'the list of maintainers is no list', source };
  const names = data.flatMap((maintainer) => account.safeParse(maintainer).data?.name ?? []);
  return { state: 'seen', value: names.map((owner) => ({ name: owner, kind: 'person', role: null })), source };
}

const mostLinks = 10;

function sourceLinksOf(repositories: readonly unknown[]): readonly string[] {
  return [...new Set(repositories.flatMap((repository) => repositoryLink(repository) ?? []))].slice(0, mostLinks);
}

/** Provenance and the registry's own record of publishing come in one document about the release. */
async function attestations(
  name: string,
  release: RegistryRelease,
  http: Http,
): Promise<Observation<readonly AttestationDocument[]>> {
  if (!isName(name)) return { state: 'absent', source: site };
  const path = `/-/npm/v1/attestations/${encodedName(name)}@${encodeURIComponent(release.version.toWellFormed())}`;
  const asked = {
    service: 'npm',
    base: 'main',
    path,
    accept: 'application/json',
    mostBytes: mostAttestationBytes,
  } as const;
  // That what was announced is missing is an outage, however long ago it was
  const settles = release.attested === 'yes' ? null : release.publishedAt;
  const reply = await lastingAnswer(http, asked, { isDocument: isJsonObject, publishedAt: settles });
  const answer = readJson(reply, z.object({ attestations: z.array(z.unknown()) }));
  if (answer.state !== 'seen') return answer;
  const { source } = answer;
  if (answer.value.attestations.length === 0) return { state: 'absent', source };
  const text = textOf(reply);
  return text.state === 'seen' ? { ...text, value: [{ file: null, text: text.value, source }] } : text;
}

const mostAttestationBytes = 4 * 1024 * 1024;
