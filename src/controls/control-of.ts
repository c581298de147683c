import type { Policy } from '../policy/policy.ts';
import type { Publication, PublishSite } from '../publishing/publication.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { type About, notApplicable } from './judgements.ts';

/** A publication that a workflow makes. */
export type SitedPublication = Publication & { readonly site: PublishSite };

/** A job that publishes, with all that it publishes. */
export interface PublishingJob {
  /** In the order of its steps; at least one. */
  readonly publications: readonly SitedPublication[];
  /** The last step that publishes: everything else in the job is before it, or too late to matter. */
  readonly site: PublishSite;
  /** What a judgement of the job is about: its registry where it publishes to one only, or else the repository. */
  readonly about: About;
}

/** A control as its file states it, with the answer for one of what it judges. */
export interface ControlDefinition<Judged> extends Omit<Control, 'judge'> {
  judge(judged: Judged, evidence: Evidence, policy: Policy): Judgement | readonly Judgement[];
}

/** A control that answers for each publication. */
function controlOf(definition: ControlDefinition<Publication>): Control {
  return {
    ...definition,
    judge: (evidence, policy) => {
      const { publications } = evidence.map;
      if (publications.length === 0) return [notApplicable(null, 'nothing here publishes a package')];
      return once(publications.flatMap((publication) => definition.judge(publication, evidence, policy)));
    },
  };
}

/** A control that answers for each publication that a workflow makes; the others are not its business. */
export function workflowControlOf(definition: ControlDefinition<SitedPublication>): Control {
  return controlOf({
    ...definition,
    judge: (publication, evidence, policy) =>
      isSited(publication)
        ? definition.judge(publication, evidence, policy)
        : notApplicable(publication, `${publication.via}: no workflow takes part`),
  });
}

/** A control that answers once for each job that publishes, however much it publishes. */
export function jobControlOf(definition: ControlDefinition<PublishingJob>): Control {
  return {
    ...definition,
    judge: (evidence, policy) => {
      const jobs = publishingJobs(evidence.map.publications);
      if (jobs.length === 0) return [notApplicable(null, 'no workflow here publishes a package')];
      return jobs.flatMap((job) => definition.judge(job, evidence, policy));
    },
  };
}

/** The jobs that publish, in the order of their first publication. */
export function publishingJobs(publications: readonly Publication[]): readonly PublishingJob[] {
  const sited = publications.filter(isSited);
  const byJob = Map.groupBy(sited, ({ site }) => JSON.stringify([site.workflow.path, site.job.id]));
  return [...byJob.values()].flatMap((unordered) => {
    const inOrder = unordered.toSorted((a, b) => a.site.at.line - b.site.at.line);
    const [first] = inOrder;
    const last = inOrder.at(-1);
    if (first === undefined || last === undefined) return [];
    const sharesRegistry = inOrder.every(({ registry }) => registry === first.registry);
    return [{ publications: inOrder, site: last.site, about: sharesRegistry ? first : null }];
  });
}

function isSited(publication: Publication): publication is SitedPublication {
  return publication.site !== null;
}

/** Several steps of one job get the same answer: it is given once for each registry and job. */
function once(judgements: readonly Judgement[]): readonly Judgement[] {
  const distinct = new Map<string, Judgement>();
  for (const judgement of judgements) {
    const site = judgement.publication?.site;
    const identity = JSON.stringify([
      judgement.registry,
      site?.workflow.path,
      site?.job.id,
      judgement.verdict,
      judgement.reason,
      judgement.key,
    ]);
    if (!distinct.has(identity)) distinct.set(identity, judgement);
  }
  return [...distinct.values()];
}
