import type { Policy } from '../policy/policy.ts';
import type { Publication, PublishSite } from '../publishing/publication.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { notApplicable } from './judgements.ts';

/** A publication that a workflow makes. */
export type SitedPublication = Publication & { readonly site: PublishSite };

/** A control as its file states it, with the answer for one publication. */
export interface PublicationControl<P extends Publication> extends Omit<Control, 'judge'> {
  judge(publication: P, evidence: Evidence, policy: Policy): Judgement | readonly Judgement[];
}

/** A control that answers for each publication. */
export function controlOf(definition: PublicationControl<Publication>): Control {
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
export function workflowControlOf(definition: PublicationControl<SitedPublication>): Control {
  return controlOf({
    ...definition,
    judge: (publication, evidence, policy) =>
      isSited(publication)
        ? definition.judge(publication, evidence, policy)
        : notApplicable(publication, `${publication.via}: no workflow takes part`),
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
