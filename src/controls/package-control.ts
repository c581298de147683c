import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Registry } from '../registries/registry.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { notApplicable } from './judgements.ts';
import { ownPackages, ownRegistries } from './own-packages.ts';
import { judgePackages, type PackageAnswer } from './package-answers.ts';

/** A control that registries decide, as its file states it, with the answer for one package. */
export interface PackageControlDefinition extends Omit<Control, 'judge'> {
  judge(about: PackageEvidence, asked: AskedOf): PackageAnswer;
}

/** What an answer is given by, beside what was learnt of the package. */
export interface AskedOf {
  readonly evidence: Evidence;
  readonly policy: Policy;
  readonly registry: Registry;
}

/** A control that answers for each package of the registries that is this repository's. */
export function packageControlOf(definition: PackageControlDefinition): Control {
  return {
    ...definition,
    judge(evidence, policy): readonly Judgement[] {
      const ids = ownRegistries(evidence);
      if (ids.length === 0) return [notApplicable(null, 'nothing here publishes a package')];
      return ids.flatMap((id) => {
        const registry = evidence.registryOf(id);
        const own = { ...evidence, packages: ownPackages(id, evidence) };
        return judgePackages(id, own, notAsked(registry, evidence), (about) =>
          definition.judge(about, { evidence, policy, registry }),
        );
      });
    },
  };
}

/** Why nothing is known of any package of a registry, and what would settle it. */
function notAsked({ title, client }: Registry, { packages }: Evidence) {
  const settles = `Look at the package on ${title}.`;
  if (client === undefined) return { reason: `this version does not know how to ask ${title}`, settles };
  return packages === null
    ? {
        reason: `${title} was not asked: this audit read files only`,
        settles: 'Let the audit ask the registries: run it without `--offline`.',
      }
    : { reason: `no package of this repository was found on ${title} to ask about`, settles };
}
