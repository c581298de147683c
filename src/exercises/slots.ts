import { registryOf } from '../registries/index.ts';
import { codeWords } from '../registries/plain.ts';
import { listing } from '../reports/text/words.ts';
import { ledgerOf } from './facts.ts';
import type { Ground, Target } from './ground.ts';
import { looseActionOf } from './loose-action.ts';
import { raised, usualVersion } from './versions.ts';

/** What a scenario's texts leave open. Each is a few words that fit into a sentence, names as code. */
export const slots = [
  'account',
  'repository',
  'package',
  'registry',
  'way',
  'workflow',
  'job',
  'credential',
  'environment',
  'action',
  'last',
  'next',
  'second',
  'repair',
  'others',
] as const;

export type Slot = (typeof slots)[number];

export function slotsOf(target: Target, ground: Ground): Readonly<Record<Slot, string>> {
  const { publication } = target;
  const last = ledgerOf(target)?.rows.find(({ withdrawn }) => withdrawn === null)?.version ?? usualVersion;
  const file = publication.workflow ?? '';
  return {
    account: codeWords(ground.account) || 'the organization',
    repository: codeWords(target.repository) || 'the repository',
    package: codeWords(target.package),
    registry: registryOf(target.registry).title,
    way: wayOf(target),
    workflow: codeWords(file) || 'the way it is published',
    job: publication.job === null ? 'the step that publishes' : `the job ${codeWords(publication.job)}`,
    credential: credentialOf(target) ?? 'the credential that publishes',
    environment:
      publication.environment === null ? 'an environment' : `the environment ${codeWords(publication.environment)}`,
    action: codeWords(looseActionOf(target) ?? '') || 'an action of the build',
    last: codeWords(last),
    next: codeWords(raised(last, 1)),
    second: codeWords(raised(last, 2)),
    repair: codeWords(raised(last, 3)),
    others: othersOf(target, ground),
  };
}

/** How a release of it comes about, as the rest of a sentence: `with the token `X` in the job `y` of `z``. */
function wayOf(target: Target): string {
  const { publication } = target;
  if (publication.workflow === null)
    return publication.auth === 'unknown' ? 'without any workflow' : 'by hand, with a token';
  const where = `in ${publication.job === null ? 'a step' : `the job ${codeWords(publication.job)}`} of ${codeWords(publication.workflow)}`;
  if (publication.auth === 'trusted-publishing') return `by trusted publishing, ${where}`;
  const credential = credentialOf(target);
  return `with ${credential ?? 'a credential that files do not show'}, ${where}`;
}

/** The name of the secret; null where none is known. */
function credentialOf({ publication }: Target): string | null {
  const sources = publication.credentials.filter(({ kind }) => kind === 'long-lived' || kind === 'vault');
  const names = [...new Set(sources.map(({ source }) => codeWords(source.replace(/^secrets\./, ''))))];
  return names.length === 0 ? null : `the token ${listing(names.slice(0, 3))}`;
}

const mostOthers = 5;

/** What else the same hand could reach: packages of the same repository, else of the same registry. */
function othersOf(target: Target, { targets }: Ground): string {
  const others = targets.filter((each) => each.package !== target.package || each.registry !== target.registry);
  const near = others.filter(({ repository }) => repository === target.repository);
  const far = others.filter(({ registry }) => registry === target.registry);
  const chosen = near.length > 0 ? near : far;
  if (chosen.length === 0) return 'no other package';
  const names = chosen.slice(0, mostOthers).map((each) => codeWords(each.package));
  return chosen.length > mostOthers ? `${names.join(', ')} and ${chosen.length - mostOthers} more` : listing(names);
}
