import { codeWords, commandWord, urlPath } from '../registries/plain.ts';
import { deleteSecretStep, publishFirstStep } from '../registries/remedy-words.ts';
import type { Subject } from '../types/subject.ts';
import type { Remediation } from './control.ts';
import { fileName, listed } from './job-words.ts';
import type { Keeper, StoredSecret } from './stored-secrets.ts';
import type { Reader } from './token-readers.ts';

/** A stored token that is to go. */
export interface RetiredToken {
  /** Name of the secret. */
  readonly name: string;
  /** Where GitHub stores it, as far as that was seen. */
  readonly places: readonly StoredSecret[];
  /** Whether every place was seen where it may be stored. */
  readonly seen: boolean;
  readonly readers: readonly Reader[];
  /** Whether releases are known to do without it: if not, one has to be made without it first. */
  readonly proved: boolean;
}

/** How to let a token go, in an order in which no release can be stranded: it is revoked when nothing reads it any more. */
export function retirement(
  token: RetiredToken,
  remedy: { readonly steps: readonly string[]; readonly links: readonly string[] },
  subject: Subject,
): Remediation {
  const { name, places, proved, seen } = token;
  const revoked = remedy.steps.filter((step) => step !== publishFirstStep && step !== deleteSecretStep);
  return {
    steps: [
      ...readerSteps(token),
      ...(proved ? [] : [publishFirstStep]),
      ...places.flatMap((place) => (place.kept.kind === 'organization' ? otherUsersStep(place) : [])),
      ...revoked,
      ...places.map(({ kept }) => deleteStep(name, kept, subject)),
      ...(seen ? [] : [deleteSecretStep]),
    ],
    links: [...new Set([...remedy.links, ...places.flatMap(({ kept }) => pageOf(kept, subject))])],
  };
}

/** ``3 workflows can read it``, those that may included. */
export function readersWords(readers: readonly Reader[]): string {
  const files = new Set(readers.map(({ workflow }) => workflow.path)).size;
  if (files === 0) return 'no workflow here reads it';
  return files === 1 ? '1 workflow can read it' : `${files} workflows can read it`;
}

/** ``the organization (last set on 2024-05-01)``. */
export function keptWords(places: readonly StoredSecret[]): string {
  return listed(places.map(({ of, updatedAt }) => `${of} (last set on ${updatedAt.slice(0, 10)})`));
}

/** Readers as a sentence lists them: ``the job `test` of `ci.yml` ``. */
export function readerNames(readers: readonly Reader[], most = 6): string {
  const unique = new Map(readers.map((reader) => [`${reader.workflow.path}\n${reader.job?.id ?? ''}`, reader]));
  // What is not listed is counted only
  return listed(
    [...unique.values()].map((reader, at) => (at < most ? readerName(reader) : '')),
    most,
  );
}

function readerName({ workflow, job }: Reader): string {
  const file = fileName(workflow.path);
  return job === null ? `every job of ${file}` : `the job ${codeWords(job.id)} of ${file}`;
}

/** The command that stores a secret where only one environment's jobs get it; it asks for the value. */
export function setCommand(name: string, environment: string, { repository }: Subject): string | null {
  const words = [commandWord(name), commandWord(environment), repository === null ? null : commandWord(repository)];
  const [secret, place, home] = words;
  return secret && place && home ? `gh secret set ${secret} --env ${place} --repo ${home}` : null;
}

/** Deletes a secret where it is kept, by a command where its names can stand in one. */
export function deleteStep(name: string, kept: Keeper, subject: Subject): string {
  const command = deleteCommand(name, kept, subject);
  const where = { repository: 'of the repository', organization: 'of the organization', environment: '' }[kept.kind];
  const place = kept.kind === 'environment' ? `of the environment ${codeWords(kept.name)}` : where;
  const by = command === null ? '' : `: ${codeWords(command)}`;
  return `Delete the secret ${codeWords(name)} ${place}${by}.`;
}

function deleteCommand(name: string, kept: Keeper, { repository }: Subject): string | null {
  const [secret, home] = [commandWord(name), repository === null ? null : commandWord(repository)];
  if (secret === null || home === null) return null;
  if (kept.kind === 'repository') return `gh secret delete ${secret} --repo ${home}`;
  if (kept.kind === 'organization') return `gh secret delete ${secret} --org ${home.split('/')[0]}`;
  const environment = commandWord(kept.name);
  return environment === null ? null : `gh secret delete ${secret} --env ${environment} --repo ${home}`;
}

/** What still takes it, by how it does. */
function readerSteps({ name, readers }: RetiredToken): readonly string[] {
  const shown = codeWords(`secrets.${name}`);
  const by = (...hows: readonly Reader['how'][]) => readers.filter(({ how }) => hows.includes(how));
  const [named, inherited, whole, computed] = [by('name'), by('inherit'), by('all'), by('computed')];
  return [
    ...(named.length === 0
      ? []
      : [
          `Take ${shown} out of ${readerNames(named)}. Where ${named.length === 1 ? 'it' : 'one of them'} only reads private packages with it, hand over a token of another name there that cannot publish.`,
        ]),
    ...(inherited.length === 0
      ? []
      : [
          `In ${readerNames(inherited)}, replace \`secrets: inherit\` by the secrets that the called workflow needs, each by its name.`,
        ]),
    ...(whole.length === 0
      ? []
      : [`In ${readerNames(whole)}, name the secrets that are needed: all of them are handed over at once.`]),
    ...(computed.length === 0
      ? []
      : [`See whether ${readerNames(computed)} means it: the name of the secret is computed there.`]),
  ];
}

/** Deleting an organisation's secret takes it from every repository: who else has to be asked first. */
export function otherUsersStep({ name, others }: StoredSecret): readonly string[] {
  const secret = codeWords(name);
  const look = 'The page of the secrets of the organization shows which repositories may use it.';
  if (others === undefined)
    return [`See first whether another repository of the organization still uses ${secret}. ${look}`];
  const { named, more } = others;
  if (named.length + more === 0)
    return [
      `Of the repositories that Mintmark is installed on, no other one names ${secret} in a workflow. See whether one that it is not installed on does. ${look}`,
    ];
  return [
    `Other repositories of the organization name ${secret} in a workflow, too: ${usersWords(named, more)}. While one of them needs it, only take this repository off the list of those that may use it, on the page of the secrets of the organization; what follows is for the day on which none does.`,
  ];
}

/** `` `octo/a`, `octo/b` and 3 more``. */
function usersWords(named: readonly string[], more: number): string {
  if (named.length === 0) return more === 1 ? '1 repository' : `${more} repositories`;
  return listed([...named.map(codeWords), ...(more === 0 ? [] : [`${more} more`])], named.length + 1);
}

/** Where GitHub shows the secret; nothing where the repository is not known. */
export function pageOf(kept: Keeper, { repository }: Subject): readonly string[] {
  const path = repository === null ? null : urlPath(repository, 2);
  if (path === null) return [];
  const owner = path.split('/')[0];
  return {
    repository: [`https://github.com/${path}/settings/secrets/actions`],
    environment: [`https://github.com/${path}/settings/environments`],
    organization: [`https://github.com/organizations/${owner}/settings/secrets/actions`],
  }[kept.kind];
}
