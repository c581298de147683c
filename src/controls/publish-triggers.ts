import { codeWords } from '../registries/plain.ts';
import type { Severity } from '../types/severity.ts';
import { refusesEvent } from './binding-claims.ts';
import { cacheUseOf } from './caches.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { type PublishingJob, publishingJobs } from './control-of.ts';
import { documentation } from './documentation.ts';
import { type HeadCheckout, headCheckouts } from './head-checkouts.ts';
import { rightsOf } from './job-rights.ts';
import { fileName, jobName, listed, listedCode, sourceWords } from './job-words.ts';
import { fail, notApplicable, pass } from './judgements.ts';
import { actionOf, stepsOf, type WorkflowJob } from './located-steps.ts';
import { type OutsiderEvent, outsiderEventsOf, starterOf } from './outsider-events.ts';
import { startedByOwnFix } from './publish-triggers-fix.ts';

/** Can untrusted code start or reach what publishes? */
export const publishTriggers: Control = {
  id: 'publish-triggers',
  title: 'Nobody outside of the project starts or reaches publishing',
  asks: 'Can an outsider start a job that publishes, or have code run with the rights of the repository?',
  principles: ['authorization.3.oidc'],
  severity: 'critical',
  why: 'Some events run with the secrets, the token and the caches of the repository although anybody can cause them. A job that then checks out the code of a pull request hands all of that to its author, and what reaches the caches or the credentials of the repository reaches the next release.',
  evidence: ['files'],

  judge(evidence) {
    const jobs = publishingJobs(evidence.map.publications);
    const checkouts = headCheckouts(evidence);
    const started = jobs.map((job) => startedFromOutside(job, evidence));
    const failing = new Set(checkouts.map(({ within }) => within.job));
    const passing = jobs.filter(({ site }, index) => started[index] === null && !failing.has(site.job));
    const judgements = [
      ...checkouts.map((checkout) => checkedOut(checkout, jobs, evidence)),
      ...started.filter((judgement) => judgement !== null),
      ...passing.map(({ about, site }) => pass(about, `no event that an outsider causes starts ${jobName(site)}`)),
    ];
    return judgements.length > 0 ? judgements : [notApplicable(null, 'no workflow here publishes a package')];
  },
};

/** A pull request's code, checked out with the repository's rights. */
function checkedOut(checkout: HeadCheckout, jobs: readonly PublishingJob[], evidence: Evidence): Judgement {
  const { within, event, checkouts, starter } = checkout;
  const reach = reachOf(within, jobs, evidence);
  const gate = starter === 'insiders' ? ', for people of the project only' : '';
  const holds = reach.what === '' ? '' : `, where ${reach.what}`;
  const how = listedCode([...new Set(checkouts.map((each) => each.how))], 2);
  const publishing = jobs.find(({ site }) => site.job === within.job);
  return fail(publishing?.about ?? null, {
    reason: `${codeWords(event.event)} lets ${event.cause} start ${jobName(within)}${gate}, and the job checks out the code of the pull request (${how})${holds}`,
    at: checkouts.map(({ at }) => at),
    key: [within.workflow.path, within.job.id, 'checkout'],
    severity: starter === 'insiders' ? milder[reach.severity] : reach.severity,
    remediation: {
      steps: [
        `In ${fileName(within.workflow.path)}, let what has to run the code of a pull request run by \`pull_request\`, which hands out no secrets and a token that only reads.`,
        `Keep ${codeWords(event.event)} for what needs rights (labels, comments), with no checkout or one of the base branch: remove \`ref\` and \`repository\` from the checkout.`,
        'Where the second needs a result of the first, hand it over as an artifact, and read it as data: never run, source or install what is in it.',
        'A label or a list of trusted authors in `if:` does not do it: the code can change after the label was set.',
      ],
      links: [documentation.pullRequestTarget, documentation.secureUse],
    },
  });
}

const milder: Readonly<Record<Severity, Severity>> = { critical: 'high', high: 'medium', medium: 'low', low: 'low' };

/** Scopes with which the repository, its releases or its packages can be changed. */
const graveScopes: ReadonlySet<string> = new Set(['actions', 'attestations', 'contents', 'id-token', 'packages']);

/** What the code gets hold of. */
function reachOf(
  within: WorkflowJob,
  jobs: readonly PublishingJob[],
  evidence: Evidence,
): { what: string; severity: Severity } {
  if (jobs.some(({ site }) => site.job === within.job))
    return { what: 'the release is published', severity: 'critical' };
  const { secrets, writes, byDefault } = rightsOf(within);
  const grave = writes.filter((scope) => graveScopes.has(scope));
  if (secrets.length > 0) return { what: `it can read ${listed(secrets.map(sourceWords))}`, severity: 'critical' };
  if (grave.length > 0) return { what: `its token may write ${listedCode(grave)}`, severity: 'critical' };
  const cached = jobs.find(({ site }) =>
    stepsOf(site, evidence).some(({ step }) => cacheUseOf(step, evidence.files) !== null),
  );
  if (cached !== undefined)
    return { what: `it can write the caches that ${jobName(cached.site)} restores`, severity: 'critical' };
  if (writes.length > 0) return { what: `its token may write ${listedCode(writes)}`, severity: 'high' };
  return { what: byDefault ? 'its token has the default permissions of the repository' : '', severity: 'high' };
}

/** A publishing job that an outsider's event starts at all. */
function startedFromOutside({ about, site, publications }: PublishingJob, evidence: Evidence): Judgement | null {
  const chains: readonly (readonly WorkflowJob[])[] = site.callers.length > 0 ? site.callers : [[]];
  const found = chains.flatMap((chain): readonly { event: OutsiderEvent; starts: WorkflowJob }[] => {
    const starts = chain[0] ?? site;
    return outsiderEventsOf(starts.workflow, evidence.map.workflows)
      .filter(
        ({ event }) =>
          starterOf(event, {
            jobs: [...chain, site],
            steps: site.step === null ? [] : [site.step],
            repository: evidence.subject.repository,
          }) === 'outsiders',
      )
      .map((event) => ({ event, starts }));
  });
  const [first] = found;
  if (first === undefined) return null;
  const { event, starts } = first;
  const trigger = starts.workflow.triggers.find((each) => each.event === event.event);
  const fix = found.length === 1 ? startedByOwnFix(event.event, starts, evidence.map.workflows) : null;
  const takesArtifacts = stepsOf(site, evidence).some(({ step }) => foreignArtifacts.has(actionOf(step)?.name ?? ''));
  const refused = publications.filter(
    ({ registry, auth }) => auth === 'trusted-publishing' && refusesEvent(registry, event.event),
  );
  const refusal = refused.map(
    ({ registry }) => ` ${evidence.registryOf(registry).title} refuses trusted publishing from it.`,
  );
  const artifacts = takesArtifacts ? ', and the job takes over an artifact of the run that started it' : '';
  return fail(about, {
    reason: `${codeWords(event.event)} lets ${event.cause} start ${jobName(site)}, which publishes${artifacts}.${[...new Set(refusal)].join('')}`,
    at: [...(trigger === undefined ? [] : [trigger.at]), site.at],
    key: [site.workflow.path, site.job.id, event.event],
    severity:
      event.event === 'pull_request_target' || (event.event === 'workflow_run' && takesArtifacts) ? 'critical' : 'high',
    remediation: {
      steps: [
        `In ${fileName(starts.workflow.path)}, remove ${codeWords(event.event)} and start the release by what only people with write access can do: a tag (\`push\`), a published release, or \`workflow_dispatch\`.`,
        ...(event.event === 'workflow_run'
          ? [
              "Where it has to stay, let the job run only after a push: add `if: github.event.workflow_run.event == 'push' && github.event.workflow_run.conclusion == 'success'` to it.",
            ]
          : []),
        'Name an environment with required reviewers in the job, so that no event alone is enough.',
      ],
      links: [documentation.events, documentation.secureUse],
      ...(fix === null ? {} : { fix }),
    },
  });
}

/** Actions that can fetch an artifact of another run. */
const foreignArtifacts: ReadonlySet<string> = new Set([
  'actions/download-artifact',
  'dawidd6/action-download-artifact',
  'actions/github-script',
]);
