import type { ReleaseFacts, ReleaseQuestions } from '../github/release-facts.ts';
import type { Http } from '../http/http.ts';
import {
  type Advisory,
  type AttestedFileRecord,
  type Case,
  closeReleases,
  declaredFor,
  inBelievedOrder,
  questionsOf,
  reconcile,
} from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Trust } from '../provenance/index.ts';
import type { PublicationMap } from '../publishing/publication.ts';
import type { RegistryClient } from '../registries/client.ts';
import { registryOf } from '../registries/index.ts';
import { advisoriesOf } from '../registries/joins/osv.ts';
import type { PackageHistory, RegistryRelease } from '../registries/release.ts';
import type { Observation } from '../types/observation.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { namesToAsk, type PublishedName } from './published-names.ts';
import { type SignedFiles, signedFiles } from './signed-files.ts';
import { verifiedAttestations } from './verified-attestations.ts';

/** Whom to ask about releases. */
export interface ReleaseSources {
  readonly http: Http;
  readonly trust: Trust;
  /** What GitHub tells of commits, runs and tags; null where it is not asked. */
  readonly github: ((questions: ReleaseQuestions) => Promise<ReleaseFacts>) | null;
  /** What was learnt of a package the last time; null the first time. */
  known(name: Pick<PublishedName, 'registry' | 'name'>): PackageEvidence | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What is asked about: a repository's map, and the policy that says how releases are meant to be made. */
export interface AskedAbout {
  readonly map: PublicationMap;
  readonly policy: Pick<Policy, 'release' | 'packages'>;
  /** All that the map names where it is left out. */
  readonly names?: readonly Pick<PublishedName, 'registry' | 'name'>[];
}

/**
 * Asks the registries about packages, verifies attestations, asks GitHub once for all of them, and makes the ledgers.
 * Never throws for what a registry says; what GitHub throws when it is unavailable passes through.
 */
export async function observePackages(about: AskedAbout, sources: ReleaseSources): Promise<readonly PackageEvidence[]> {
  const names = about.names ?? namesToAsk(about.map);
  const asked = await Promise.all(names.map((name) => askRegistry(name, sources)));
  const questions = mergedQuestions(asked.map((each) => questionsAbout(each, about)));
  const isWorthAsking = asked.some(({ history }) => history.state === 'seen');
  const github = isWorthAsking ? ((await sources.github?.(questions)) ?? null) : null;
  return asked.map((each) => evidenceOf(each, asked, about, github, sources));
}

/** One package as its registry and the advisories tell of it. */
interface Asked {
  readonly name: Pick<PublishedName, 'registry' | 'name'>;
  readonly known: PackageEvidence | null;
  readonly history: Observation<PackageHistory>;
  readonly details: ReadonlyMap<string, Observation<RegistryRelease>>;
  readonly attested: ReadonlyMap<string, Observation<readonly AttestedFileRecord[]>>;
  readonly advisories: Observation<readonly Advisory[]>;
}

async function askRegistry(name: Asked['name'], sources: ReleaseSources): Promise<Asked> {
  const { http } = sources;
  const known = sources.known(name);
  const { client, title, homepage } = registryOf(name.registry);
  const nothing = { name, known, details: new Map(), attested: new Map() };
  if (client === undefined) {
    const history = unreadable(`this version does not know how to ask ${title}`, homepage);
    return { ...nothing, history, advisories: history };
  }
  const history = inOrder(await client.history(name.name, http), sources.now);
  if (history.state !== 'seen')
    return { ...nothing, history, advisories: unreadable('its registry has to be read first', homepage) };

  const { value: seen } = history;
  const close = closeReleases(seen, versionsOf(known));
  const [details, advisories] = await Promise.all([
    mapOf(close.slice(0, mostDetails), async (release) => client.details?.(seen.name, release, http)),
    malwareOf(name.registry, seen.name, http),
  ]);
  const attested = await attestedReleases(name.registry, seen.name, client, wholeReleases(close, details), sources);
  return { name, known, history, details, attested, advisories };
}

/** Which releases are the newest is not for times to come to say. */
function inOrder(history: Observation<PackageHistory>, now: number): Observation<PackageHistory> {
  return history.state === 'seen' ? { ...history, value: inBelievedOrder(history.value, now) } : history;
}

function wholeReleases(releases: readonly RegistryRelease[], details: Asked['details']): readonly RegistryRelease[] {
  return releases.map((release) => {
    const detail = details.get(release.version);
    return detail?.state === 'seen' ? detail.value : release;
  });
}

async function attestedReleases(
  registry: Asked['name']['registry'],
  name: string,
  client: RegistryClient,
  releases: readonly RegistryRelease[],
  { http, trust }: ReleaseSources,
): Promise<Asked['attested']> {
  const documents = await mapOf(releases, async (release) =>
    release.attested === 'no' ? undefined : client.attestations?.(name, release, http),
  );
  const asked = releases.flatMap((release) => {
    const found = documents.get(release.version);
    return found === undefined ? [] : [{ release, documents: found }];
  });
  const files = await signedFiles(client, asked, http);
  return new Map(
    asked.map((each, at) => [
      each.release.version,
      verifiedAttestations(registry, name, each.release, each.documents, files[at] ?? noFiles, trust),
    ]),
  );
}

const noFiles: SignedFiles = { state: 'fetched', bytes: new Map() };

/** What is called malware; that a version can be attacked says nothing of where it came from. */
async function malwareOf(registry: RegistryId, name: string, http: Http): Promise<Observation<readonly Advisory[]>> {
  const all = await advisoriesOf(registry, name, http);
  return all.state === 'seen' ? { ...all, value: all.value.filter(({ kind }) => kind === 'malware') } : all;
}

/** Releases that are asked about one by one where a registry needs that, at most: some ask their users to be sparing. */
const mostDetails = 8;

async function mapOf<Value>(
  releases: readonly RegistryRelease[],
  ask: (release: RegistryRelease) => Promise<Value | undefined>,
): Promise<ReadonlyMap<string, Value>> {
  const answers = await Promise.all(releases.map(async (each) => [each.version, await ask(each)] as const));
  return new Map(answers.flatMap(([version, value]) => (value === undefined ? [] : [[version, value] as const])));
}

function versionsOf(known: PackageEvidence | null) {
  if (known?.history.state !== 'seen') return null;
  const { releases, vanished } = known.history.value;
  return {
    versions: new Set(releases.map(({ version }) => version)),
    vanished: new Set(vanished.map(({ version }) => version)),
  };
}

function questionsAbout({ history, details, attested, name }: Asked, { map }: AskedAbout): ReleaseQuestions {
  if (history.state !== 'seen') return { commits: [], runs: [], manifests: [] };
  const { manifest } = declaredFor(map, name.registry, history.value.name);
  return questionsOf(history.value, details, attested, manifest === null ? [] : [manifest.path]);
}

/** In turns, so that no package is left without an answer because another has many releases. */
function mergedQuestions(all: readonly ReleaseQuestions[]): ReleaseQuestions {
  return {
    commits: inTurns(all.map(({ commits }) => commits)),
    runs: inTurns(all.map(({ runs }) => runs)),
    manifests: [...new Set(all.flatMap(({ manifests }) => manifests))].sort(),
  };
}

/** What is asked of GitHub for one repository at a time, at most. */
const mostQuestions = 40;

function inTurns(lists: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const inOrder = Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
  return [...new Set(inOrder)].slice(0, mostQuestions);
}

function evidenceOf(
  { name, known, history, details, attested, advisories }: Asked,
  all: readonly Asked[],
  { map, policy }: AskedAbout,
  github: ReleaseFacts | null,
  { now }: ReleaseSources,
): PackageEvidence {
  if (history.state !== 'seen') return { ...name, history, advisories, ledger: null, askedAt: now };
  const own = policy.packages.get(history.value.name);
  const about: Case = {
    history: history.value,
    details,
    attested,
    github,
    declared: declaredFor(map, name.registry, history.value.name),
    policy: {
      release: (own?.registry ?? name.registry) === name.registry ? (own?.release ?? policy.release) : policy.release,
    },
    advisories,
    neighbours: all.flatMap((other) => (other.name === name ? [] : releasesOf(other))),
    knownOwners: ownersOf(known),
    now,
  };
  return {
    registry: name.registry,
    name: history.value.name,
    history,
    advisories,
    ledger: reconcile(about),
    askedAt: now,
  };
}

function releasesOf({ history }: Asked): Case['neighbours'] {
  if (history.state !== 'seen') return [];
  const { name, releases } = history.value;
  return releases
    .slice(-10)
    .flatMap(({ version, publishedAt }) => (publishedAt === null ? [] : [{ package: name, version, publishedAt }]));
}

function ownersOf(known: PackageEvidence | null): readonly string[] | null {
  if (known?.history.state !== 'seen' || known.history.value.owners.state !== 'seen') return null;
  return known.history.value.owners.value.map(({ name }) => name);
}

function unreadable(reason: string, source: string): Observation<never> {
  return { state: 'unreadable', reason, source };
}
