import { createHash } from 'node:crypto';
import type { ScenarioBuild } from '../scenario-package.ts';

/** What the local GitHub knows and registries write into their records. */
export interface GitHubKnowledge {
  /** The SHA of a commit by its SHA or its `id` in the scenario; null where GitHub has no such commit. */
  readonly resolveCommit: (repository: string, idOrSha: string) => string | null;
  /** Null where GitHub has no such repository. */
  readonly repositoryId: (
    repository: string,
  ) => { readonly id: number; readonly ownerId: number; readonly visibility: string } | null;
}

/** A run that built something, with all that its identity token says. */
export interface Build {
  /** `github` or `gitlab`. */
  readonly provider: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId: number;
  readonly ownerId: number;
  readonly visibility: string;
  readonly commit: string;
  readonly ref: string;
  readonly workflow: string;
  readonly run: number;
  readonly event: string;
  readonly environment: string | null;
  readonly runner: string;
}

export interface Builds {
  /** `repository` is the package's, which counts where the build names none. */
  of(build: ScenarioBuild, repository: string | null, provider: string): Build;
  /** SHA of a commit; of one that GitHub does not know, one that stands for its name. */
  commit(repository: string | null, idOrSha: string): string;
}

export function knownBuilds({ resolveCommit, repositoryId }: GitHubKnowledge): Builds {
  const commit: Builds['commit'] = (repository, idOrSha) =>
    (repository === null ? null : resolveCommit(repository, idOrSha)) ??
    (/^[0-9a-f]{40}$/.test(idOrSha) ? idOrSha : createHash('sha1').update(`${repository}:${idOrSha}`).digest('hex'));
  return {
    commit,
    of: (build, fallback, provider) => {
      const repository = build.repository ?? fallback ?? 'nobody/nothing';
      const known = repositoryId(repository);
      const [owner = ''] = repository.split('/');
      return {
        provider,
        repository,
        repositoryId: known?.id ?? numberFor(repository),
        ownerId: known?.ownerId ?? numberFor(owner),
        visibility: known?.visibility ?? 'public',
        commit: commit(repository, build.commit),
        ref: build.ref ?? 'refs/heads/main',
        workflow: build.workflow,
        run: build.run,
        event: build.event ?? 'push',
        environment: build.environment ?? null,
        runner: build.runner ?? 'github-hosted',
      };
    },
  };
}

/** An id for what lies outside of the local GitHub, above all that it gives out. */
function numberFor(name: string): number {
  return 1_000_000_000 + createHash('sha256').update(name.toLowerCase()).digest().readUInt32BE(0);
}

/** Address of a run's page. */
export function runUrlOf({ provider, repository, run }: Build): string {
  return provider === 'gitlab'
    ? `https://gitlab.com/${repository}/-/jobs/${run}`
    : `https://github.com/${repository}/actions/runs/${run}/attempts/1`;
}

/** `owner/name` of a source link on GitHub, which is either that already or a URL; null for none and for elsewhere. */
export function repositoryOf(link: string | null): string | null {
  if (link === null) return null;
  if (/^[\w.-]+\/[\w.-]+$/.test(link)) return link;
  const [, found] = /github\.com[/:]([\w.-]+\/[\w.-]+)/.exec(link) ?? [];
  return found?.replace(/\.git$/, '') ?? null;
}

/** A source link as a web address. */
export function webAddressOf(link: string): string {
  return link.includes('://') ? link : `https://github.com/${link}`;
}
