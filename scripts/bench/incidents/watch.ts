import { ProbotOctokit } from 'probot';
import { observePackages, type ReleaseSources } from '../../../src/audit/observe-packages.ts';
import { namesToAsk } from '../../../src/audit/published-names.ts';
import type { AnswerCache, RefusalCache, StoredAnswer } from '../../../src/github/client.ts';
import { observeReleaseFacts } from '../../../src/github/observe-release-facts.ts';
import { gitHubClient } from '../../../src/github/octokit-client.ts';
import { type AnswerKeeper, type KeptAnswer, openHttp } from '../../../src/http/index.ts';
import type { Signal } from '../../../src/ledger/index.ts';
import type { PackageEvidence } from '../../../src/ledger/package-evidence.ts';
import { readPolicy } from '../../../src/policy/read-policy.ts';
import { readTrust } from '../../../src/provenance/index.ts';
import { mapPublications } from '../../../src/publishing/map.ts';
import { registries } from '../../../src/registries/index.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Scenario, ScenarioFile } from '../../../src/sandbox/scenario.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { expandStory, type Story, watchedReleases } from '../../../src/sandbox/stories/index.ts';
import { isGrave } from '../../../src/types/severity.ts';
import { lookTimes } from './look-times.ts';

/** A release that does not fit. */
export interface Alarm {
  readonly package: string;
  readonly version: string;
  /** Milliseconds since the epoch: when it was first told. */
  readonly at: number;
  /** Those of it that were grave at any look, each once. */
  readonly signals: readonly Signal[];
}

export interface Watched {
  readonly story: Story;
  /** One for each release that was told of at any look, in the order of time. */
  readonly alarms: readonly Alarm[];
  /** Releases that were published while Mintmark watched, with the time at which the registry showed them. */
  readonly releases: readonly { readonly package: string; readonly version: string; readonly shownAt: number }[];
  /** The last look. */
  readonly evidence: readonly PackageEvidence[];
  readonly looks: number;
}

/**
 * Watches a story as the app does: its clients, verification, ledger and schedule, against the local GitHub and the local
 * registries. Looks between which nothing happens are not made, as they would find what the one before found.
 */
export async function watchStory(story: Story): Promise<Watched> {
  const scenario = expandStory(story);
  const sandbox = await startSandbox(scenario, { startsAt: new Date(story.watch.from), rateLimit: 1e9 });
  try {
    return await watch(story, scenario, sandbox);
  } finally {
    await sandbox.close();
  }
}

async function watch(story: Story, scenario: Scenario, sandbox: Sandbox): Promise<Watched> {
  const ask = await asking(story, scenario, sandbox);
  const alarms = new Map<string, Alarm>();
  const start = Date.parse(story.watch.from);
  const times = [start, ...lookTimes(story)];
  for (const at of times) {
    if (at > start) await sandbox.advance(new Date(at));
    for (const { name, ledger } of await ask.look(at)) {
      for (const { version, signals } of ledger?.rows ?? []) {
        const grave = signals.filter(isAlarm);
        const key = `${name}@${version}`;
        if (grave.length === 0) continue;
        const before = alarms.get(key) ?? { package: name, version, at, signals: [] };
        const fresh = grave.filter(({ id }) => !before.signals.some((signal) => signal.id === id));
        alarms.set(key, { ...before, signals: [...before.signals, ...fresh] });
      }
    }
  }
  return {
    story,
    alarms: [...alarms.values()],
    releases: watchedReleases(story).map(({ package: { name }, release, shownAt }) => ({
      package: name,
      version: release.version,
      shownAt: Date.parse(shownAt),
    })),
    evidence: ask.known(),
    looks: times.length,
  };
}

function isAlarm({ severity, provisional }: Signal): boolean {
  return !provisional && isGrave(severity);
}

async function asking(story: Story, scenario: Scenario, sandbox: Sandbox) {
  const [owner = '', name = ''] = story.repository.split('/');
  const files = memoryFiles(filesBefore(scenario, story.watch.from));
  const map = await mapPublications(files, registries, story.repository);
  const { policy } = readPolicy(story.policy ?? '{}', '.github/mintmark.yml', {
    today: story.watch.from.slice(0, 10),
    controls: [],
  });
  const trust = readTrust('the sandbox', await sandbox.registries.trustedRoot());
  if (trust.state === 'unreadable') throw new Error(trust.reason);
  const client = gitHubClient(octokitOf(sandbox), { ...caches(), now: () => sandbox.state.now().getTime() });
  const { id, defaultBranch, visibility } = sandbox.repository(owner, name);
  const repository = { id, owner, name, defaultBranch, visibility, formerNames: [] };
  const http = openHttp({
    keeper: keeper(),
    bases: sandbox.registries.bases,
    contact: 'bench@mintmark.invalid',
    version: 'bench',
    spaced: false,
    now: () => sandbox.state.now().getTime(),
  });
  let evidence: readonly PackageEvidence[] = [];
  const names = [
    ...namesToAsk(map),
    ...story.packages.filter(
      (each) => !namesToAsk(map).some((other) => other.registry === each.registry && other.name === each.name),
    ),
  ].map(({ registry, name: packageName }) => ({ registry, name: packageName }));
  return {
    known: () => evidence,
    async look(now: number) {
      const sources: ReleaseSources = {
        http,
        trust: trust.trust,
        github: (questions) => observeReleaseFacts(client, repository, questions),
        known: (wanted) =>
          evidence.find((each) => each.registry === wanted.registry && each.name === wanted.name) ?? null,
        now,
      };
      evidence = await observePackages({ map, policy, names }, sources);
      return evidence;
    },
  };
}

function filesBefore(scenario: Scenario, moment: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { date = '', files: changed } of scenario.organisations[0]?.repositories[0]?.commits ?? []) {
    if (date > moment) continue;
    for (const [path, content] of Object.entries<ScenarioFile | null>(changed)) {
      if (typeof content === 'string') files[path] = content;
      else delete files[path];
    }
  }
  return files;
}

function octokitOf(sandbox: Sandbox) {
  const [installation = 0] = sandbox.state.installations.keys();
  sandbox.state.tokens.set('bench', {
    installation,
    expiresAt: '2100-01-01T00:00:00Z',
    permissions: null,
    repositories: null,
  });
  return new ProbotOctokit({
    baseUrl: sandbox.url,
    auth: { token: 'bench' },
    throttle: { enabled: false },
    retry: { enabled: false },
  });
}

function caches(): { readonly answers: AnswerCache; readonly refusals: RefusalCache } {
  const stored = new Map<string, StoredAnswer>();
  return {
    answers: {
      get: (key) => Promise.resolve(stored.get(key) ?? null),
      put: (key, answer) => Promise.resolve(void stored.set(key, answer)),
    },
    refusals: { get: () => Promise.resolve(null), put: () => Promise.resolve() },
  };
}

function keeper(): AnswerKeeper {
  const kept = new Map<string, KeptAnswer>();
  return {
    get: (key) => Promise.resolve(kept.get(key) ?? null),
    put: (key, answer) => Promise.resolve(void kept.set(key, answer)),
  };
}
