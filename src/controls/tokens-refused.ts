import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Control, Evidence } from './control.ts';
import { notApplicable, unknown } from './judgements.ts';
import { ownPackages, publicationsOf } from './own-packages.ts';
import { judgePackages, type PackageAnswer, unreadPackage } from './package-answers.ts';
import { releaseWayOf } from './release-way.ts';
import { intentFor, isByHand } from './released-by.ts';

/** Does the registry refuse tokens for the package? */
export const tokensRefused: Control = {
  id: 'tokens-refused',
  title: 'The registry refuses tokens for the package',
  asks: 'Is the registry told to take releases of the package by trusted publishing only?',
  principles: ['authorization.3.oidc'],
  severity: 'medium',
  why: 'Trusted publishing adds a door and closes none: a token that somebody made years ago, or makes tomorrow with a stolen session, goes on publishing. Where the registry has a switch that refuses tokens, only the workflow can publish.',
  evidence: ['registry'],

  judge(evidence, policy) {
    const { map } = evidence;
    const ids = [...new Set(map.publications.map(({ registry }) => registry))];
    if (ids.length === 0) return [notApplicable(null, 'nothing here publishes a package')];
    return ids.flatMap((id) => {
      const registry = evidence.registryOf(id);
      if (registry.remedies.refuseTokens === null) return [notApplicable(id, withoutSwitch(registry))];
      const answer = answers[id] ?? notAsked(registry);
      const about = map.publications.filter((publication) => publication.registry === id);
      const settled = {
        reason:
          evidence.packages === null ? answer.reason : `no package of this repository was found on ${registry.title}`,
        settles: answer.settles(about),
      };
      return answer.isShown === true
        ? judgePackages(id, { ...evidence, packages: ownPackages(id, evidence) }, settled, (each) =>
            bySetting(each, registry, evidence, policy),
          )
        : [unknown(id, answer.reason, settled.settles)];
    });
  },
};

/** What the registry's own switch says. */
function bySetting(about: PackageEvidence, registry: Registry, evidence: Evidence, policy: Policy): PackageAnswer {
  const { name, history } = about;
  const intent = intentFor(registry.id, name, policy);
  if (isByHand(intent))
    return { verdict: 'not-applicable', says: `the policy declares that people publish it (\`${intent}\`)` };
  const unread = unreadPackage(about);
  if (unread !== null || history.state !== 'seen') return unread ?? unshown(registry, about);
  const isRefused = history.value.settings.trustedPublishingOnly;
  if (isRefused === null) return unshown(registry, about);
  if (isRefused)
    return { verdict: 'pass', says: `${registry.title} takes new versions of it by trusted publishing only` };
  const values = { ...bindingValuesOf(publicationsOf(about, evidence), evidence.subject), packages: [name] };
  const refused = registry.remedies.refuseTokens?.(values);
  return {
    verdict: 'fail',
    says: `${registry.title} still takes new versions of it by token`,
    key: [name],
    remediation: {
      steps: [...trustedFirst(about), ...(refused?.steps ?? [])],
      links: refused?.links ?? [],
    },
  };
}

function trustedFirst(about: PackageEvidence): readonly string[] {
  return releaseWayOf(about).kind === 'trusted'
    ? []
    : ['Let releases come by trusted publishing first: see the control `trusted-publishing`.'];
}

function unshown({ title }: Registry, { history }: PackageEvidence): PackageAnswer {
  return {
    verdict: 'unknown',
    says: `the answer of ${title} does not hold the setting`,
    settles: `Look at its settings on ${title}, or at ${history.source}.`,
  };
}

function withoutSwitch({ title, remedies }: Registry): string {
  return remedies.trustedPublishing === null
    ? `${title} offers no trusted publishing, so tokens cannot be refused: a limit of the registry`
    : `${title} has no switch that refuses tokens: to delete them is the control there is`;
}

interface NoAnswer {
  readonly reason: string;
  /** The registry shows its switch to anybody who asks. */
  readonly isShown?: true;
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
    isShown: true,
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
