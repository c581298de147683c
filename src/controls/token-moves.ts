import { codeWords } from '../registries/plain.ts';
import type { Remedy } from '../registries/registry.ts';
import type { Evidence, Remediation } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { placesOf } from './stored-secrets.ts';
import type { Reader } from './token-readers.ts';
import { deleteStep, otherUsersStep, pageOf, readerNames, setCommand } from './token-steps.ts';

/** A token that has to stay, and is kept where more can read it than the job that publishes. */
export interface WideToken {
  readonly publication: SitedPublication;
  /** Name of the secret. */
  readonly secret: string;
  /** Who reads it beside the publishing job. */
  readonly others: readonly Reader[];
  /** The step of the remedy that says only where a token is kept: the exact moves take its place. */
  readonly keep: string;
}

/** How a token moves into the environment of the publishing job: the old secret goes last, when a release has come with the new one. */
export function moved(
  { publication, secret, others, keep }: WideToken,
  remedy: Remedy,
  evidence: Evidence,
): Remediation {
  const { environment } = publication;
  const { subject, settings } = evidence;
  const outside = placesOf(secret, settings).places.filter(({ kept }) => kept.kind !== 'environment');
  const moves = [
    storeStep(publication, secret, environment === null ? null : setCommand(secret, environment, subject)),
    ...(others.length === 0
      ? []
      : [
          `Take ${codeWords(`secrets.${secret}`)} out of ${readerNames(others)}, or hand over a token of another name there that cannot publish: what does not name the environment cannot read its secrets.`,
        ]),
    ...outside.flatMap((place) => (place.kept.kind === 'organization' ? otherUsersStep(place) : [])),
    ...(outside.length === 0
      ? ['When a release has come with it, delete the secret of the repository or organization that held the old one.']
      : outside.map(
          ({ kept }) => `When a release has come with it: ${uncapitalised(deleteStep(secret, kept, subject))}`,
        )),
  ];
  const at = remedy.steps.indexOf(keep);
  const steps = at === -1 ? [...remedy.steps, ...moves] : remedy.steps.toSpliced(at, 1, ...moves);
  return { steps, links: [...new Set([...remedy.links, ...outside.flatMap(({ kept }) => pageOf(kept, subject))])] };
}

function storeStep({ environment, site }: SitedPublication, secret: string, command: string | null): string {
  const job = codeWords(site.job.id);
  if (environment === null)
    return `Create an environment with required reviewers (Settings → Environments), name it in the job ${job}, and store the new token as its secret ${codeWords(secret)}.`;
  const where = `the environment ${codeWords(environment)}, which should have required reviewers`;
  const by = command === null ? '' : `: ${codeWords(command)} asks for it`;
  return `Store the new token as the secret ${codeWords(secret)} of ${where}${by}.`;
}

function uncapitalised(sentence: string): string {
  return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`;
}
