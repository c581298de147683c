import type { Act, Carrier } from '../registries/act.ts';
import { readCommandLine } from '../registries/command-line.ts';
import type { CredentialRules, CredentialStore } from '../registries/recogniser.ts';
import type { Registry } from '../registries/registry.ts';
import type { Place } from '../types/place.ts';
import { emptyValue, known, showValue, textOf, type Value } from '../types/values.ts';
import { carried, firstCarried } from './carried.ts';
import { arrivalsByFile, asClientReads, isForOther } from './credential-files.ts';
import { type Arrival, credentialsIn, mintedBy, vaultedBy } from './credential-kinds.ts';
import { isCredentialVariable, namesCredential } from './credential-names.ts';
import type { Run } from './interpret/run.ts';
import type { Auth, Credential } from './publication.ts';
import type { Recognition } from './recognise.ts';
import { vaultedNames } from './vaults.ts';

/** Every credential of the registry found on its way to the act: handed over, in the environment, or put in place before. */
export function credentialsOf(recognition: Recognition, index: number, run: Run): readonly Credential[] {
  const { registry, row, act } = recognition;
  const rules = registry.credentials;
  const here = run.happenings[index];
  if (here === undefined) return [];
  const arrivals: Arrival[] = [
    ...(row.credential ?? []).flatMap((carrier) => arrivalsBy(carrier, recognition, here.at)),
    ...fromEnvironment(rules, act, here.at),
    ...fromVaults(rules, act, index, run),
    ...(act.kind === 'action' && act.secrets !== 'inherit' ? fromSecrets(rules, act.secrets, here.at) : []),
    ...arrivalsByFile(registry, act, index, run),
    ...fromStores(registry, act, index, run),
    ...fromLogins(rules, recognition, index, run),
  ];
  return unique(arrivals.flatMap((arrival) => credentialsIn(arrival, rules, index, run)));
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
  if (kinds.has('unknown') || kinds.has('job-token'))
    return kinds.has('unknown') && oidc === 'native' && idToken
      ? 'unknown'
      : kinds.has('job-token') && oidc === 'native' && idToken
        ? 'trusted-publishing'
        : 'unknown';
  return oidc === 'native' && idToken ? 'trusted-publishing' : 'unknown';
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

/** Variables that an action of the job fetched from a vault; nothing in the workflow sets them. */
function fromVaults(rules: CredentialRules, act: Act, index: number, run: Run): readonly Arrival[] {
  return run.happenings.slice(0, index).flatMap((happening) => {
    if (happening.act.kind !== 'action') return [];
    const vault = happening.act.action;
    return vaultedNames(happening.act)
      .filter((name) => !act.environment.has(name) && isCredentialVariable(name, rules))
      .map((name) => ({
        value: vaultedBy(vault),
        arrives: `environment variable ${name}`,
        at: happening.at,
        variable: null,
      }));
  });
}

/** Secrets handed to a reusable workflow whose name says that they are this registry's. */
function fromSecrets(rules: CredentialRules, secrets: ReadonlyMap<string, Value>, at: Place): readonly Arrival[] {
  return [...secrets]
    .filter(([name]) => namesCredential(name, rules))
    .map(([name, value]) => ({ value, arrives: `secret ${name}`, at, variable: null }));
}

function fromStores(registry: Registry, publishing: Act, index: number, run: Run): readonly Arrival[] {
  return run.happenings.slice(0, index).flatMap(({ act, at }) => {
    if (act.kind !== 'command' || act.words.some((word) => isForOther(word, registry))) return [];
    return registry.credentials.stores
      .filter(
        (store) =>
          store.program.includes(act.program) &&
          (store.mentions ?? ['']).some((text) => act.words.some((word) => showValue(word).includes(text))),
      )
      .flatMap((store) => stored(store, act, at, publishing));
  });
}

function stored(
  store: CredentialStore,
  act: Act & { readonly kind: 'command' },
  at: Place,
  publishing: Act,
): readonly Arrival[] {
  const line = readCommandLine(act.words, store.valueFlags ?? []);
  for (const path of store.subcommand) {
    if (!path.every((name, position) => textOf(line.positionals[position] ?? emptyValue) === name)) continue;
    const rest = { flags: line.flags, positionals: line.positionals.slice(path.length) };
    const value = firstCarried(store.credential, act, rest);
    if (value === null || value === undefined) return [];
    const arrives = [act.program, ...path].join(' ');
    return asClientReads(withoutKey(value, store), publishing.environment).map(({ read, variable }) => ({
      value: read,
      arrives,
      at,
      variable,
    }));
  }
  return [];
}

/** `//host/:_authToken=X`: what stands behind the key. */
function withoutKey(value: Value, { mentions = [] }: CredentialStore): Value {
  const [first, ...rest] = value;
  if (first?.kind !== 'text') return value;
  const equals = first.text.indexOf('=');
  const isKey = equals >= 0 && mentions.some((text) => first.text.slice(0, equals).endsWith(text));
  return isKey ? [...known(first.text.slice(equals + 1)), ...rest] : value;
}

function fromLogins(rules: CredentialRules, recognition: Recognition, index: number, run: Run): readonly Arrival[] {
  return run.happenings.slice(0, index).flatMap(({ act, at }) => {
    if (act.kind !== 'action') return [];
    return rules.logins
      .filter((login) => login.action === act.action)
      .flatMap((login): readonly Arrival[] => {
        if (login.host !== undefined) {
          const host = act.inputs.get(login.host.input) ?? emptyValue;
          const text = textOf(host) === '' ? login.host.default : textOf(host);
          if (text !== null && !recognition.registry.isHome(text)) return [];
        }
        const values = login.credential.flatMap((carrier) => carried(carrier, act, null) ?? []);
        if (values.length === 0 && login.oidcWithout)
          return [{ value: mintedBy(act.action), arrives: act.action, at, variable: null }];
        return [{ value: values, arrives: act.action, at, variable: null }];
      });
  });
}

function unique(credentials: readonly Credential[]): readonly Credential[] {
  const seen = new Map<string, Credential>();
  for (const credential of credentials) {
    const key = `${credential.kind} ${credential.source} ${credential.arrives}`;
    if (!seen.has(key)) seen.set(key, credential);
  }
  return [...seen.values()];
}
