import type { ReleaseFacts, ReleaseQuestions } from '../github/release-facts.ts';
import type { Http } from '../http/http.ts';
import {
  type AttestedFileRecord,
  type Case,
  closeReleases,
  declaredFor,
  questionsOf,
  reconcile,
} from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Trust } from '../provenance/index.ts';
import type { PublicationMap } from '../publishing/publication.ts';
import type { RegistryClient } from '../registries/client.ts';
import { registryOf } from '../registries/index.ts';
import type { RegistryRelease } from '../registries/release.ts';
import type { Observation } from '../types/observation.ts';
import { type Glance, glanceAt } from './glance.ts';
import { isLinked } from './incident-ownership.ts';
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
  /** `owner/name`; null or left out where it is not known. GitHub, where it is asked, knows better. */
  readonly repository?: string | null;
  /** All that the map names where it is left out. */
  readonly names?: readonly Glance['name'][];
  /** What registries show of the names, where they were asked for that already. */
  readonly glances?: readonly Glance[];
}

/**
 * Asks the registries about packages, verifies attestations, asks GitHub once for all of them, and makes the ledgers.
 * Never throws for what a registry says; what GitHub throws when it is unavailable passes through.
 */
export async function observePackages(about: AskedAbout, sources: ReleaseSources): Promise<readonly PackageEvidence[]> {
  const glances = about.glances ?? (await glanceAt(about.names ?? namesToAsk(about.map), sources));
  const asked = await Promise.all(glances.map((glance) => askRegistry(glance, sources)));
  const questions = mergedQuestions(asked.map((each) => questionsAbout(each, about)));
  const isWorthAsking = asked.some(({ history }) => history.state === 'seen');
  const github = isWorthAsking ? ((await sources.github?.(questions)) ?? null) : null;
  return asked.map((each) => evidenceOf(each, asked, about, github, sources));
}

/** One package as its registry and the advisories tell of it. */
interface Asked extends Glance {
  readonly known: PackageEvidence | null;
  readonly details: ReadonlyMap<string, Observation<RegistryRelease>>;
  readonly attested: ReadonlyMap<string, Observation<readonly AttestedFileRecord[]>>;
}

async function askRegistry(glance: Glance, sources: ReleaseSources): Promise<Asked> {
  const { http } = sources;
  const { name, history } = glance;
  const known = sources.known(name);
  const client = await registryOf(name.registry).client?.();
  if (client === undefined || history.state !== 'seen')
    return { ...glance, known, details: new Map(), attested: new Map() };

  const { value: seen } = history;
  const newest = closeReleases(seen, versionsOf(known));
  const close = client.details === undefined ? newest : newest.slice(0, mostDetails);
  const details = await mapOf(close, async (release) => client.details?.(seen.name, release, http));
  const attested = await attestedReleases(name.registry, seen.name, client, wholeReleases(close, details), sources);
  return { ...glance, known, details, attested };
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
  if (history.state !== 'seen') return { commits: [], runs: [], manifests: [], repositories: [] };
  const { manifest } = declaredFor(map, name.registry, history.value.name);
  return questionsOf(history.value, details, attested, manifest === null ? [] : [manifest.path]);
}

/** In turns, so that no package is left without an answer because another has many releases. */
function mergedQuestions(all: readonly ReleaseQuestions[]): ReleaseQuestions {
  return {
    commits: inTurns(all.map(({ commits }) => commits)),
    runs: inTurns(all.map(({ runs }) => runs)),
    manifests: [...new Set(all.flatMap(({ manifests }) => manifests))].sort(),
    repositories: inTurns(all.map(({ repositories }) => repositories)),
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
  { map, policy, repository = null }: AskedAbout,
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
    repository,
    declared: declaredFor(map, name.registry, history.value.name),
    policy: {
      release: (own?.registry ?? name.registry) === name.registry ? (own?.release ?? policy.release) : policy.release,
    },
    advisories,
    neighbours: all.flatMap((other) => (other.name === name ? [] : releasesOf(other))),
    knownOwners: ownersOf(known),
    now,
  };
  const evidence: PackageEvidence = {
    registry: name.registry,
    name: history.value.name,
    history,
    advisories,
    ledger: reconcile(about),
    askedAt: now,
  };
  const wasLinked = known !== null && (known.wasLinked === true || isLinked(known));
  return wasLinked && !isLinked(evidence) ? { ...evidence, wasLinked } : evidence;
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
