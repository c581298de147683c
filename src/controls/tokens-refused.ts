import type { Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Control } from './control.ts';
import { notApplicable, unknown } from './judgements.ts';

/** Does the registry refuse tokens for the package? */
export const tokensRefused: Control = {
  id: 'tokens-refused',
  title: 'The registry refuses tokens for the package',
  asks: 'Is the registry told to take releases of the package by trusted publishing only?',
  principles: ['authorization.3.oidc'],
  severity: 'medium',
  why: 'Trusted publishing adds a door and closes none: a token that somebody made years ago, or makes tomorrow with a stolen session, goes on publishing. Where the registry has a switch that refuses tokens, only the workflow can publish.',
  evidence: ['registry'],

  judge(evidence) {
    const { map } = evidence;
    const ids = [...new Set(map.publications.map(({ registry }) => registry))];
    if (ids.length === 0) return [notApplicable(null, 'nothing here publishes a package')];
    return ids.map((id) => {
      const registry = evidence.registryOf(id);
      if (registry.remedies.refuseTokens === null) return notApplicable(id, withoutSwitch(registry));
      const answer = answers[id] ?? notAsked(registry);
      return unknown(
        id,
        answer.reason,
        answer.settles(map.publications.filter((publication) => publication.registry === id)),
      );
    });
  },
};

function withoutSwitch({ title, remedies }: Registry): string {
  return remedies.trustedPublishing === null
    ? `${title} offers no trusted publishing, so tokens cannot be refused: a limit of the registry`
    : `${title} has no switch that refuses tokens: to delete them is the control there is`;
}

interface NoAnswer {
  readonly reason: string;
  settles(publications: readonly Publication[]): string;
}

/** Who could tell, by registry. */
const answers: Partial<Record<RegistryId, NoAnswer>> = {
  npm: {
    reason: 'npm shows the setting to maintainers only',
    settles: (publications) =>
      `Look under Publishing access in the settings of ${named(publications)} on npmjs.com, and declare \`tokens-refused\` in \`.github/mintmark.yml\`.`,
  },
  'crates.io': {
    reason: 'crates.io was not asked: this audit read files only',
    settles: (publications) => `\`trustpub_only\` in what the API of crates.io says of ${named(publications)} tells.`,
  },
  jsr: {
    reason: 'files do not tell whether the scope requires publishing from CI',
    settles: (publications) =>
      `Look in the settings of the scope of ${named(publications)} on jsr.io, and declare \`tokens-refused\` in \`.github/mintmark.yml\`.`,
  },
};

function notAsked({ title }: Registry): NoAnswer {
  return {
    reason: `${title} was not asked: this audit read files only`,
    settles: (publications) =>
      `Look in the settings of ${named(publications)} on ${title}, and declare \`tokens-refused\` in \`.github/mintmark.yml\`.`,
  };
}

function named(publications: readonly Publication[]): string {
  const [name, ...others] = new Set(publications.flatMap(({ packages }) => packages));
  return name !== undefined && others.length === 0 ? codeWords(name) : 'each package';
}
