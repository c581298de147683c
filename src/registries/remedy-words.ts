import { codeWords, plain, urlPath } from './plain.ts';
import type { BindingValues, FormField as Field, FormValues } from './registry.ts';

/** What a registry's form takes: ``Owner `octo`, …``, each value, or what to put there where it is not known. */
export function formPhrase(values: BindingValues, labels: { readonly [field in FormField]: string }): string {
  const fields = formFields.map((field) => `${labels[field]} ${given(values[field]) ?? `(${unknownValues[field]})`}`);
  return `${fields.slice(0, -1).join(', ')} and ${fields.at(-1)}`;
}

/** The same as fields, to be entered letter by letter. */
export function formFieldsOf(values: FormValues, labels: { readonly [field in FormField]: string }): readonly Field[] {
  return formFields.map((field) => fieldOf(labels[field], values[field], hintOf(field, values)));
}

/** One field; a value with characters that cannot be seen, or that have no place in one, is not shown. */
export function fieldOf(label: string, value: string | null, hint: string): Field {
  const isPlain = value !== null && value !== '' && plain(value) === value;
  return isPlain ? { label, value, hint: null } : { label, value: null, hint };
}

function hintOf(field: FormField, values: FormValues): string {
  if (field !== 'environment' || values.environment !== null) return unknownValues[field];
  return environmentHint(values);
}

/** What to enter where the job names no environment that could be typed. */
export function environmentHint({ isComputed }: FormValues): string {
  return isComputed
    ? 'what the expression in `environment:` of the job comes to'
    : 'leave it empty, since the job names none; better: let the job name an environment with required reviewers first, and enter that';
}

/** The value as code, as it may stand in a step; null where there is none, or nothing that can be seen. */
export function given(value: string | null): string | null {
  const text = value === null ? '' : codeWords(value);
  return text === '' ? null : text;
}

/**
 * What a step is about: ``the crate `a` ``, ``each of the crates `a`, `b` and 3 more``, `each crate` where files cannot tell. A
 * name with a space in it is none on any registry; it is counted and not shown, so that it cannot pass for a sentence.
 */
export function packagesPhrase(packages: readonly string[], noun: string): string {
  if (packages.length === 0) return `each ${noun}`;
  const shown = packages
    .map(plain)
    .filter((name) => /^\S+$/u.test(name))
    .map(codeWords);
  if (packages.length === 1) return ['the', noun, ...shown].join(' ');
  const names = shown.slice(0, mostNames);
  if (names.length === 0) return `each of the ${packages.length} ${noun}s`;
  const rest = packages.length - names.length;
  const last = rest === 0 ? names.pop() : `${rest} more`;
  return `each of the ${noun}s ${names.join(', ')} and ${last}`;
}

/** The page of the only package; the general page where there are several, none, or a name that fits no address. */
export function packagePage(
  packages: readonly string[],
  pageOf: (path: string) => string,
  general: string,
  parts: 1 | 2 = 1,
): string {
  const [name, ...others] = packages;
  const path = name === undefined || others.length > 0 ? null : urlPath(name, parts);
  return path === null ? general : pageOf(path);
}

/** `owner/name`, or what to put there. */
export function repositoryPhrase({ owner, repository }: BindingValues): string {
  const isKnown = given(owner) !== null && given(repository) !== null;
  return isKnown ? codeWords(`${owner}/${repository}`) : 'the repository, as `owner/name`';
}

/** The same for a form; null where it is not known. */
export function repositoryName({ owner, repository }: Pick<BindingValues, 'owner' | 'repository'>): string | null {
  return owner === null || repository === null ? null : `${owner}/${repository}`;
}

/** How the publishing job has to look for its identity to be exchanged for a token. */
export function jobStep(values: BindingValues): string {
  const environment = given(values.environment);
  return environment === null
    ? 'In the workflow, give the publishing job, and no other, `id-token: write`, and name an environment with required reviewers in it.'
    : `In the workflow, give the publishing job, and no other, \`id-token: write\`, and keep its environment ${environment}.`;
}

/** Where a token that has to stay is kept. */
export function keepStep(values: BindingValues): string {
  const environment = given(values.environment);
  const where =
    environment === null
      ? 'an environment with required reviewers, which the publishing job names'
      : `the environment ${environment}, which should have required reviewers`;
  return `Store it as a secret of ${where}, and delete the secret of the repository or organization that held the old one.`;
}

/** What comes after a token was deleted or replaced. */
export const deleteSecretStep =
  'Delete its secret on GitHub, too: in the environment, the repository and the organization.';

/** No token is touched before this has worked. */
export const publishFirstStep =
  'Before you delete anything, publish one release without the token and see that it arrives.';

/** The links, each once. */
export function distinct(links: readonly string[]): string[] {
  return [...new Set(links)];
}

/** Where GitHub shows the secrets of the repository; its documentation where the repository is not known. */
export function secretsPage(values: BindingValues): string {
  return githubPage(
    values,
    'settings/secrets/actions',
    'https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions',
  );
}

/** Where GitHub shows the environments of the repository; its documentation where the repository is not known. */
export function environmentsPage(values: BindingValues): string {
  return githubPage(
    values,
    'settings/environments',
    'https://docs.github.com/actions/deployment/targeting-different-environments/using-environments-for-deployment',
  );
}

function githubPage(values: BindingValues, page: string, general: string): string {
  const owner = values.owner === null ? null : urlPath(values.owner);
  const repository = values.repository === null ? null : urlPath(values.repository);
  return owner === null || repository === null ? general : `https://github.com/${owner}/${repository}/${page}`;
}

type FormField = 'owner' | 'repository' | 'workflow' | 'environment';

const formFields: readonly FormField[] = ['owner', 'repository', 'workflow', 'environment'];

const unknownValues: { readonly [field in FormField]: string } = {
  owner: 'who owns the repository on GitHub',
  repository: 'without its owner',
  workflow: 'the file that publishes, without its folder',
  environment: 'that of the publishing job',
};

/** Names shown in a sentence before the rest is only counted. */
const mostNames = 5;
