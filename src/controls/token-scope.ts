import type { Credential, PublishSite } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import { keepStep } from '../registries/remedy-words.ts';
import type { Job } from '../workflows/model.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Evidence, Judgement, Remediation } from './control.ts';
import { type SitedPublication, workflowControlOf } from './control-of.ts';
import { handoversOf } from './handovers.ts';
import { listed } from './job-words.ts';
import { fail, notApplicable, pass, unknown, unreadable } from './judgements.ts';
import { environmentFix } from './publish-environment-fix.ts';
import { toolWords } from './publishing-tool.ts';
import { isSameName, keptOutside, placesOf } from './stored-secrets.ts';
import { moved } from './token-moves.ts';
import { readersOf } from './token-readers.ts';
import { readerNames } from './token-steps.ts';

/** Where a token is the way, is it a secret of a protected environment and of nothing wider? */
export const tokenScope = workflowControlOf({
  id: 'token-scope',
  title: 'A token that has to stay is a secret of a protected environment',
  asks: 'Is each stored token a secret of a protected environment, and not one of the repository or the organization that secrets: inherit passes on?',
  principles: ['authorization.1.scoped-tokens'],
  severity: 'medium',
  why: 'Every workflow of the repository, on any branch, can read a secret of the repository or the organization; who may push a branch can take it. A secret of an environment is handed out only to jobs that name it and only after its rules are met, so a reviewer stands between a pushed branch and the token.',
  evidence: ['files', 'github'],
  settings: ['environments', 'repositorySecrets', 'organisationSecrets'],

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
      `the credential of ${toolWords(publication)} is kept in a vault, not among GitHub's secrets`,
    );
  if (isHidden(publication))
    return unknown(
      publication,
      `files do not tell which secret ${toolWords(publication)} signs in with`,
      'Settings → Environments and Settings → Secrets and variables → Actions show where each secret is stored.',
    );
  return notApplicable(publication, `no stored secret reaches ${toolWords(publication)}`);
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
        reason: `the job ${codeWords(job.id)} passes on every secret there is with \`secrets: inherit\`, on the way to ${toolWords(publication)}`,
        at: [inherit],
        key: ['inherit', workflow.path, job.id],
        remediation: {
          steps: [
            `In ${codeWords(workflow.path)}, replace \`secrets: inherit\` of the job ${codeWords(job.id)} by the secrets that the called workflow reads, each by its name.`,
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
  const shown = codeWords(`secrets.${secret}`);
  const registry = evidence.registryOf(publication.registry);
  const values = bindingValuesOf([publication], evidence.subject);
  const others = readersOf(secret, evidence.map.workflows).filter(({ job }) => !isOnTheWay(job, site));
  const failing = (reason: string, remediation: Remediation = registry.remedies.narrowToken(values)): Judgement =>
    fail(publication, {
      reason,
      at: [site.at, ...handoversOf(site, secret).map(({ location }) => location)],
      key: [site.workflow.path, site.job.id, secret],
      remediation,
    });
  const wide = (reason: string, mended: Pick<Remediation, 'fix'> = {}): Judgement =>
    failing(
      others.length === 0 ? reason : `${reason}, as ${readerNames(others, 3)} ${others.length === 1 ? 'does' : 'do'}`,
      {
        ...moved(
          { publication, secret, others, keep: keepStep(values) },
          registry.remedies.narrowToken(values),
          evidence,
        ),
        ...mended,
      },
    );
  const outside = keptOutside(secret, evidence.settings);
  const nowhere = (): Judgement =>
    notApplicable(
      publication,
      `GitHub stores no secret ${codeWords(secret)}: nothing reaches ${toolWords(publication)} by it`,
    );
  if (environment === null)
    return outside === null
      ? nowhere()
      : wide(
          `the job ${codeWords(site.job.id)} names no environment, so ${shown} is one of ${outside}, which every workflow can read`,
          { fix: environmentFix(site, evidence) },
        );
  if (environment.includes('${{'))
    return unknown(
      publication,
      `the environment ${codeWords(environment)} is named when the workflow runs`,
      'Settings → Environments shows which environments hold the secret.',
    );
  const { environments } = evidence.settings;
  if (environments.state === 'unreadable')
    return unreadable(
      publication,
      `whether ${shown} is stored in the environment ${codeWords(environment)}`,
      environments,
    );
  const settings =
    environments.state === 'seen' ? environments.value.find(({ name }) => isSameName(name, environment)) : undefined;
  if (settings === undefined)
    return failing(`the environment ${codeWords(environment)} does not exist, so ${shown} is none of it`);
  if (settings.secrets.state === 'unreadable')
    return unreadable(
      publication,
      `the names of the secrets of the environment ${codeWords(environment)}`,
      settings.secrets,
    );
  const isThere =
    settings.secrets.state === 'seen' && settings.secrets.value.some(({ name }) => isSameName(name, secret));
  if (!isThere)
    return outside === null
      ? nowhere()
      : wide(
          `${shown} is not of the environment ${codeWords(environment)} but one of ${outside}, which every workflow can read`,
        );
  if (!settings.reviewers && settings.branchPolicy === 'none')
    return failing(`${shown} is kept in the environment ${codeWords(environment)}, which has no rules`);
  const copies = placesOf(secret, evidence.settings).places.filter(({ kept }) => kept.kind !== 'environment');
  if (copies.length > 0)
    return wide(
      `${shown} is kept in the protected environment ${codeWords(environment)}, and a secret of the same name is one of ${listed(copies.map(({ of }) => of))}, which every workflow can read`,
    );
  return pass(publication, `${shown} is kept in the protected environment ${codeWords(environment)}`);
}

/** The publishing job itself, and those that call it. */
function isOnTheWay(job: Job | null, { job: own, callers }: PublishSite): boolean {
  return job === own || callers.some((chain) => chain.some((link) => link.job === job));
}

function narrow(publication: SitedPublication, registry: Registry, evidence: Evidence): Remediation {
  return registry.remedies.narrowToken(bindingValuesOf([publication], evidence.subject));
}

const reuseDocs = 'https://docs.github.com/actions/sharing-automations/reusing-workflows';
