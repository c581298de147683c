import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Registry } from '../registries/registry.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { notApplicable, unknown } from './judgements.ts';
import { ownPackages, ownRegistries } from './own-packages.ts';

/** A control that answers for each registry, by what was learnt of the repository's own packages there. */
export interface RegistryControlDefinition extends Omit<Control, 'judge'> {
  /** Why it asks nothing of a registry; null where it does. */
  readonly spares: (registry: Registry) => string | null;
  /** At least one package. */
  readonly judge: (
    packages: readonly PackageEvidence[],
    registry: Registry,
    evidence: Evidence,
    policy: Policy,
  ) => readonly Judgement[];
}

/** The registries that something here publishes to, and those that have packages of this repository. */
export function registryControlOf(definition: RegistryControlDefinition): Control {
  const { spares, judge, ...stated } = definition;
  return {
    ...stated,
    judge(evidence, policy) {
      const ids = ownRegistries(evidence);
      if (ids.length === 0) return [notApplicable(null, 'nothing here publishes a package')];
      return ids.flatMap((id) => {
        const registry = evidence.registryOf(id);
        const spared = spares(registry);
        if (spared !== null) return notApplicable(id, spared);
        const packages = ownPackages(id, evidence);
        return packages.length === 0
          ? withoutPackages(registry, evidence)
          : judge(packages, registry, evidence, policy);
      });
    },
  };
}

/** For `judgePackages`, which never tells it here: there is a package. */
export const nothingAsked = { reason: 'no package was asked about', settles: 'Ask the registry.' };

function withoutPackages({ id, title, homepage }: Registry, { packages }: Evidence): Judgement {
  return packages === null
    ? unknown(
        id,
        'the registry was not asked: this audit read files only',
        `Run it without \`--offline\`, so that ${title} is asked.`,
      )
    : unknown(
        id,
        `files do not tell which packages are published to ${title}, so none was looked at`,
        `Look up on ${homepage} what is published from here.`,
      );
}
