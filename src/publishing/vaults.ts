import type { Act } from '../registries/act.ts';
import { showValue } from '../types/values.ts';

/**
 * Actions that fetch a stored secret. What they hand on is long-lived however they signed in: OIDC towards the vault is
 * not trusted publishing. `*` matches any path below.
 */
const vaultActions: readonly string[] = [
  'hashicorp/vault-action',
  'aws-actions/aws-secretsmanager-get-secrets',
  'google-github-actions/get-secretmanager-secrets',
  'azure/get-keyvault-secrets',
  '1password/load-secrets-action',
  'dopplerhq/secrets-fetch-action',
  'infisical/secrets-action',
  'bitwarden/sm-action',
  'akeyless-community/akeyless-github-action',
  'cyberark/conjur-action',
  'keeper-security/ksm-action',
  'launchdarkly/gh-actions/actions/release-secrets',
  'dkershner6/aws-ssm-getparameters-action',
  'abhilash1in/aws-secrets-manager-action',
  'say8425/aws-secrets-manager-actions',
  'grafana/shared-workflows/actions/get-vault-secrets',
  'sonarsource/vault-action-wrapper',
];

/** Programs that print a stored secret. */
const vaultCommands: readonly (readonly string[])[] = [
  ['vault', 'kv', 'get'],
  ['vault', 'read'],
  ['aws', 'secretsmanager', 'get-secret-value'],
  ['aws', 'ssm', 'get-parameter'],
  ['aws', 'ssm', 'get-parameters'],
  ['gcloud', 'secrets', 'versions', 'access'],
  ['az', 'keyvault', 'secret', 'show'],
  ['op', 'read'],
  ['op', 'item', 'get'],
  ['doppler', 'secrets', 'get'],
  ['infisical', 'secrets', 'get'],
  ['bws', 'secret', 'get'],
  ['pass', 'show'],
];

/** Whether an act fetches a stored secret. */
export function isVault(act: Act): boolean {
  if (act.kind === 'action')
    return vaultActions.some((name) => act.action === name || act.action.startsWith(`${name}/`));
  const words = [act.program, ...act.words.map(showValue)];
  return vaultCommands.some((path) => path.every((word, index) => words[index] === word));
}

/**
 * The names under which an action that fetches secrets sets them for later steps. The inputs of such actions are lists
 * of `path | NAME;`, `path = NAME` and `NAME:path` lines, so every name-like word of a known vault's inputs counts, and
 * of any other action only what stands right after `|`, `=`, `>` or in front of `:` beside a path.
 */
export function vaultedNames(act: Act): readonly string[] {
  if (act.kind !== 'action') return [];
  const text = [...act.inputs.values()].map(showValue).join('\n').slice(0, 65_536);
  if (isVault(act))
    return [...text.matchAll(/[A-Za-z_][A-Za-z0-9_]{2,}/g), ...[...act.environment.keys()].map((name) => [name])].map(
      ([name]) => name ?? '',
    );
  return [...text.matchAll(/[/.][\w/.-]{3,200}['"]?\s{0,3}(?:\||=|=>|->)\s{0,3}['"]?([A-Z_][A-Z0-9_]{2,})/g)].map(
    (match) => match[1] ?? '',
  );
}
