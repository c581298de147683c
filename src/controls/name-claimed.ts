import type { Control } from './control.ts';
import { notApplicable, unknown } from './judgements.ts';

/** Is every public name in the manifests taken on its registry, by this project? */
export const nameClaimed: Control = {
  id: 'name-claimed',
  title: 'Every package name of the manifests is taken, by this project',
  asks: 'Is every public package name in the manifests taken on its registry, by this project?',
  principles: ['general.1.typosquatting'],
  severity: 'high',
  why: 'A name that a manifest uses and nobody has registered can be registered by anybody. People and tools who find it in the repository, in a workspace or in a lock file will then install what a stranger put there.',
  evidence: ['files', 'registry'],

  judge(evidence) {
    const { map } = evidence;
    const names = new Map<string, Set<string>>();
    for (const { registry, name, publishable } of map.packages) {
      if (publishable) names.set(registry, (names.get(registry) ?? new Set()).add(name));
    }
    const ids = [...new Set(map.packages.map(({ registry }) => registry))].filter((id) => names.has(id));
    if (ids.length === 0) return [notApplicable(null, 'no manifest describes a package that is meant to be public')];
    return ids.map((id) => {
      const { title, homepage } = evidence.registryOf(id);
      const count = names.get(id)?.size ?? 0;
      const what = count === 1 ? 'the name that manifests use' : `the ${count} names that manifests use`;
      return unknown(
        id,
        `${title} was not asked about ${what}: this audit read files only`,
        `Look up each name on ${homepage}: its page links to this repository where the project has it.`,
      );
    });
  },
};
