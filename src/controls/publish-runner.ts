import { codeWords } from '../registries/plain.ts';
import { candidatesOf } from '../types/values.ts';
import { evaluateText, nothingKnown, type Scope, scopeOf } from '../workflows/expressions/index.ts';
import { combinationsOf } from '../workflows/matrix.ts';
import type { Job } from '../workflows/model.ts';
import { jobControlOf } from './control-of.ts';
import { documentation } from './documentation.ts';
import { hostedBy } from './hosted-by.ts';
import { jobName, listedCode } from './job-words.ts';
import { fail, pass, unknown } from './judgements.ts';

/** Does publishing run on a runner that GitHub hosts? */
export const publishRunner = jobControlOf({
  id: 'publish-runner',
  title: 'Publishing runs on a hosted runner',
  asks: 'Does the job that publishes run on a machine that GitHub makes for it and throws away afterwards?',
  principles: ['authorization.3.provenance'],
  severity: 'medium',
  why: 'A runner of your own keeps what an earlier job left on it, and whoever reached it once can reach the next release. Provenance records where a release was built, and npm takes trusted publishing and provenance from hosted runners only.',
  evidence: ['files', 'attestations'],

  judge(publishing, evidence) {
    const { about, site, publications } = publishing;
    const { job } = site;
    const shown = hostedBy(publishing, evidence);
    if (job.uses !== null && shown !== null) return pass(about, `${jobName(site)} runs on a hosted runner: ${shown}`);
    if (job.uses !== null)
      return unknown(
        about,
        `${jobName(site)} runs where the reusable workflow says`,
        `Look for \`runs-on:\` in ${codeWords(job.uses.value.value)}.`,
      );
    const labels = labelsOf(job);
    if (labels.includes('self-hosted')) {
      const refused = publications.some(({ registry, auth }) => registry === 'npm' && auth === 'trusted-publishing');
      return fail(about, {
        reason: `${jobName(site)} runs on a self-hosted runner${refused ? ', from which npm refuses trusted publishing' : ''}`,
        at: job.runsOn.map(({ at }) => at),
        key: [site.workflow.path, job.id],
        ...(refused ? { severity: 'high' } : {}),
        remediation: {
          steps: [
            `Let ${jobName(site)} run on a hosted runner: \`runs-on: ubuntu-latest\`.`,
            'Where a build needs your own machine, build there in a job without `id-token: write` and without the credential, hand the result over as an artifact, and publish it in a second job on a hosted runner.',
          ],
          links: [documentation.hostedRunners, ...(refused ? [documentation.npmTrustedPublishers] : [])],
        },
      });
    }
    const foreign = labels.filter((label) => !isHosted(label));
    if (labels.length > 0 && foreign.length === 0)
      return pass(about, `${jobName(site)} runs on ${listedCode(labels)}, which GitHub hosts`);
    if (shown !== null) return pass(about, `${jobName(site)} runs on a hosted runner: ${shown}`);
    return unknown(
      about,
      labels.length === 0
        ? `${jobName(site)} names a group of runners`
        : `${jobName(site)} runs on ${listedCode(foreign)}, which may be a larger runner of GitHub or a machine of somebody else`,
      'Look at Settings, Actions, Runners, in the repository and in the organization; or at the log of the last run, which names the machine under Set up job.',
    );
  },
});

/** Whether every label that the job can run on is one of GitHub's own machines. */
export function isOnHostedRunner(job: Job): boolean {
  const labels = labelsOf(job);
  return job.uses === null && labels.length > 0 && labels.every(isHosted);
}

/** Every label that the job can run on; an expression stays as it is written where it is not known. */
function labelsOf(job: Job): readonly string[] {
  const combinations = job.matrix === null ? null : combinationsOf(job.matrix);
  const scopes: readonly Scope[] = combinations?.map((combination) =>
    scopeOf({
      matrix: {
        properties: new Map(Object.entries(combination).map(([name, data]) => [name, { kind: 'data', data }])),
        complete: true,
      },
    }),
  ) ?? [nothingKnown];
  const labels = scopes.flatMap((scope) =>
    job.runsOn.flatMap(({ value }) => candidatesOf(evaluateText(value, scope)) ?? [value]),
  );
  return [...new Set(labels.map((label) => label.trim()).filter(Boolean))].toSorted();
}

/** https://docs.github.com/en/actions/reference/runners/github-hosted-runners */
function isHosted(label: string): boolean {
  return /^(?:ubuntu|windows|macos)-(?:latest|slim|\d{2,4}(?:\.\d{2})?|vs\d{4}-latest)(?:-(?:arm|arm64|intel|large|xlarge|preview|vs\d{4}))*$/i.test(
    label,
  );
}
