import { observePackages } from '../../../src/audit/observe-packages.ts';
import { type AnswerKeeper, type KeptAnswer, openHttp, type ServiceId } from '../../../src/http/index.ts';
import type { PackageEvidence } from '../../../src/ledger/package-evidence.ts';
import { readPolicy } from '../../../src/policy/read-policy.ts';
import { readTrust } from '../../../src/provenance/index.ts';
import { mapPublications } from '../../../src/publishing/map.ts';
import { registries } from '../../../src/registries/index.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { expandStory, readStory } from '../../../src/sandbox/stories/index.ts';
import type { RegistryId } from '../../../src/types/registry-id.ts';

/** Requests of one look, by the service that was asked. */
export type Requests = ReadonlyMap<ServiceId, number>;

export interface MeasuredLooks {
  readonly registry: RegistryId;
  /** Of a package that nothing is known of. */
  readonly cold: Requests;
  /** An hour later, when nothing has changed. */
  readonly warm: Requests;
  /** When there is a new version. */
  readonly changed: Requests;
}

/** What the real clients ask the local registries for, for a package of a dozen releases on each registry. */
export async function measureLooks(): Promise<readonly MeasuredLooks[]> {
  const scenario = expandStory(story());
  const sandbox = await startSandbox(scenario, { startsAt: new Date(begins) });
  try {
    const measured: MeasuredLooks[] = [];
    const lookers = await Promise.all(packages.map(([registry, name]) => lookerOf(sandbox, registry, name)));
    const cold = await inTurn(lookers);
    await sandbox.advance(new Date(begins + hour));
    const warm = await inTurn(lookers);
    await sandbox.advance(new Date(Date.parse(newVersionAt) + hour));
    const changed = await inTurn(lookers);
    for (const [index, [registry]] of packages.entries())
      measured.push({
        registry,
        cold: cold[index] ?? new Map(),
        warm: warm[index] ?? new Map(),
        changed: changed[index] ?? new Map(),
      });
    return measured;
  } finally {
    await sandbox.close();
  }
}

const hour = 3_600_000;
const begins = Date.parse('2026-03-10T00:00:00Z');
const newVersionAt = '2026-03-10T12:00:00Z';

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
watch: { from: '${new Date(begins).toISOString()}', until: '2026-03-11T00:00:00Z' }
expect: { bad: [] }
`;
  return readStory(text, 'bench-watch');
}

type Looker = () => Promise<Requests>;

async function inTurn(lookers: readonly Looker[]): Promise<readonly Requests[]> {
  const all: Requests[] = [];
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
  let known: PackageEvidence | null = null;
  return async () => {
    counts.clear();
    const names = [{ registry, name }];
    const sources = { http, trust: read.trust, github: null, known: () => known, now: now() };
    [known = null] = await observePackages({ map, policy, names }, sources);
    if (known?.history.state !== 'seen') throw new Error(`${registry} did not show ${name}`);
    return new Map(counts);
  };
}

function keptInMemory(): AnswerKeeper {
  const kept = new Map<string, KeptAnswer>();
  return {
    get: (key) => Promise.resolve(kept.get(key) ?? null),
    put: (key, answer) => Promise.resolve(void kept.set(key, answer)),
  };
}
