import type { ScenarioCommit, ScenarioRelease, ScenarioRepository, ScenarioRun, ScenarioTag } from '../../scenario.ts';
import type {
  ScenarioBuild,
  ScenarioPackage,
  ScenarioPackageRelease,
  ScenarioPublisher,
} from '../../scenario-package.ts';

/** How one package has been released so far. */
export interface PackageLine {
  readonly registry: ScenarioPackage['registry'];
  readonly name: string;
  readonly owners?: ScenarioPackage['owners'];
  readonly twoFactorRequired?: boolean;
  /** Files in which `VERSION` stands for the version. */
  readonly manifest: Readonly<Record<string, string>>;
  /** What stands before the version in the names of its tags. */
  readonly tag: string;
  readonly signedTags?: boolean;
  /** The workflow that publishes it; null where somebody does it at a keyboard. */
  readonly built: {
    readonly workflow: string;
    readonly event: string;
    readonly environment?: string;
    /** A push to the default branch starts it, and it sets the tag itself. */
    readonly tags?: boolean;
  } | null;
  readonly by: ScenarioPublisher;
  readonly attested?: boolean;
  /** The client writes down which commit it packs; true where it is left out. */
  readonly claims?: boolean;
  /** Oldest first. */
  readonly releases: readonly PastRelease[];
}

export interface PastRelease {
  readonly version: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Where this one was made in another way than the others. */
  readonly instead?: Partial<Pick<PackageLine, 'built' | 'by' | 'attested'>>;
  /** False where nobody made one on GitHub; true where it is left out. */
  readonly toldOnGitHub?: boolean;
  readonly assets?: ScenarioRelease['assets'];
}

export interface History extends Required<Pick<ScenarioRepository, 'commits' | 'tags' | 'releases' | 'runs'>> {
  readonly packages: readonly ScenarioPackage[];
}

/** A repository that has everything else in it from its first release on. */
export interface Beginnings {
  readonly repository: string;
  readonly author: string;
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly PackageLine[];
  /** Runs are numbered from here on, so that no two repositories share a number. */
  readonly firstRun: number;
}

/** What every release of a repository's packages has left behind: its commit, its tag, its run, and the registry's record. */
export function historyOf({ repository, author, files, lines, firstRun }: Beginnings): History {
  const past = lines
    .flatMap((line) => line.releases.map((release) => ({ ...line, ...release.instead, ...release })))
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const traces = past.map((release, index) => traceOf(release, firstRun + index, author));
  const [first] = past;
  const beginning: ScenarioCommit = {
    message: 'Begin',
    author,
    files: {
      ...files,
      ...Object.assign({}, ...lines.map((line) => versioned(line, line.releases[0]?.version ?? '0'))),
    },
    ...(first === undefined ? {} : { date: beside(first.at, -30 * day) }),
  };
  return {
    commits: [beginning, ...traces.map(({ commit }) => commit)],
    tags: traces.map(({ tag }) => tag),
    releases: traces.flatMap(({ release }) => release),
    runs: traces.flatMap(({ run }) => run),
    packages: lines.map(({ registry, name, owners = [], twoFactorRequired = false }) => ({
      registry,
      name,
      repository,
      owners,
      twoFactorRequired,
      releases: traces.flatMap(({ of, published }) => (of === `${registry} ${name}` ? [published] : [])),
    })),
  };
}

interface Trace {
  readonly of: string;
  readonly commit: ScenarioCommit;
  readonly tag: ScenarioTag;
  readonly release: readonly ScenarioRelease[];
  readonly run: readonly ScenarioRun[];
  readonly published: ScenarioPackageRelease;
}

function traceOf(past: PackageLine & PastRelease, runId: number, author: string): Trace {
  const { registry, name, version, at, built, by, attested = false, claims = true } = past;
  const commit = `${name} ${version}`;
  const tag = `${past.tag}${version}`;
  const build = built === null ? null : buildOf(built, commit, tag, runId);
  const isAfterRelease = built?.event === 'release';
  return {
    of: `${registry} ${name}`,
    commit: {
      id: commit,
      message: `Release ${commit}`,
      author,
      date: beside(at, -20 * minute),
      files: versioned(past, version),
    },
    tag: {
      name: tag,
      target: commit,
      date: beside(at, (built?.tags === true ? 1 : -12) * minute),
      ...(past.signedTags === true ? { verified: true } : { annotated: true }),
    },
    release:
      past.toldOnGitHub === false
        ? []
        : [
            {
              tag,
              author,
              publishedAt: beside(at, (isAfterRelease ? -10 : 5) * minute),
              ...(past.assets === undefined ? {} : { assets: past.assets }),
            },
          ],
    run: build === null ? [] : [runOf(build, at, author)],
    published: {
      version,
      at,
      by,
      build,
      attested: attested && build !== null,
      claimedCommit: claims ? commit : null,
    },
  };
}

function buildOf(
  { workflow, event, environment = '', tags = false }: NonNullable<PackageLine['built']>,
  commit: string,
  tag: string,
  run: number,
): ScenarioBuild {
  return {
    commit,
    ref: tags ? 'refs/heads/main' : `refs/tags/${tag}`,
    workflow: `.github/workflows/${workflow}`,
    run,
    event,
    environment: environment === '' ? null : environment,
  };
}

function runOf(
  { run, workflow, event = 'push', commit, ref = '' }: ScenarioBuild,
  at: string,
  actor: string,
): ScenarioRun {
  return {
    id: run,
    workflow,
    event,
    commit,
    branch: ref.replace(/^refs\/(?:heads|tags)\//, ''),
    actor,
    startedAt: beside(at, -8 * minute),
    endedAt: beside(at, 2 * minute),
  };
}

function versioned({ manifest }: PackageLine, version: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(manifest).map(([path, content]) => [path, content.replaceAll('VERSION', version)]),
  );
}

const minute = 60_000;
const day = 24 * 60 * minute;

function beside(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + milliseconds).toISOString().replace('.000Z', 'Z');
}
