import { glanceAt } from '../../../src/audit/glance.ts';
import { observePackages } from '../../../src/audit/observe-packages.ts';
import type { GitHubClient } from '../../../src/github/client.ts';
import { observeReleaseFacts } from '../../../src/github/observe-release-facts.ts';
import { type AnswerKeeper, type KeptAnswer, openHttp, type ServiceId } from '../../../src/http/index.ts';
import { isSameEvidence, newestRelease } from '../../../src/jobs/watch/evidence.ts';
import { learntQuietly } from '../../../src/jobs/watch/quiet.ts';
import { defaultSchedule } from '../../../src/jobs/watch/schedule.ts';
import { readPolicy } from '../../../src/policy/read-policy.ts';
import { readTrust } from '../../../src/provenance/index.ts';
import { mapPublications } from '../../../src/publishing/map.ts';
import { registries } from '../../../src/registries/index.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { expandStory, readStory } from '../../../src/sandbox/stories/index.ts';
import type { StoredPackage } from '../../../src/store/store.ts';
import type { RegistryId } from '../../../src/types/registry-id.ts';
import { sandboxClient } from './sandbox-client.ts';

/** Requests of one look, by the service that was asked. */
export type Requests = ReadonlyMap<ServiceId, number>;

/** Requests of one look that ask GitHub about releases; free: nothing has changed, and the limit is not touched. */
export interface GitHubRequests {
  readonly counted: number;
  readonly free: number;
}

export interface MeasuredLooks {
  readonly registry: RegistryId;
  /** Of a package that nothing is known of. */
  readonly cold: Requests;
  /** An hour after another look, when nothing has changed. */
  readonly warm: Requests;
  /** Six hours after another look, when nothing has changed and GitHub is asked again. */
  readonly sixHours: Requests;
  /** When there is a new version. */
  readonly changed: Requests;
  readonly gitHub: Readonly<Record<'cold' | 'warm' | 'sixHours' | 'changed', GitHubRequests>>;
}

/** What the real clients ask the local registries for, for a package of a dozen releases on each registry. */
export async function measureLooks(): Promise<readonly MeasuredLooks[]> {
  const scenario = expandStory(story());
  const sandbox = await startSandbox(scenario, { startsAt: new Date(begins), rateLimit: 1e9 });
  try {
    const lookers = await Promise.all(packages.map(([registry, name]) => lookerOf(sandbox, registry, name)));
    const cold = await inTurn(lookers);
    await sandbox.advance(new Date(settled));
    await inTurn(lookers);
    await sandbox.advance(new Date(settled + hour));
    const warm = await inTurn(lookers);
    await sandbox.advance(new Date(settled + 6 * hour));
    const sixHours = await inTurn(lookers);
    await sandbox.advance(new Date(Date.parse(newVersionAt) + hour));
    const changed = await inTurn(lookers);
    return packages.map(([registry], index) => {
      const of = (looks: readonly Measured[]) => looks[index] ?? nothing;
      return {
        registry,
        cold: of(cold).registries,
        warm: of(warm).registries,
        sixHours: of(sixHours).registries,
        changed: of(changed).registries,
        gitHub: {
          cold: of(cold).gitHub,
          warm: of(warm).gitHub,
          sixHours: of(sixHours).gitHub,
          changed: of(changed).gitHub,
        },
      };
    });
  } finally {
    await sandbox.close();
  }
}

const hour = 3_600_000;
const begins = Date.parse('2026-03-10T00:00:00Z');
/** When all has come that can come late, and was looked at. */
const settled = begins + 26 * hour;
const newVersionAt = '2026-03-11T12:00:00Z';

/** A name as each registry has them, each another: a story tells releases apart by them. */
const packages: readonly (readonly [RegistryId, string])[] = [
  ['npm', 'coins'],
  ['pypi', 'coins-for-python'],
  ['crates.io', 'coins-rs'],
  ['maven-central', 'io.github.octo:coins'],
  ['packagist', 'octo/coins'],
  ['rubygems', 'coins-rb'],
  ['nuget', 'Octo.Coins'],
  ['pub.dev', 'coins_dart'],
  ['jsr', '@octo/coins'],
  ['hex', 'coins_ex'],
  ['go', 'github.com/octo/coins'],
];

function story() {
  const releases = (v: string) =>
    `[{ series: { from: ${v}1.0.0, count: 12, start: '2025-07-01T09:00:00Z', every: 20d } }, { version: ${v}1.0.12, at: '${newVersionAt}' }]`;
  const text = `
title: A package on every registry
source: invented
about: Invented.
repository: octo/coins
packages:
${packages.map(([registry, name]) => `  - { registry: ${registry}, name: '${name}', directory: '${registry}', releases: ${releases(registry === 'go' ? 'v' : '')} }`).join('\n')}
watch: { from: '${new Date(begins).toISOString()}', until: '2026-03-12T00:00:00Z' }
expect: { bad: [] }
`;
  return readStory(text, 'bench-watch');
}

interface Measured {
  readonly registries: Requests;
  readonly gitHub: GitHubRequests;
}

const nothing: Measured = { registries: new Map(), gitHub: { counted: 0, free: 0 } };

type Looker = () => Promise<Measured>;

async function inTurn(lookers: readonly Looker[]): Promise<readonly Measured[]> {
  const all: Measured[] = [];
  for (const look of lookers) all.push(await look());
  return all;
}

async function lookerOf(sandbox: Sandbox, registry: RegistryId, name: string): Promise<Looker> {
  const counts = new Map<ServiceId, number>();
  const now = () => sandbox.state.now().getTime();
  const http = openHttp({
    keeper: keptInMemory(),
    bases: sandbox.registries.bases,
    contact: 'bench@mintmark.invalid',
    version: 'bench',
    spaced: false,
    now,
    counter: { asked: (service) => void counts.set(service, (counts.get(service) ?? 0) + 1) },
  });
  const read = readTrust('the sandbox', await sandbox.registries.trustedRoot());
  if (read.state === 'unreadable') throw new Error(read.reason);
  const { policy } = readPolicy('{}', '.github/mintmark.yml', { today: '2026-03-10', controls: [] });
  const map = await mapPublications(memoryFiles({}), registries, 'octo/coins');
  const github = releaseFactsOf(sandbox, sandboxClient(sandbox));
  const rules = { schedule: defaultSchedule, feeds: new Set<RegistryId>(), followed: new Map() };
  let before = unseen(registry, name);
  return async () => {
    counts.clear();
    const already = sandbox.requests.length;
    const at = now();
    const glances = await glanceAt([{ registry, name }], { http, now: at });
    const [glance] = glances;
    if (glance?.history.state !== 'seen') throw new Error(`${registry} did not show ${name}`);
    const times = { now: at, repositoryReadAt: begins };
    const sources = { http, trust: read.trust, github, known: () => before.evidence, now: at };
    const [evidence = null] =
      learntQuietly({ before, hasIncident: false, glance }, rules, times) === null
        ? await observePackages({ map, policy, glances }, sources)
        : [before.evidence];
    if (evidence === null) throw new Error(`nothing was learnt of ${name}`);
    const changedAt = isSameEvidence(before.evidence, evidence) ? before.changedAt : at;
    before = { ...before, evidence, changedAt, releasedAt: newestRelease(evidence), lookedAt: at };
    const asked = sandbox.requests.slice(already);
    const counted = asked.filter((request) => request.counted).length;
    return { registries: new Map(counts), gitHub: { counted, free: asked.length - counted } };
  };
}

function releaseFactsOf(sandbox: Sandbox, client: GitHubClient) {
  const [owner, name] = ['octo', 'coins'];
  const { id, defaultBranch, visibility } = sandbox.repository(owner, name);
  const repository = { id, owner, name, defaultBranch, visibility, formerNames: [] };
  return (questions: Parameters<typeof observeReleaseFacts>[2]) => observeReleaseFacts(client, repository, questions);
}

function unseen(registry: RegistryId, name: string): StoredPackage {
  const times = { lookAt: begins, lookedAt: null, hurryUntil: 0, releasedAt: null, changedAt: null };
  return { id: 1, repositoryId: 1, registry, name, ...times, failures: 0, evidence: null };
}

function keptInMemory(): AnswerKeeper {
  const kept = new Map<string, KeptAnswer>();
  return {
    get: (key) => Promise.resolve(kept.get(key) ?? null),
    put: (key, answer) => Promise.resolve(void kept.set(key, answer)),
  };
}
