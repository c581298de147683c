import type { PublishSite } from '../publishing/publication.ts';
import type { Edit } from './control.ts';
import { type Handover, handoversOf } from './handovers.ts';

/**
 * The edits that hand a secret to the publishing step no more: in the environment of its job, and in what the step itself
 * is given; the rest may serve others as well. Null where a script reads it by name, or an action of this repository does,
 * which would go on with an empty text.
 */
export function withdrawnSecret(site: PublishSite, secret: string): readonly Edit[] | null {
  const { workflow, job, step } = site;
  const inJob = handoversOf(site, secret).filter(
    ({ address, location }) => address?.[1] === job.id || (address === null && location.path === workflow.path),
  );
  const own = inJob.filter(({ address }) => isOfStep(address, step?.index ?? null));
  const isReadByName =
    inJob.some(({ address }) => address === null) || own.some(({ address }) => isRead(address, site));
  const isHandedOn = own.some(({ address }) => address?.[4] === 'with') && step?.uses?.value.value.startsWith('./');
  if (own.length === 0 || isReadByName || isHandedOn === true) return null;
  return own.map(({ address }) => ({ kind: 'delete', path: workflow.path, at: address ?? [] }));
}

function isOfStep(address: Handover['address'], index: number | null): boolean {
  return address?.[2] === 'env' || (address?.[2] === 'steps' && address[3] === index);
}

/** A script of the job names the variable. */
function isRead(address: Handover['address'], { job, trail }: PublishSite): boolean {
  const name = address?.at(-2) === 'env' ? address.at(-1) : undefined;
  if (typeof name !== 'string') return false;
  const scripts = [...job.steps.flatMap(({ run }) => run?.value.value ?? []), ...trail.map(({ text }) => text)];
  return scripts.some((script) => script.split(/\W+/).includes(name));
}
