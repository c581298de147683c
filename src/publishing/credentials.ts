import type { Act, Carrier } from '../registries/act.ts';
import type { CredentialRules } from '../registries/recogniser.ts';
import type { Place } from '../types/place.ts';
import { referencesOf, type Value } from '../types/values.ts';
import { carried } from './carried.ts';
import { arrivalsByFile } from './credential-files.ts';
import { type Arrival, credentialsIn } from './credential-kinds.ts';
import { isCredentialVariable, namesCredential } from './credential-names.ts';
import type { Run } from './interpret/run.ts';
import { placedArrivals } from './placed-credentials.ts';
import type { Auth, Credential } from './publication.ts';
import type { Recognition } from './recognise.ts';

/** Every credential of the registry found on its way to the act: handed over, in the environment, or put in place before. */
export function credentialsOf(recognition: Recognition, index: number, run: Run): readonly Credential[] {
  const { registry, row, act } = recognition;
  const rules = registry.credentials;
  const here = run.happenings[index];
  if (here === undefined) return [];
  const arrivals: Arrival[] = [
    ...(row.credential ?? []).flatMap((carrier) => arrivalsBy(carrier, recognition, here.at)),
    ...fromEnvironment(rules, act, here.at),
    ...(act.kind === 'action' && act.secrets !== 'inherit' ? fromSecrets(rules, act.secrets, here.at) : []),
    ...arrivalsByFile(registry, act, index, run),
    ...placedArrivals(registry, act, index, run),
  ];
  const found = arrivals.flatMap((arrival) => credentialsIn(arrival, rules, index, run));
  if (found.length > 0 || row.oidc === 'native') return unique(found);
  return unique(fromNames(rules, act, here.at).flatMap((arrival) => credentialsIn(arrival, rules, index, run)));
}

/** Where a client cannot mint and nothing else was found: secrets in its environment that are named for the registry. */
function fromNames(rules: CredentialRules, act: Act, at: Place): readonly Arrival[] {
  return [...act.environment]
    .filter(
      ([name, value]) =>
        namesCredential(name, rules) && referencesOf(value).some(({ context }) => context === 'secrets'),
    )
    .map(([name, value]) => ({ value, arrives: `environment variable ${name}`, at, variable: name }));
}

/** What the files show: a token whenever a long-lived credential reaches the step. */
export function authOf(
  credentials: readonly Credential[],
  oidc: 'native' | 'minted' | 'never',
  idToken: boolean,
): Auth {
  const kinds = new Set(credentials.map(({ kind }) => kind));
  if (kinds.has('long-lived') || kinds.has('vault')) return 'token';
  if (kinds.has('minted')) return 'trusted-publishing';
  return oidc === 'native' && idToken && !kinds.has('unknown') ? 'trusted-publishing' : 'unknown';
}

function arrivalsBy(carrier: Carrier, recognition: Recognition, at: Place): readonly Arrival[] {
  const value = carried(carrier, recognition.act, recognition.line);
  if (value === null || value === undefined) return [];
  const arrives =
    'input' in carrier
      ? `input ${carrier.input}`
      : 'flag' in carrier
        ? carrier.flag
        : 'env' in carrier
          ? `environment variable ${carrier.env}`
          : 'stdin' in carrier
            ? 'standard input'
            : 'argument';
  return [{ value, arrives, at, variable: 'env' in carrier ? carrier.env : null }];
}

function fromEnvironment(rules: CredentialRules, act: Act, at: Place): readonly Arrival[] {
  return [...act.environment]
    .filter(([name]) => isCredentialVariable(name, rules))
    .map(([name, value]) => ({ value, arrives: `environment variable ${name}`, at, variable: name }));
}

/** Secrets handed to a reusable workflow whose name says that they are this registry's. */
function fromSecrets(rules: CredentialRules, secrets: ReadonlyMap<string, Value>, at: Place): readonly Arrival[] {
  return [...secrets]
    .filter(([name]) => namesCredential(name, rules))
    .map(([name, value]) => ({ value, arrives: `secret ${name}`, at, variable: null }));
}

function unique(credentials: readonly Credential[]): readonly Credential[] {
  const seen = new Map<string, Credential>();
  for (const credential of credentials) {
    const key = `${credential.kind} ${credential.source} ${credential.arrives}`;
    if (!seen.has(key)) seen.set(key, credential);
  }
  return [...seen.values()];
}
