import { plain, urlPath } from './plain.ts';
import type { BindingValues } from './registry.ts';

/** One step for each field of a registry's form: the value, or what to put there where it is not known. */
export function formSteps(values: BindingValues, labels: { readonly [field in FormField]: string }): string[] {
  return formFields.map((field) => {
    const value = given(values[field]);
    return value === null
      ? `Enter as ${labels[field]} ${unknownValues[field]}.`
      : `Enter as ${labels[field]}: ${value}`;
  });
}

/** The value as it may stand in a step; null where there is none, or nothing that can be seen. */
export function given(value: string | null): string | null {
  const text = value === null ? '' : plain(value);
  return text === '' ? null : text;
}

/**
 * What a step is about: `the crate a`, `each of the crates a, b and 3 more`, `each crate` where files cannot tell. A
 * name with a space in it is none on any registry; it is counted and not shown, so that it cannot pass for a sentence.
 */
export function packagesPhrase(packages: readonly string[], noun: string): string {
  if (packages.length === 0) return `each ${noun}`;
  const shown = packages.map(plain).filter((name) => /^\S+$/u.test(name));
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
export function repositoryPhrase(values: BindingValues): string {
  const owner = given(values.owner);
  const repository = given(values.repository);
  return owner === null || repository === null ? 'the repository, as owner/name' : `${owner}/${repository}`;
}

/** How the publishing job has to look for its identity to be exchanged for a token. */
export function jobStep(values: BindingValues): string {
  const environment = given(values.environment);
  return environment === null
    ? 'Give the publishing job, and no other, the permission id-token: write, and name an environment with required reviewers in it.'
    : `Give the publishing job, and no other, the permission id-token: write, and name in it the environment ${environment}`;
}

/** Where a token that has to stay is kept. */
export function keepStep(values: BindingValues): string {
  const environment = given(values.environment);
  const step =
    'Store it on GitHub as a secret of an environment with required reviewers, the one of the publishing job, and delete the secret of the repository or organization that held the old one.';
  return environment === null ? step : `${step} The environment: ${environment}`;
}

/** What comes after a token was deleted or replaced. */
export const deleteSecretStep =
  'Delete its secret on GitHub wherever it is stored: in the environment, the repository and the organization.';

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
  owner: 'the user or organization that owns the repository on GitHub',
  repository: 'the name of the repository, without its owner',
  workflow: 'the name of the publishing workflow file, without its folder',
  environment: 'the name of the environment of the publishing job',
};

/** Names shown in a sentence before the rest is only counted. */
const mostNames = 5;
