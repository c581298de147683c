import type { Credential } from '../publishing/publication.ts';
import type { Registry } from '../registries/registry.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Evidence, Judgement, Remediation } from './control.ts';
import { type SitedPublication, workflowControlOf } from './control-of.ts';
import { handoversOf } from './handovers.ts';
import { fail, notApplicable, pass, unknown, unreadable } from './judgements.ts';
import { toolOf } from './publishing-tool.ts';

/** Where a token is the way, is it a secret of a protected environment and of nothing wider? */
export const tokenScope = workflowControlOf({
  id: 'token-scope',
  title: 'A token that has to stay is a secret of a protected environment',
  asks: 'Is each stored token a secret of a protected environment, and not one of the repository or the organization that secrets: inherit passes on?',
  principles: ['authorization.1.scoped-tokens'],
  severity: 'medium',
  why: 'Every workflow of the repository, on any branch, can read a secret of the repository or the organization; who may push a branch can take it. A secret of an environment is handed out only to jobs that name it and only after its rules are met, so a reviewer stands between a pushed branch and the token.',
  evidence: ['files', 'github'],

  judge(publication, evidence) {
    const stored = publication.credentials.filter(
      (credential): credential is StoredSecret => credential.kind === 'long-lived' && credential.secret !== null,
    );
    if (stored.length === 0 && !isHidden(publication)) return [withoutSecret(publication)];
    const inherited = inheritors(publication, evidence);
    if (stored.length === 0) return [...inherited, withoutSecret(publication)];
    const environments = stored.map((credential) => ofEnvironment(publication, credential, evidence));
    return [...inherited, ...environments];
  },
});

type StoredSecret = Credential & { readonly secret: string };

function withoutSecret(publication: SitedPublication): Judgement {
  const { credentials } = publication;
  if (credentials.some(({ kind }) => kind === 'vault'))
    return notApplicable(
      publication,
      `the credential of ${toolOf(publication)} is kept in a vault, not among GitHub's secrets`,
    );
  if (isHidden(publication))
    return unknown(
      publication,
      `files do not tell which secret ${toolOf(publication)} signs in with`,
      'Settings → Environments and Settings → Secrets and variables → Actions show where each secret is stored.',
    );
  return notApplicable(publication, `no stored secret reaches ${toolOf(publication)}`);
}

/** Files do not show what it signs in with. */
function isHidden({ auth, credentials }: SitedPublication): boolean {
  return auth === 'unknown' && credentials.every(({ kind }) => kind === 'unknown');
}

/** Jobs on the way that pass on every secret there is. */
function inheritors(publication: SitedPublication, evidence: Evidence): readonly Judgement[] {
  const { site } = publication;
  const jobs = [...site.callers.flat(), { workflow: site.workflow, job: site.job }];
  const registry = evidence.registryOf(publication.registry);
  return jobs.flatMap(({ workflow, job }) => {
    const { inherit } = job.secrets;
    if (inherit === null) return [];
    return [
      fail(publication, {
        reason: `the job ${job.id} passes on every secret there is with secrets: inherit, on the way to ${toolOf(publication)}`,
        at: [inherit],
        key: ['inherit', workflow.path, job.id],
        remediation: {
          steps: [
            `In ${workflow.path}, replace secrets: inherit of the job ${job.id} by the secrets that the called workflow reads, each by its name.`,
            ...narrow(publication, registry, evidence).steps,
          ],
          links: [reuseDocs, ...narrow(publication, registry, evidence).links],
        },
      }),
    ];
  });
}

function ofEnvironment(publication: SitedPublication, { secret }: StoredSecret, evidence: Evidence): Judgement {
  const { site, environment } = publication;
  const registry = evidence.registryOf(publication.registry);
  const failing = (reason: string): Judgement =>
    fail(publication, {
      reason,
      at: [site.at, ...handoversOf(site, secret).map(({ location }) => location)],
      key: [site.workflow.path, site.job.id, secret],
      remediation: narrow(publication, registry, evidence),
    });
  if (environment === null)
    return failing(
      `the job ${site.job.id} names no environment, so secrets.${secret} is one of the repository or the organization, which every workflow can read`,
    );

  if (environment.includes('${{'))
    return unknown(
      publication,
      `the environment ${environment} is named when the workflow runs`,
      'Settings → Environments shows which environments hold the secret.',
    );
  const { environments } = evidence.settings;
  if (environments.state === 'unreadable')
    return unreadable(
      publication,
      `whether secrets.${secret} is stored in the environment ${environment}`,
      environments,
    );
  const settings =
    environments.state === 'seen' ? environments.value.find(({ name }) => isSameName(name, environment)) : undefined;
  if (settings === undefined)
    return failing(`the environment ${environment} does not exist, so secrets.${secret} is none of it`);
  if (settings.secrets.state === 'unreadable')
    return unreadable(publication, `the names of the secrets of the environment ${environment}`, settings.secrets);
  const isThere =
    settings.secrets.state === 'seen' && settings.secrets.value.some(({ name }) => isSameName(name, secret));
  if (!isThere)
    return failing(
      `secrets.${secret} is one of the repository or the organization, which every workflow can read, not of the environment ${environment}`,
    );
  if (!settings.reviewers && settings.branchPolicy === 'none')
    return failing(`secrets.${secret} is kept in the environment ${environment}, which has no rules`);
  return pass(publication, `secrets.${secret} is kept in the protected environment ${environment}`);
}

function narrow(publication: SitedPublication, registry: Registry, evidence: Evidence): Remediation {
  return registry.remedies.narrowToken(bindingValuesOf([publication], evidence.subject));
}

/** GitHub compares names of environments and secrets without case. */
function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const reuseDocs = 'https://docs.github.com/actions/sharing-automations/reusing-workflows';
