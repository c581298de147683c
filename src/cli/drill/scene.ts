import { type Fact, ledgerOf, raised, type Target, usualVersion } from '../../exercises/index.ts';
import { registryOf } from '../../registries/index.ts';
import { get } from '../../sandbox/git/objects.ts';
import { headOf } from '../../sandbox/git/resolve.ts';
import { entryAt } from '../../sandbox/git/trees.ts';
import type { Scenario } from '../../sandbox/scenario.ts';
import type { ScenarioPackage, ScenarioPackageRelease } from '../../sandbox/scenario-package.ts';
import type { SandboxRepository } from '../../sandbox/state.ts';
import type { Stage } from '../demo/stage.ts';

/** Where a story is played: one package of one repository on the stage, as it was released so far. */
export interface Scene {
  readonly stage: Stage;
  readonly owner: string;
  readonly repository: SandboxRepository;
  readonly target: Target;
  readonly facts: ReadonlySet<Fact>;
  readonly registryTitle: string;
  /** The package on the local registry; null where the sandbox has no such registry. */
  readonly stock: ScenarioPackage | null;
  /** The newest release so far; every honest one is made as it was. */
  readonly last: ScenarioPackageRelease | null;
  /** Versions of the story, as its papers name them. */
  readonly versions: { readonly last: string; readonly next: string; readonly second: string };
  /** An account that may publish it. */
  readonly account: string;
  /** The registry does not answer. */
  isDown: boolean;
}

export function sceneOf(stage: Stage, scenario: Scenario, target: Target, facts: ReadonlySet<Fact>): Scene {
  const [owner = '', name = ''] = target.repository.split('/');
  const stock =
    scenario.packages?.find((each) => each.registry === target.registry && each.name === target.package) ?? null;
  const last = stock?.releases.at(-1) ?? null;
  const version = last?.version ?? ledgerOf(target)?.rows[0]?.version ?? usualVersion;
  return {
    stage,
    owner,
    repository: stage.sandbox.repository(owner, name),
    target,
    facts,
    registryTitle: registryOf(target.registry).title,
    stock,
    last,
    versions: { last: version, next: raised(version, 1), second: raised(version, 2) },
    account: stock?.owners?.[0]?.name ?? 'maintainer',
    isDown: false,
  };
}

/** The text of a file of the default branch; null where it has none. */
export function fileOf({ repository }: Scene, path: string): string | null {
  const head = headOf(repository);
  if (head === null) return null;
  const entry = entryAt(repository.objects, get(repository.objects, head, 'commit').tree, path);
  if (entry === null) return null;
  const object = repository.objects.get(entry.sha);
  return object?.kind === 'blob' ? Buffer.from(object.content).toString('utf8') : null;
}
