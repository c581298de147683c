import type { Credential, Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import { bindingValuesOf, comparedWorkflows } from './binding-values.ts';
import type { Evidence, Judgement, Remediation } from './control.ts';
import { type SitedPublication, workflowControlOf } from './control-of.ts';
import { handoversOf } from './handovers.ts';
import { listedCode, sourceWords } from './job-words.ts';
import { fail, notApplicable, pass, unknown } from './judgements.ts';
import { triesOidcFirst } from './oidc-first.ts';
import { oidcOf, toolOf, toolWords } from './publishing-tool.ts';
import { trustedPublishingFix } from './trusted-publishing-fix.ts';

/** Does each publish step to a registry that offers it use OIDC? */
export const trustedPublishing = workflowControlOf({
  id: 'trusted-publishing',
  title: 'Releases go out by trusted publishing',
  asks: 'Does each step that publishes to a registry with trusted publishing use it, and no stored token?',
  principles: ['authorization.3.oidc'],
  severity: 'high',
  why: 'A stored token works from anywhere, for whoever has copied it, until somebody notices. With trusted publishing the registry hands a token that lives for minutes to one workflow of one repository, so there is nothing left to steal that would be of use tomorrow.',
  evidence: ['files'],

  judge(publication, evidence) {
    const registry = evidence.registryOf(publication.registry);
    if (registry.remedies.trustedPublishing === null)
      return notApplicable(publication, withoutOffer(publication, registry));
    if (publication.auth === 'trusted-publishing' && !isProven(publication))
      return unknown(
        publication,
        `${toolWords(publication)} seems to publish with OIDC: the job may, and no long-lived credential reaches it`,
        settles(registry),
      );
    if (publication.auth === 'trusted-publishing')
      return pass(
        publication,
        `${toolWords(publication)} publishes with OIDC, and no long-lived credential reaches it`,
      );
    // npm's clients try OIDC before the token, so that the token alone proves nothing; leftover-token asks for it to go
    if (publication.auth === 'token' && publication.idToken && triesOidcFirst(publication, evidence.files))
      return unknown(
        publication,
        `${toolWords(publication)} may use OIDC and tries it first, with ${sourcesOf(publication)} to fall back on: files do not tell which of them makes the releases`,
        settles(registry),
      );
    return publication.auth === 'token'
      ? withToken(publication, registry, evidence)
      : unknown(publication, undecided(publication), settles(registry));
  },
});

/** What a tool does that no table describes is only guessed, unless it is handed a credential that was minted. */
function isProven({ confidence, credentials }: Publication): boolean {
  return confidence !== 'low' || credentials.some(({ kind }) => kind === 'minted');
}

function settles({ title }: Registry): string {
  return `${title} shows who published the last version.`;
}

function withoutOffer({ credentials }: Publication, { title }: Registry): string {
  const ownTokenOnly = credentials.length > 0 && credentials.every(({ kind }) => kind === 'job-token');
  return ownTokenOnly
    ? `${title} takes the job's own token, which ends with the job`
    : `${title} offers no trusted publishing: a limit of the registry, not of the project`;
}

/** One finding for each registry and job: all that the job publishes there is put right at once. */
function withToken(publication: SitedPublication, registry: Registry, evidence: Evidence): Judgement {
  const { site } = publication;
  const group = evidence.map.publications.filter(
    (other): other is SitedPublication => other.auth === 'token' && isSameJob(other, publication),
  );
  const isGuess = publication.confidence === 'low';
  const names = sourcesOf(publication);
  return fail(publication, {
    reason: isGuess
      ? `${toolWords(publication)} is handed ${names}, with which it can publish to ${registry.title}`
      : `${toolWords(publication)} publishes to ${registry.title} with ${names}`,
    at: group.flatMap(placesOf),
    key: [site.workflow.path, site.job.id],
    remediation: remediationOf(group, registry, evidence),
    ...(isGuess ? { severity: 'medium' } : {}),
  });
}

function isSameJob(a: Publication, b: SitedPublication): boolean {
  return a.registry === b.registry && a.site?.workflow.path === b.site.workflow.path && a.site.job.id === b.site.job.id;
}

/** The step, and every place that hands it the credential. */
function placesOf({ site, credentials }: SitedPublication) {
  const handovers = credentials.flatMap(({ secret }) => (secret === null ? [] : handoversOf(site, secret)));
  const others = credentials.filter(({ kind, secret }) => isStored(kind) && secret === null);
  return [site.at, ...handovers.map(({ location }) => location), ...others.map(({ at }) => at)];
}

function sourcesOf({ credentials }: Publication): string {
  const stored = credentials.filter(({ kind }) => isStored(kind));
  const names = stored.map(({ kind, source }) =>
    kind === 'vault' ? `a secret that ${sourceWords(source)} fetches` : sourceWords(source),
  );
  return [...new Set(names)].join(' and ');
}

function isStored(kind: Credential['kind']): boolean {
  return kind === 'long-lived' || kind === 'vault';
}

function undecided(publication: Publication): string {
  const sources = publication.credentials.filter(({ kind }) => kind === 'unknown').map(({ source }) => source);
  if (sources.length > 0)
    return `${toolWords(publication)} signs in with ${[...new Set(sources)].map(sourceWords).join(' and ')}, and files do not tell where that comes from`;
  return publication.idToken
    ? `no credential was found on the way to ${toolWords(publication)}, and it does not use OIDC by itself`
    : `no credential was found on the way to ${toolWords(publication)}, and the job may not ask for an OIDC token`;
}

function remediationOf(group: readonly SitedPublication[], registry: Registry, evidence: Evidence): Remediation {
  const remedy = registry.remedies.trustedPublishing?.(bindingValuesOf(group, evidence.subject));
  const fix = trustedPublishingFix(group, registry);
  return {
    steps: [...severalWorkflows(group), ...otherTools(group, registry), ...(remedy?.steps ?? [])],
    links: remedy?.links ?? [],
    ...(fix === null ? {} : { fix }),
  };
}

/** A form has room for one workflow. */
function severalWorkflows(group: readonly SitedPublication[]): readonly string[] {
  const names = [...new Set(group.flatMap(comparedWorkflows))].toSorted();
  return names.length < 2 ? [] : [`Do this once for each workflow that starts the job: ${listedCode(names)}.`];
}

function otherTools(group: readonly SitedPublication[], registry: Registry): readonly string[] {
  const tools = group.filter((publication) => oidcOf(publication, registry) === 'never').map(toolOf);
  return [...new Set(tools)].map(
    (tool) =>
      `Publish with another tool: ${codeWords(tool)} cannot use OIDC. Let it build and pack, if you like to keep it.`,
  );
}
