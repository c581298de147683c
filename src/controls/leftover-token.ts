import type { Policy } from '../policy/policy.ts';
import { namesCredential } from '../publishing/credential-names.ts';
import type { Credential, Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Control, Evidence, Judgement, Remediation } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { handoversOf, secretsIn } from './handovers.ts';
import { listed, sourceWords } from './job-words.ts';
import { fail, notApplicable, pass, unknown, unreadable } from './judgements.ts';
import { triesOidcFirst } from './oidc-first.ts';
import { toolWords } from './publishing-tool.ts';
import { releasedBy, shownTrusted, type Trusted, trustedSentence } from './released-by.ts';
import { type StoredSecret, storedSecrets } from './stored-secrets.ts';
import { textsOf, type WorkflowText } from './workflow-texts.ts';

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
  return [...mentioned(registry, publications, evidence), ...stored(registry, publications, evidence)];
}

/** The token that the registry shows to be of no use any more: one finding for each secret of a job. */
function beside(
  publication: SitedPublication,
  trusted: readonly Trusted[],
  registry: Registry,
  evidence: Evidence,
): readonly Judgement[] {
  const remedy = registry.remedies.deleteToken(bindingValuesOf([publication], evidence.subject));
  return longLived(publication).map((credential) =>
    fail(publication, {
      reason: `${trustedSentence(trusted)}, and ${toolWords(publication)} still gets ${sourceWords(credential.source)}`,
      ...placedAt(publication, credential),
      remediation: {
        steps: [`Take ${sourceWords(credential.source)} away from the step.`, ...remedy.steps],
        links: remedy.links,
      },
    }),
  );
}

/** One finding for each secret of a job. */
function fallbacks(publication: SitedPublication, registry: Registry, evidence: Evidence): readonly Judgement[] {
  return longLived(publication).map((credential) =>
    fail(publication, {
      reason: `${toolWords(publication)} may use OIDC and tries it first; where that fails it falls back to ${sourceWords(credential.source)} without a word`,
      ...placedAt(publication, credential),
      remediation: withoutFallback(publication, registry, evidence, credential.source),
    }),
  );
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

/** Secrets of the registry that a workflow hands to something else than its publishing step. */
function mentioned(
  registry: Registry,
  publications: readonly SitedPublication[],
  evidence: Evidence,
): readonly Judgement[] {
  const { workflows, elsewhere } = evidence.map;
  const serves = new Set(elsewhere.map(({ job }) => job));
  const places = new Map<string, WorkflowText[]>();
  for (const found of workflows.flatMap(textsOf)) {
    if (found.job !== null && serves.has(found.job)) continue;
    for (const name of secretsIn(found.text)) {
      if (looksLikeToken(name, registry)) places.set(name, [...(places.get(name) ?? []), found]);
    }
  }
  if (places.size === 0)
    return [pass(registry.id, `no workflow hands on a secret that is named like a token of ${registry.title}`)];
  const remedy = registry.remedies.deleteToken(bindingValuesOf(publications, evidence.subject));
  return [...places].map(([name, texts]) =>
    fail(registry.id, {
      reason: `${codeWords(`secrets.${name}`)} is still handed on, although every release to ${registry.title} uses trusted publishing`,
      at: texts.map(({ at }) => at),
      key: [name],
      severity: 'medium',
      remediation: {
        steps: [
          `See what ${codeWords(`secrets.${name}`)} is for. A token that only reads private packages may stay; one that can publish has to go.`,
          ...remedy.steps,
        ],
        links: remedy.links,
      },
    }),
  );
}

/** Secrets that GitHub stores and no workflow reads; those that one does read have been told of. */
function stored(
  registry: Registry,
  publications: readonly SitedPublication[],
  evidence: Evidence,
): readonly Judgement[] {
  const { stored: secrets, hidden } = storedSecrets(evidence.settings);
  const used = new Set(
    evidence.map.workflows.flatMap((workflow) =>
      textsOf(workflow).flatMap(({ text }) => secretsIn(text).map((name) => name.toUpperCase())),
    ),
  );
  const unused = secrets.filter(({ name }) => looksLikeToken(name, registry) && !used.has(name.toUpperCase()));
  if (unused.length === 0 && hidden !== null)
    return [unreadable(registry.id, 'the names of the secrets that GitHub stores', hidden)];
  if (unused.length === 0)
    return [pass(registry.id, `GitHub stores no unused secret that is named like a token of ${registry.title}`)];
  const byName = Map.groupBy(unused, ({ name }) => name);
  return [...byName.keys()]
    .toSorted()
    .map((name) => liesUnused(name, byName.get(name) ?? [], registry, publications, evidence));
}

function liesUnused(
  name: string,
  places: readonly StoredSecret[],
  registry: Registry,
  publications: readonly SitedPublication[],
  evidence: Evidence,
): Judgement {
  const remedy = registry.remedies.deleteToken(bindingValuesOf(publications, evidence.subject));
  const where = listed(places.map(({ of, updatedAt }) => `${of} (last set on ${updatedAt.slice(0, 10)})`));
  return fail(registry.id, {
    reason: `the secret ${codeWords(name)} of ${where} is read by no workflow here, and every release to ${registry.title} uses trusted publishing`,
    at: [],
    key: ['stored', name],
    severity: 'medium',
    remediation: {
      steps: [
        ...(places.some(({ of }) => of === 'the organization')
          ? [`See first whether another repository of the organization still uses ${codeWords(name)}.`]
          : []),
        ...remedy.steps,
      ],
      links: remedy.links,
    },
  });
}

function looksLikeToken(name: string, registry: Registry): boolean {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return namesCredential(name, registry.credentials) && !words.some((word) => otherThings.has(word));
}

/** Words in names of secrets that are no token of the registry: who publishes, where to, and rehearsals. */
const otherThings: ReadonlySet<string> = new Set(
  [
    'user username login owner org organization name email url host registry',
    'test testpypi staging read readonly ro private internal github slack webhook',
  ].flatMap((words) => words.split(' ')),
);
