import type { EnvironmentSettings } from '../github/settings.ts';
import { codeWords } from '../registries/plain.ts';
import { environmentsPage } from '../registries/remedy-words.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Severity } from '../types/severity.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Evidence, Judgement, Remediation } from './control.ts';
import { jobControlOf, type PublishingJob } from './control-of.ts';
import { jobName, listed } from './job-words.ts';
import { fail, pass, unknown, unreadable } from './judgements.ts';
import { environmentFix, environmentNameOf, protectSteps, storedSecrets } from './publish-environment-fix.ts';

/** Does the job that publishes wait for a protected environment? */
export const publishEnvironment = jobControlOf({
  id: 'publish-environment',
  title: 'Publishing waits for a protected environment',
  asks: 'Does the job that publishes use an environment with reviewers, or one that is limited to protected branches and tags?',
  principles: ['authorization.2.rbac'],
  severity: 'high',
  why: 'Anyone who can push a branch or a tag can start the job. An environment with reviewers, or limited to protected branches and tags, is the last door before the registry, and the registry can insist on its name.',
  evidence: ['files', 'github'],
  settings: ['environments'],

  judge(publishing, evidence) {
    const { about, publications, site } = publishing;
    const name = publications.find(({ environment }) => environment !== null)?.environment ?? null;
    if (name === null) return withoutEnvironment(publishing, evidence);
    const page = environmentsPage(bindingValuesOf(publications, evidence.subject));
    if (name.includes('${{'))
      return unknown(
        about,
        `the environment of ${jobName(site)} is computed when it runs: ${codeWords(name)}`,
        `Look at ${page}.`,
      );
    const { environments } = evidence.settings;
    if (environments.state === 'unreadable')
      return unreadable(about, `The rules of the environment ${codeWords(name)}`, environments);
    const known = environments.state === 'seen' ? environments.value : [];
    // GitHub compares the names of environments without case
    const environment = known.find((each) => each.name.toLowerCase() === name.toLowerCase());
    const weakness = environment === undefined ? missing : weaknessOf(environment);
    if (weakness === null)
      return pass(about, `${jobName(site)} waits for the environment ${codeWords(name)}, which is protected`);
    return fail(about, {
      reason: `${jobName(site)} uses the environment ${codeWords(name)}, ${weakness.what}`,
      at: [site.job.environment?.at ?? site.job.key],
      key: [site.workflow.path, site.job.id],
      severity: weakness.severity,
      remediation: { steps: protectSteps(name), links: [page] },
    });
  },
});

interface Weakness {
  readonly what: string;
  readonly severity: Severity;
}

const missing: Weakness = {
  what: 'which does not exist on GitHub yet: it would be made at the next run, without any rule',
  severity: 'high',
};

function weaknessOf({ reviewers, selfReview, adminBypass, branchPolicy }: EnvironmentSettings): Weakness | null {
  if (branchPolicy !== 'none') return null;
  if (!reviewers) return { what: 'which has no reviewers and admits every branch and tag', severity: 'high' };
  const holes = [
    ...(selfReview ? ['whoever starts the run may approve it'] : []),
    ...(adminBypass ? ['administrators may pass by the reviewers'] : []),
  ];
  return holes.length === 0 ? null : { what: `where ${listed(holes)}`, severity: 'low' };
}

function withoutEnvironment({ about, site, publications }: PublishingJob, evidence: Evidence): Judgement {
  if (site.job.uses !== null)
    return unknown(
      about,
      `${jobName(site)} hands publishing to a reusable workflow of another repository, and an environment would stand there`,
      `Look for \`environment:\` in ${codeWords(site.job.uses.value.value)}.`,
    );
  return fail(about, {
    reason: `${jobName(site)} publishes and names no environment`,
    at: [site.job.key, site.at],
    key: [site.workflow.path, site.job.id],
    ...(publications.every(({ registry, confidence }) => images.has(registry) || confidence === 'low')
      ? { severity: 'medium' }
      : {}),
    remediation: addEnvironment({ about, site, publications }, evidence),
  });
}

/** Images are pushed for every commit by many: a person cannot approve each. */
const images: ReadonlySet<RegistryId> = new Set(['ghcr', 'docker-hub']);

function addEnvironment({ site, publications }: PublishingJob, evidence: Evidence): Remediation {
  const name = environmentNameOf(publications);
  const values = bindingValuesOf(publications, evidence.subject);
  const trusted = publications.filter(({ auth }) => auth === 'trusted-publishing');
  const registries = [...new Set(trusted.map(({ registry }) => evidence.registryOf(registry).title))];
  return {
    steps: [
      ...protectSteps(name),
      ...storedSecrets(publications).map(
        (secret) =>
          `If the token has to stay, store ${codeWords(secret)} as a secret of this environment. Keep the one of the repository until a release has worked, then delete it.`,
      ),
      `Add \`environment: ${name}\` to ${jobName(site)}, and publish one release.`,
      ...registries.map(
        (title) =>
          `Only then tell ${title}: enter \`${name}\` as the environment of the trusted publisher${title === 'npm' ? ' (npm cannot edit one: add a second with it, then delete the first)' : ''}. From then on a job without it is refused.`,
      ),
    ],
    links: [environmentsPage(values)],
    fix: environmentFix(site, evidence),
  };
}
