import { type AskedAbout, observePackages, type ReleaseSources } from '../audit/observe-packages.ts';
import { type GitHubClient, GitHubUnavailable } from '../github/client.ts';
import { observeReleaseFacts, type ReleaseRepository } from '../github/observe-release-facts.ts';
import { recordingGitHub, replayedGitHub } from '../github/recorded.ts';
import type { ReleaseFacts, ReleaseQuestions } from '../github/release-facts.ts';
import { releaseRepository } from '../github/release-repository.ts';
import {
  type AnswerKeeper,
  type Http,
  type KeptAnswer,
  openHttp,
  recording,
  replay,
  throughMirrors,
} from '../http/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { gitHubOf, gitHubToken, isOnGitHub, openGitHub } from './github-client.ts';
import { type RunRecording, readRecording, writeRecording } from './recorded.ts';
import { registrySettings } from './registry-settings.ts';
import type { Surroundings } from './surroundings.ts';
import { ownRoot, trustIn } from './trust.ts';
import { version } from './version.ts';

/** What a run that asks registries was told on the command line. */
export interface AskingOptions {
  readonly record: string | null;
  readonly replay: string | null;
  /** `owner/name` on GitHub, and the address of its remote where a checkout names it; null where files do not tell. */
  readonly repository: { readonly name: string; readonly remote: string | null } | null;
}

/** A way to ask registries and GitHub for one run. */
export interface Asking {
  /** Milliseconds since the epoch: of the recording, where there is one. */
  readonly now: number;
  readonly http: Http;
  /** Asks about packages. Registries and a GitHub that do not answer leave what they would have told unknown. */
  packages(about: AskedAbout): Promise<readonly PackageEvidence[]>;
  /** Writes the recording where one is wanted, and says what went unanswered, a line each. @throws OutputError */
  end(): readonly string[];
}

/** Answers are kept in memory for the run. A recording, or a trusted root, that cannot be read throws InputError. */
export async function openAsking(options: AskingOptions, around: Surroundings): Promise<Asking> {
  const recorded = options.replay === null ? null : await readRecording(around.folder, options.replay);
  const now = recorded === null ? around.now() : Date.parse(recorded.created);
  const { http, problems } = recorded === null ? registryHttp(around) : { http: replay(recorded), problems: [] };
  const heard = recording(http, () => now);
  const watched = watching(heard.http);
  const root = recorded === null ? await ownRoot(null, around) : recorded.trustedRoot;
  // a recording cannot hold a root that was refreshed
  const refresh = options.record === null && recorded === null;
  const gitHub = await gitHubFor(options.repository, recorded, around);
  const notes = [...problems];

  async function packages(about: AskedAbout): Promise<readonly PackageEvidence[]> {
    const { facts, note } = await gitHub.facts();
    if (note !== null) notes.push(note);
    const { trust, notes: trustNotes } = await trustIn(root, refresh, around);
    const sources: ReleaseSources = { http: watched.http, trust, github: facts, known: () => null, now };
    const repository = options.repository?.name ?? null;
    const evidence = await observePackages({ repository, ...about }, sources);
    if (evidence.some(({ history }) => history.state === 'seen')) notes.push(...trustNotes);
    return evidence;
  }

  return {
    now,
    http: watched.http,
    packages,
    end() {
      if (options.record !== null) {
        const all: RunRecording = { ...heard.recording(), github: gitHub.answers(), trustedRoot: root };
        writeRecording(around.folder, options.record, all);
      }
      return [...notes, ...watched.silent()];
    },
  };
}

/** The registries as the environment and the user's own tools are set up to ask them. */
export function registryHttp(around: Surroundings): {
  readonly http: Http;
  readonly problems: readonly string[];
} {
  const { bases, isMirror, contact, problems } = registrySettings(around);
  const http = openHttp({ keeper: keptInMemory(), bases, contact, version: version() });
  return { http: throughMirrors(http, isMirror), problems };
}

function keptInMemory(): AnswerKeeper {
  const kept = new Map<string, KeptAnswer>();
  return {
    get: (key) => Promise.resolve(kept.get(key) ?? null),
    put: (key, answer) => Promise.resolve(void kept.set(key, answer)),
  };
}

/** Remembers who left a question unanswered. */
function watching(http: Http): { readonly http: Http; readonly silent: () => readonly string[] } {
  const reasons = new Map<string, string>();
  return {
    http: {
      async ask(question) {
        const reply = await http.ask(question);
        if (reply.state === 'unavailable' && !reasons.has(question.service))
          reasons.set(question.service, reply.reason);
        return reply;
      },
    },
    silent() {
      const [first] = [...reasons].toSorted(([a], [b]) => (a < b ? -1 : 1));
      if (first === undefined) return [];
      const names = [...reasons.keys()].sort().join(', ');
      const who = reasons.size === 1 ? `1 service did` : `${reasons.size} services did`;
      return [`${who} not answer everything (${names}), and what only they tell is unknown: ${first[1]}`];
    },
  };
}

interface GitHubFor {
  /** The facts of the repository's releases, or why GitHub is not asked for them. */
  facts(): Promise<{ readonly facts: ReleaseSources['github']; readonly note: string | null }>;
  answers(): RunRecording['github'];
}

/** GitHub with the user's token, where the repository is there; as it answered then, for a replay. */
async function gitHubFor(
  repository: AskingOptions['repository'],
  recorded: RunRecording | null,
  { environment }: Surroundings,
): Promise<GitHubFor> {
  const address = gitHubOf(environment);
  const notAsked = (note: string | null): GitHubFor => ({
    facts: () => Promise.resolve({ facts: null, note }),
    answers: () => null,
  });
  if (repository === null) return notAsked(null);
  if (repository.remote !== null && !isOnGitHub(repository.remote, address)) return notAsked(null);
  const replayed = recorded?.github ?? null;
  const token = gitHubToken(environment);
  if (recorded === null ? token === null : replayed === null) return notAsked(noToken);
  const client = replayed === null ? await openGitHub(address, token) : replayedGitHub(replayed);
  const heard = recordingGitHub(client);
  return {
    async facts() {
      try {
        const found = await releaseRepository(heard.client, repository.name, address.web);
        if (found.state === 'absent') return { facts: null, note: hidden };
        if (found.state === 'unreadable') return { facts: null, note: `GitHub: ${found.reason}.` };
        return { facts: (questions) => factsOf(heard.client, found.value, questions), note: null };
      } catch (error) {
        if (!(error instanceof GitHubUnavailable)) throw error;
        return { facts: null, note: `GitHub did not answer, and tags, commits and runs are unknown: ${error.message}` };
      }
    },
    answers: heard.answers,
  };
}

const noToken =
  'GitHub was not asked for tags, commits and runs: a token in GITHUB_TOKEN, for reading only, would settle them.';
const hidden = 'GitHub shows no such repository to this token, and tags, commits and runs are unknown.';

/** What GitHub cannot answer now is unreadable, and the rest of the audit stands. */
async function factsOf(
  client: GitHubClient,
  repository: ReleaseRepository,
  questions: ReleaseQuestions,
): Promise<ReleaseFacts> {
  try {
    return await observeReleaseFacts(client, repository, questions);
  } catch (error) {
    if (!(error instanceof GitHubUnavailable)) throw error;
    const { id, owner, name, formerNames, visibility, defaultBranch, server = 'https://github.com' } = repository;
    const unread = { state: 'unreadable', reason: error.message, source: `${server}/${owner}/${name}` } as const;
    return {
      repository: { id, fullName: `${owner}/${name}`, formerNames, visibility, defaultBranch },
      tags: unread,
      releases: unread,
      commits: new Map(questions.commits.map((commit) => [commit, unread])),
      runs: new Map(questions.runs.map((run) => [run, unread])),
    };
  }
}
