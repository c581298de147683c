import type { Control, Evidence, Judgement } from '../../src/controls/control.ts';
import { type Settings, settingsNotAsked } from '../../src/github/settings.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { mapPublications } from '../../src/publishing/map.ts';
import { registries, registryOf } from '../../src/registries/index.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';

export interface JudgeOptions {
  readonly settings?: Partial<Settings>;
  readonly policy?: Policy;
  /** What registries said; not asked by default. */
  readonly packages?: readonly PackageEvidence[];
  /** `owner/name`. */
  readonly repository?: string;
  /** ISO 8601 day. */
  readonly today?: string;
}

/** What a control says of a repository that is given as files by path. */
export async function judge(
  control: Control,
  files: Readonly<Record<string, string>>,
  options: JudgeOptions = {},
): Promise<readonly Judgement[]> {
  const repository = options.repository ?? 'octo/demo';
  const repositoryFiles = memoryFiles(files);
  const evidence: Evidence = {
    subject: { repository, ref: 'refs/heads/main', commit: null },
    files: repositoryFiles,
    map: await mapPublications(repositoryFiles, registries, repository),
    settings: { ...settingsNotAsked, ...options.settings },
    packages: options.packages ?? null,
    registryOf,
    today: options.today ?? '2026-06-01',
  };
  return control.judge(evidence, options.policy ?? defaultPolicy);
}
