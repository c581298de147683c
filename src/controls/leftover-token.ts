import type { Policy } from '../policy/policy.ts';
import type { Credential, Publication } from '../publishing/publication.ts';
import type { Registry } from '../registries/registry.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Control, Evidence, Fix, Judgement, Remediation } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { handoversOf } from './handovers.ts';
import { sourceWords } from './job-words.ts';
import { fail, notApplicable, unknown } from './judgements.ts';
import { leftoverTokenFix } from './leftover-token-fix.ts';
import { triesOidcFirst } from './oidc-first.ts';
import { toolWords } from './publishing-tool.ts';
import { releasedBy, shownTrusted, type Trusted, trustedSentence } from './released-by.ts';
import { placesOf } from './stored-secrets.ts';
import { leftovers } from './token-leftovers.ts';
import { notNeededSince, notNeededWords } from './token-need.ts';
import { readersOf } from './token-readers.ts';
import { keptWords, type RetiredToken, readersWords, retirement } from './token-steps.ts';

/** Does a long-lived token still lie about although releases use trusted publishing? */
export const leftoverToken: Control = {
  id: 'leftover-token',
  title: 'No token is left beside trusted publishing',
  asks: 'Does a long-lived credential still reach a step, or lie unused among the secrets, although releases use trusted publishing?',
  principles: ['authorization.3.oidc'],
  severity: 'high',
  why: 'The old token goes on working beside the trusted publisher and can be stolen as before. Where a tool tries OIDC first, the token also hides that OIDC has stopped working: the release goes out all the same, without anybody being told that it was the token that did it.',
  evidence: ['files', 'github', 'registry'],
  settings: ['environments', 'repositorySecrets', 'organisationSecrets'],

  judge(evidence, policy) {
    const offering = new Map<Registry, SitedPublication[]>();
    for (const publication of evidence.map.publications) {
      const registry = evidence.registryOf(publication.registry);
      if (registry.remedies.trustedPublishing === null || !isSited(publication)) continue;
      offering.set(registry, [...(offering.get(registry) ?? []), publication]);
    }
    if (offering.size === 0)
      return [notApplicable(null, 'no workflow publishes to a registry that offers trusted publishing')];
    return [...offering].flatMap(([registry, publications]) => ofRegistry(registry, publications, evidence, policy));
  },
};

function isSited(publication: Publication): publication is SitedPublication {
  return publication.site !== null;
}

function ofRegistry(
  registry: Registry,
  publications: readonly SitedPublication[],
  evidence: Evidence,
  policy: Policy,
): readonly Judgement[] {
  const shown = publications.map((publication) => {
    const released = releasedBy(publication, evidence, policy);
    return {
      publication,
      released,
      trusted: shownTrusted(publication, released),
      isByAccount: released.some(({ way }) => way.kind === 'account'),
    };
  });
  const withToken = shown.filter(({ publication }) => publication.auth === 'token');
  if (withToken.length > 0)
    return withToken.flatMap(({ publication, trusted, isByAccount }) => {
      if (trusted !== null) return beside(publication, trusted, registry, evidence);
      return !isByAccount && publication.idToken && triesOidcFirst(publication, evidence.files)
        ? fallbacks(publication, registry, evidence)
        : [
            notApplicable(
              publication,
              `${toolWords(publication)} publishes with the token itself: see \`trusted-publishing\``,
            ),
          ];
    });
  if (shown.some(({ isByAccount }) => isByAccount))
    return [
      notApplicable(
        registry.id,
        `the newest releases on ${registry.title} did not come by trusted publishing: see \`trusted-publishing\``,
      ),
    ];
  if (shown.some(({ publication, trusted }) => publication.auth === 'unknown' && trusted === null))
    return [
      unknown(
        registry.id,
        `files do not tell whether every release to ${registry.title} uses trusted publishing`,
        `${registry.title} shows who published the last version.`,
      ),
    ];
  const packages = new Set(shown.flatMap(({ released }) => released.map(({ about }) => about)));
  return leftovers({ registry, publications, packages: [...packages] }, evidence);
}

/** The token that the registry shows to be of no use any more: one finding for each secret of a job. */
function beside(
  publication: SitedPublication,
  trusted: readonly Trusted[],
  registry: Registry,
  evidence: Evidence,
): readonly Judgement[] {
  const remedy = registry.remedies.deleteToken(bindingValuesOf([publication], evidence.subject));
  const need = notNeededSince(trusted.map(({ about }) => about));
  return longLived(publication).map((credential) => {
    const source = sourceWords(credential.source);
    const token = credential.secret === null ? null : retiredToken(credential.secret, publication, evidence);
    const away = `Take ${source} away from the step.`;
    const { steps, links } = token === null ? remedy : retirement(token, remedy, evidence.subject);
    return fail(publication, {
      reason:
        need === null
          ? `${trustedSentence(trusted)}, and ${toolWords(publication)} still gets ${source}`
          : `${source}${keptIn(token)} ${notNeededWords(need)}: ${toolWords(publication)} still gets it${alsoRead(token)}`,
      ...placedAt(publication, credential),
      since: need?.day,
      remediation: {
        steps: [away, ...steps],
        links,
        ...fixOf(leftoverTokenFix(publication, credential.secret, { registry, isShown: true, evidence })),
      },
    });
  });
}

function keptIn(token: RetiredToken | null): string {
  return token === null || token.places.length === 0 ? '' : ` of ${keptWords(token.places)}`;
}

function alsoRead(token: RetiredToken | null): string {
  return token === null || token.readers.length === 0 ? '' : `, and ${readersWords(token.readers)} beside it`;
}

/** A secret that a publishing step still gets: what else reads it, and where it is kept. No release was without it yet. */
function retiredToken(name: string, { site }: SitedPublication, evidence: Evidence): RetiredToken {
  const own = new Set([site.job, ...site.callers.flatMap((chain) => chain.map(({ job }) => job))]);
  const readers = readersOf(name, evidence.map.workflows);
  return {
    name,
    ...placesOf(name, evidence.settings),
    readers: readers.filter(({ job }) => job === null || !own.has(job)),
    proved: false,
  };
}

/** One finding for each secret of a job. */
function fallbacks(publication: SitedPublication, registry: Registry, evidence: Evidence): readonly Judgement[] {
  return longLived(publication).map((credential) =>
    fail(publication, {
      reason: `${toolWords(publication)} may use OIDC and tries it first; where that fails it falls back to ${sourceWords(credential.source)} without a word`,
      ...placedAt(publication, credential),
      remediation: {
        ...withoutFallback(publication, registry, evidence, credential.source),
        ...fixOf(leftoverTokenFix(publication, credential.secret, { registry, isShown: false, evidence })),
      },
    }),
  );
}

function fixOf(fix: Fix | null): { readonly fix?: Fix } {
  return fix === null ? {} : { fix };
}

function longLived({ credentials }: SitedPublication): readonly Credential[] {
  return credentials.filter(({ kind }) => kind === 'long-lived' || kind === 'vault');
}

function placedAt({ site }: SitedPublication, { secret, source, at }: Credential) {
  return {
    at: secret === null ? [at] : [site.at, ...handoversOf(site, secret).map(({ location }) => location)],
    key: [site.workflow.path, site.job.id, secret ?? source],
  };
}

/** Trusted publishing first, where it is not in use yet; only then can the token go. */
function withoutFallback(
  publication: SitedPublication,
  registry: Registry,
  evidence: Evidence,
  source: string,
): Remediation {
  const values = bindingValuesOf([publication], evidence.subject);
  const configured = registry.remedies.trustedPublishing?.(values);
  const deleted = registry.remedies.deleteToken(values);
  return {
    steps: [
      `Look at the last release on ${registry.title}. Where it came by trusted publishing, take ${sourceWords(source)} away from the step and go to the last steps, which delete the token.`,
      ...(configured?.steps ?? deleted.steps),
    ],
    links: configured?.links ?? deleted.links,
  };
}
