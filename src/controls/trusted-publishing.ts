import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Credential, Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import { bindingValuesOf, comparedWorkflows } from './binding-values.ts';
import type { Control, Evidence, Judgement, Remediation } from './control.ts';
import { type SitedPublication, workflowControlOf } from './control-of.ts';
import { handoversOf } from './handovers.ts';
import { listedCode, sourceWords } from './job-words.ts';
import { fail, notApplicable, pass, unknown } from './judgements.ts';
import { notStaged } from './not-staged.ts';
import { triesOidcFirst } from './oidc-first.ts';
import { packagesOf } from './own-packages.ts';
import { publishedByHand } from './published-by-hand.ts';
import { oidcOf, toolOf, toolWords } from './publishing-tool.ts';
import { accountWords, isAlarming, type ReleaseWay, releaseWords } from './release-way.ts';
import { type Released, releasedBy, shownTrusted, trustedSentence } from './released-by.ts';
import { trustedPublishingFix } from './trusted-publishing-fix.ts';

/** Does each publish step to a registry that offers it use OIDC, and did the last releases come that way? */
export const trustedPublishing: Control = {
  id: 'trusted-publishing',
  title: 'Releases go out by trusted publishing',
  asks: 'Does each step that publishes to a registry with trusted publishing use it, and no stored token, and did the last releases really come that way?',
  principles: ['authorization.3.oidc'],
  severity: 'high',
  why: 'A stored token works from anywhere, for whoever has copied it, until somebody notices. With trusted publishing the registry hands a token that lives for minutes to one workflow of one repository, so there is nothing left to steal that would be of use tomorrow.',
  evidence: ['files', 'registry'],

  judge(evidence, policy) {
    const byHand = publishedByHand(evidence, policy);
    const isAllByHand = byHand.length > 0 && evidence.map.publications.length === 0;
    return isAllByHand ? byHand : [...ofPublications.judge(evidence, policy), ...byHand];
  },
};

const ofPublications = workflowControlOf({
  ...trustedPublishing,

  judge(publication, evidence, policy) {
    const registry = evidence.registryOf(publication.registry);
    if (registry.remedies.trustedPublishing === null)
      return notApplicable(publication, withoutOffer(publication, registry));
    const released = releasedBy(publication, evidence, policy);
    return (
      byReleases(publication, registry, released, evidence, policy) ??
      nowSettledBy(released, byFiles(publication, registry, evidence), registry)
    );
  },
});

/** What the registry shows beats how the workflow looks; null where it does not show enough. */
function byReleases(
  publication: SitedPublication,
  registry: Registry,
  released: readonly Released[],
  evidence: Evidence,
  policy: Policy,
): Judgement | null {
  const isTokenAlone = publication.auth === 'token' && !mayUseOidc(publication, evidence);
  if (released.length === 0)
    return publication.auth === 'token' || packagesOf(publication, evidence).length === 0
      ? null
      : notApplicable(publication, 'the policy declares that people publish what this workflow could publish');
  const trusted = shownTrusted(publication, released);
  if (trusted !== null) return notStaged(publication, trusted, policy) ?? pass(publication, trustedSentence(trusted));
  const first = released.find(({ way }) => way.kind === 'account');
  if (first?.way.kind !== 'account' || isTokenAlone) return null;
  const name = released.length === 1 ? '' : `${codeWords(first.about.name)}: `;
  return byAccount(publication, registry, { row: first.way.row, name }, evidence);
}

function byAccount(
  publication: SitedPublication,
  registry: Registry,
  { row, name }: { readonly row: LedgerRow; readonly name: string },
  evidence: Evidence,
): Judgement {
  const could = publication.idToken ? `, though ${toolWords(publication)} could use trusted publishing` : '';
  const hasToken = publication.auth === 'token';
  const group = hasToken ? sameJob(publication, evidence) : [publication];
  return fail(publication, {
    reason: `${name}${accountWords(row)}${could}`,
    at: hasToken ? group.flatMap(placesOf) : [],
    key: hasToken ? keyOf(publication) : ['released', ...publication.packages],
    ...(isAlarming(row) ? { confidential: true as const } : {}),
    remediation: afterLoss(row, remediationOf(group, registry, evidence)),
  });
}

/** A release that does not fit those before it may not be the project's own: that comes first. */
function afterLoss({ signals }: LedgerRow, remediation: Remediation): Remediation {
  if (!signals.some(({ id }) => id === 'tp-lost')) return remediation;
  const first = 'First find out who made this release: see the control `provenance-continuity`.';
  return { ...remediation, steps: [first, ...remediation.steps] };
}

/** Where the registry was asked and does not say: what would. */
function nowSettledBy(released: readonly Released[], judgement: Judgement, registry: Registry): Judgement {
  const [settles] = released.flatMap(({ about, way }) => settledLater(about, way, registry) ?? []);
  return judgement.verdict !== 'unknown' || settles === undefined ? judgement : { ...judgement, settles };
}

function settledLater({ history }: PackageEvidence, way: ReleaseWay, { title }: Registry): string | null {
  switch (way.kind) {
    case 'untold':
      return `${title} does not tell how ${releaseWords(way.row)} came. A release with an attestation would tell.`;
    case 'too-old':
      return `${releaseWords(way.row)} is older than trusted publishing on ${title}: the next release will show it.`;
    case 'unseen':
      return history.state === 'unreadable'
        ? `${title} could not be read: ${history.reason}. Try again later, or look at ${history.source}.`
        : `${title} has no release of it to look at: the next one will show it.`;
    case 'trusted':
    case 'account':
      return null;
  }
}

/** npm's clients try OIDC before the token, so that a token by itself proves nothing. */
function mayUseOidc(publication: Publication, { files }: Evidence): boolean {
  return publication.idToken && triesOidcFirst(publication, files);
}

function byFiles(publication: SitedPublication, registry: Registry, evidence: Evidence): Judgement {
  const tool = toolWords(publication);
  if (publication.auth === 'trusted-publishing' && !isProven(publication))
    return unknown(
      publication,
      `${tool} seems to publish with OIDC: the job may, and no long-lived credential reaches it`,
      settles(registry),
    );
  if (publication.auth === 'trusted-publishing')
    return pass(publication, `${tool} publishes with OIDC, and no long-lived credential reaches it`);
  // leftover-token asks for the token to go
  if (publication.auth === 'token' && mayUseOidc(publication, evidence))
    return unknown(
      publication,
      `${tool} may use OIDC and tries it first, with ${sourcesOf(publication)} to fall back on: files do not tell which of them makes the releases`,
      settles(registry),
    );
  return publication.auth === 'token'
    ? withToken(publication, registry, evidence)
    : unknown(publication, undecided(publication), settles(registry));
}

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
  const group = sameJob(publication, evidence);
  const isGuess = publication.confidence === 'low';
  const names = sourcesOf(publication);
  return fail(publication, {
    reason: isGuess
      ? `${toolWords(publication)} is handed ${names}, with which it can publish to ${registry.title}`
      : `${toolWords(publication)} publishes to ${registry.title} with ${names}`,
    at: group.flatMap(placesOf),
    key: keyOf(publication),
    remediation: remediationOf(group, registry, evidence),
    ...(isGuess ? { severity: 'medium' } : {}),
  });
}

function keyOf({ site }: SitedPublication): readonly string[] {
  return [site.workflow.path, site.job.id];
}

function sameJob(publication: SitedPublication, { map }: Evidence): readonly SitedPublication[] {
  return map.publications.filter(
    (other): other is SitedPublication => other.auth === 'token' && isSameJob(other, publication),
  );
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
  const fix = trustedPublishingFix(group, registry, evidence);
  return {
    steps: [...severalWorkflows(group), ...otherTools(group, registry), ...(remedy?.steps ?? [])],
    links: remedy?.links ?? [],
    ...(fix === null || fix.edits.length === 0 ? {} : { fix }),
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
