import { codeWords } from '../registries/plain.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { refusesEvent, refusesTrigger } from './binding-claims.ts';
import { bindingValuesOf, comparedWorkflows, isCompared } from './binding-values.ts';
import type { Evidence, Judgement } from './control.ts';
import { type SitedPublication, workflowControlOf } from './control-of.ts';
import { documentation } from './documentation.ts';
import { fileName, jobName, listed, listedCode } from './job-words.ts';
import { fail, notApplicable, unknown } from './judgements.ts';
import { type LastBuild, lastTrustedBuild, workflowsOf } from './last-build.ts';
import { learntBinding } from './learnt-binding.ts';
import { packagesOf } from './own-packages.ts';
import { toolWords } from './publishing-tool.ts';
import { releaseWords } from './release-way.ts';
import { grantsFor } from './trusted-publishing-fix.ts';

/** Does the workflow still fit the trusted publisher that the registry knows? */
export const binding = workflowControlOf({
  id: 'binding',
  title: 'The workflow fits its trusted publisher',
  asks: 'Does the repository publish as the registry expects: by this workflow, in this environment, with an OIDC token?',
  principles: ['authorization.3.oidc'],
  severity: 'high',
  why: 'A trusted publisher is a match of names: repository, workflow file, environment. A file that is renamed, a job that moves into a reusable workflow or a permission that is dropped shows only at the next release, as an error that names none of this.',
  evidence: ['files', 'attestations', 'ledger'],

  judge(publication, evidence) {
    const registry = evidence.registryOf(publication.registry);
    if (registry.remedies.trustedPublishing === null)
      return notApplicable(publication, `${registry.title} offers no trusted publishing`);
    const broken = breaks.flatMap((judge) => judge(publication, evidence) ?? []);
    if (broken.length > 0) return broken;
    if (publication.auth !== 'trusted-publishing')
      return notApplicable(publication, `${toolWords(publication)} is not seen to publish by trusted publishing`);
    const learnt = learntBinding(publication, evidence);
    if (learnt.length > 0) return learnt;
    const { repository, environment } = bindingValuesOf([publication], evidence.subject);
    const workflows = comparedWorkflows(publication);
    const expected = [
      ...(repository === null ? [] : [`repository ${codeWords(evidence.subject.repository ?? '')}`]),
      ...(!isCompared(publication.registry, 'workflow') ? [] : [`workflow ${listedCode(workflows)}`]),
      ...(!isCompared(publication.registry, 'environment')
        ? []
        : [environment === null ? 'no environment, or any' : `environment ${codeWords(environment)}`]),
    ];
    return unknown(
      publication,
      `files do not show what ${registry.title} compares ${jobName(publication.site)} with`,
      `The trusted publisher of ${publication.packages.length === 0 ? 'the package' : listedCode(publication.packages)} on ${registry.title} has to say: ${expected.join(', ')}. The provenance of the last release settles it, too.`,
    );
  },
});

type Break = (publication: SitedPublication, evidence: Evidence) => Judgement | null;

const breaks: readonly Break[] = [reusable, refusedEvent, withoutIdToken];

/** PyPI compares the workflow that the job stands in, and does not support that this is a called one. */
function reusable(publication: SitedPublication): Judgement | null {
  const { registry, auth, site } = publication;
  const startsByItself = site.workflow.triggers.some(({ event }) => event !== 'workflow_call');
  if (registry !== 'pypi' || auth !== 'trusted-publishing' || site.callers.length === 0 || startsByItself) return null;
  const starters = [...new Set(site.callers.map(([first]) => first?.workflow.path ?? ''))].toSorted();
  return fail(publication, {
    reason: `${jobName(site)} publishes from a reusable workflow, which PyPI does not support for trusted publishing: where it works, nobody promises that it goes on working`,
    severity: 'low',
    at: [site.at, ...site.callers.flatMap((chain) => chain.at(-1)?.job.uses?.key ?? [])],
    key: [site.workflow.path, site.job.id, 'reusable'],
    remediation: {
      steps: [
        `Move the step that uploads into a job of ${listedCode(starters)}, with \`id-token: write\` and its environment. Building may stay in the reusable workflow: hand the files over as an artifact.`,
        `Enter ${listed(starters.map(fileName))} as the workflow of the trusted publisher on PyPI before the next release.`,
      ],
      links: [documentation.pypiTroubleshooting],
    },
  });
}

/** All that starts it is something from which the registry takes no token. */
function refusedEvent(publication: SitedPublication, evidence: Evidence): Judgement | null {
  const { registry, auth, site } = publication;
  const starters =
    site.callers.length === 0 ? [site.workflow] : site.callers.map(([first]) => first?.workflow ?? site.workflow);
  const triggers = starters.flatMap((workflow) => workflow.triggers.filter(({ event }) => event !== 'workflow_call'));
  const isRefused = triggers.length > 0 && triggers.every((trigger) => refusesTrigger(registry, trigger));
  if (auth !== 'trusted-publishing' || !isRefused) return null;
  const { title } = evidence.registryOf(registry);
  const takesTagsOnly = triggers.some(({ event }) => !refusesEvent(registry, event));
  return fail(publication, {
    reason: `${jobName(site)} starts by ${listedCode(site.events)}${takesTagsOnly ? ' of branches only' : ''}, from which ${title} takes no OIDC token`,
    at: [...triggers.map(({ at }) => at), site.at],
    key: [site.workflow.path, site.job.id, 'event'],
    remediation: {
      steps: [
        refusesEvent(registry, 'release')
          ? 'Start the release by the push of a tag instead: `push:` with `tags:`.'
          : 'Start the release by a tag (`push`), a published release or `workflow_dispatch` instead.',
      ],
      links: [linkOf(registry)],
    },
  });
}

/** Tools for which OIDC is the only way in when they are handed no credential, as they stand in a workflow. */
const oidcOnly: ReadonlyMap<string, readonly string[]> = new Map([
  ['pypa/gh-action-pypi-publish', ['password']],
  ['rust-lang/crates-io-auth-action', []],
  ['rubygems/configure-rubygems-credentials', ['api-token', 'role-to-assume']],
  ['nuget/login', []],
]);

function withoutIdToken(publication: SitedPublication, evidence: Evidence): Judgement | null {
  const { site, idToken, registry } = publication;
  if (idToken) return null;
  const entry = site.trail.find(({ kind, words, inputs, when }) => {
    const credentials = kind === 'action' && when !== 'after' ? oidcOnly.get(words[0] ?? '') : undefined;
    return (
      credentials !== undefined &&
      !credentials.some((input) => inputs.has(input)) &&
      belongsTo(words[0] ?? '', registry)
    );
  });
  const known = entry === undefined ? trustedBefore(publication, evidence) : null;
  if (entry === undefined && known === null) return null;
  const { title } = evidence.registryOf(registry);
  const why =
    known === null
      ? `${codeWords(entry?.text.split('@')[0] ?? '')} signs in to ${title} by OIDC`
      : `${releaseWords(known.row)} came from ${fileName(site.workflow.path)} by trusted publishing`;
  return fail(publication, {
    reason: `${why}, and ${jobName(site)} may not ask for a token: \`id-token: write\` is missing`,
    at: [entry?.at ?? site.at],
    key: [site.workflow.path, site.job.id, 'id-token'],
    remediation: {
      steps: [
        `Add \`id-token: write\` to \`permissions:\` of the job ${codeWords(site.job.id)}${site.callers.length > 0 ? ', and of the jobs that call its workflow' : ''}. A \`permissions:\` block of a job replaces the one of the workflow: name there all that the job needs (\`contents: read\` for the checkout).`,
      ],
      links: [linkOf(registry), documentation.permissions],
      fix: {
        safety: 'needs-thought',
        title: `Let ${jobName(site)} ask for an OIDC token`,
        edits: grantsFor(site),
      },
    },
  });
}

/** The last release by trusted publishing that came from here, where no credential took the place of OIDC since. */
function trustedBefore(publication: SitedPublication, evidence: Evidence): LastBuild | null {
  if (publication.auth === 'token' || publication.credentials.length > 0) return null;
  const builds = packagesOf(publication, evidence).flatMap((about) => lastTrustedBuild(about) ?? []);
  return builds.find(({ workflow }) => workflowsOf(publication).includes(workflow)) ?? null;
}

const owners: ReadonlyMap<string, RegistryId> = new Map([
  ['pypa', 'pypi'],
  ['rust-lang', 'crates.io'],
  ['rubygems', 'rubygems'],
  ['nuget', 'nuget'],
]);

function belongsTo(action: string, registry: RegistryId): boolean {
  return owners.get(action.split('/')[0] ?? '') === registry;
}

function linkOf(registry: RegistryId): string {
  if (registry === 'pypi') return documentation.pypiTrustedPublishers;
  return registry === 'crates.io' ? documentation.cratesTrustedPublishing : documentation.permissions;
}
