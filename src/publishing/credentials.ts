import type { Act, Carrier } from '../registries/act.ts';
import { readCommandLine } from '../registries/command-line.ts';
import type { CredentialRules, CredentialStore } from '../registries/recogniser.ts';
import type { Place } from '../types/place.ts';
import { emptyValue, type Reference, referencesOf, showValue, textOf, type Value } from '../types/values.ts';
import { carried, firstCarried } from './carried.ts';
import type { Happening, Run } from './interpret/run.ts';
import type { Auth, Credential } from './publication.ts';
import type { Recognition } from './recognise.ts';
import { isVault, vaultedNames } from './vaults.ts';

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
    ...fromFiles(rules, index, run),
    ...fromStores(rules, index, run),
    ...fromLogins(rules, recognition, index, run),
  ];
  return unique(arrivals.flatMap((arrival) => classify(arrival, rules, index, run)));
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

/** A value and how it arrives. */
interface Arrival {
  readonly value: Value;
  readonly arrives: string;
  readonly at: Place;
  /** The variable is one that a vault action of the job may have set. */
  readonly variable: string | null;
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
  const patterns = rules.environment.map(pattern);
  return [...act.environment]
    .filter(([name]) => patterns.some((matches) => matches(name)))
    .map(([name, value]) => ({ value, arrives: `environment variable ${name}`, at, variable: name }));
}

/** Variables that an action of the job fetched from a vault; nothing in the workflow sets them. */
function fromVaults(rules: CredentialRules, act: Act, index: number, run: Run): readonly Arrival[] {
  const patterns = rules.environment.map(pattern);
  return run.happenings.slice(0, index).flatMap((happening) => {
    if (happening.act.kind !== 'action') return [];
    const vault = happening.act.action;
    return vaultedNames(happening.act)
      .filter((name) => !act.environment.has(name) && patterns.some((matches) => matches(name)))
      .map((name) => ({
        value: vaulted(vault),
        arrives: `environment variable ${name}`,
        at: happening.at,
        variable: null,
      }));
  });
}

function vaulted(action: string): Value {
  return [{ kind: 'hidden', references: [{ context: 'vault', path: [action] }], candidates: null, source: action }];
}

/** Secrets handed to a reusable workflow whose name says that they are this registry's. */
function fromSecrets(rules: CredentialRules, secrets: ReadonlyMap<string, Value>, at: Place): readonly Arrival[] {
  return [...secrets]
    .filter(([name]) => namesCredential(name, rules))
    .map(([name, value]) => ({ value, arrives: `secret ${name}`, at, variable: null }));
}

function fromFiles(rules: CredentialRules, index: number, run: Run): readonly Arrival[] {
  return run.written
    .filter(({ after }) => after <= index)
    .filter(({ path, content }) => {
      const target = showValue(path);
      const text = showValue(content);
      return rules.files.some(
        (file) =>
          target.endsWith(file.path) &&
          (file.markers.length === 0 || file.markers.some((marker) => text.includes(marker))),
      );
    })
    .map(({ path, content, at }) => ({ value: content, arrives: `file ${showValue(path)}`, at, variable: null }));
}

function fromStores(rules: CredentialRules, index: number, run: Run): readonly Arrival[] {
  return run.happenings.slice(0, index).flatMap(({ act, at }) => {
    if (act.kind !== 'command') return [];
    return rules.stores
      .filter(
        (store) =>
          store.program.includes(act.program) &&
          (store.mentions ?? ['']).some((text) => act.words.some((word) => showValue(word).includes(text))),
      )
      .flatMap((store) => stored(store, act, at));
  });
}

function stored(store: CredentialStore, act: Act & { readonly kind: 'command' }, at: Place): readonly Arrival[] {
  const line = readCommandLine(act.words, store.valueFlags ?? []);
  for (const path of store.subcommand) {
    if (!path.every((name, position) => textOf(line.positionals[position] ?? emptyValue) === name)) continue;
    const rest = { flags: line.flags, positionals: line.positionals.slice(path.length) };
    const value = firstCarried(store.credential, act, rest);
    return value === null || value === undefined
      ? []
      : [{ value, arrives: [act.program, ...path].join(' '), at, variable: null }];
  }
  return [];
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

/** A credential that a login action minted by itself. */
function mintedBy(action: string): Value {
  return [{ kind: 'hidden', references: [{ context: 'minted', path: [action] }], candidates: null, source: action }];
}

function classify(arrival: Arrival, rules: CredentialRules, index: number, run: Run): readonly Credential[] {
  const { value, arrives, at, variable } = arrival;
  const vault = variable === null ? undefined : vaultSetting(variable, index, run);
  const text = textOf(value);
  if (text === '') return vault === undefined ? [] : [{ kind: 'vault', source: vault, secret: null, arrives, at }];
  if (text !== null)
    return isPlaceholder(text) ? [] : [{ kind: 'long-lived', source: 'a literal value', secret: null, arrives, at }];
  return referencesOf(value).flatMap((reference) =>
    kindOf(reference, rules, index, run).map((kind) => ({ ...kind, arrives, at })),
  );
}

function kindOf(
  reference: Reference,
  rules: CredentialRules,
  index: number,
  run: Run,
): readonly Pick<Credential, 'kind' | 'source' | 'secret'>[] {
  const [first = '', ...rest] = reference.path;
  const source = [reference.context, ...reference.path].join('.');
  switch (reference.context) {
    case 'minted':
      return [{ kind: 'minted', source: first, secret: null }];
    case 'vault':
      return [{ kind: 'vault', source: first, secret: null }];
    case 'secrets':
      if (first.toUpperCase() === 'GITHUB_TOKEN')
        return [{ kind: 'job-token', source: 'secrets.GITHUB_TOKEN', secret: null }];
      return [{ kind: 'long-lived', source: first === '' ? 'secrets' : source, secret: first === '' ? null : first }];
    case 'github':
      return first === 'token' ? [{ kind: 'job-token', source, secret: null }] : [];
    case 'steps':
      return [
        {
          kind: outputKind(first, rest.at(-1) ?? '', rules, run),
          source: source.replace(/^steps\.(?:#\d+\/)*/, 'steps.'),
          secret: null,
        },
      ];
    case 'computed':
      return scriptKind(first, rules, run).map((kind) => ({
        kind,
        source: 'a value that the script computes',
        secret: null,
      }));
    case 'env': {
      const vault = vaultSetting(first, index, run);
      return [{ kind: vault === undefined ? 'unknown' : 'vault', source: vault ?? source, secret: null }];
    }
    case 'needs':
    case 'inputs':
    case 'vars':
      return [{ kind: 'unknown', source, secret: null }];
    default:
      return [];
  }
}

/** Whether a step's output was minted by OIDC, fetched from a vault, or cannot be told. */
function outputKind(step: string, output: string, rules: CredentialRules, run: Run): Credential['kind'] {
  const acts = actsOf(step, run);
  for (const { act } of acts) {
    if (act.kind !== 'action') continue;
    if (
      rules.minted.some(
        (minted) =>
          matchesAction(minted.action, act.action) &&
          (minted.output === '*' || minted.output.toLowerCase() === output.toLowerCase()),
      )
    )
      return 'minted';
    if (isVault(act)) return 'vault';
  }
  return scriptKind(step, rules, run)[0] ?? 'unknown';
}

/** What a script that computes a value calls: the registry's own exchange endpoint, or a vault. */
function scriptKind(step: string, rules: CredentialRules, run: Run): readonly Credential['kind'][] {
  const origin = run.origins.get(step);
  const script = origin?.step.run?.value.value ?? '';
  if (rules.mintEndpoints.some((endpoint) => script.includes(endpoint))) return ['minted'];
  if (actsOf(step, run).some(({ act }) => isVault(act))) return ['vault'];
  return [];
}

function actsOf(step: string, run: Run): readonly Happening[] {
  const origin = run.origins.get(step);
  return run.happenings.filter((happening) => run.origins.get(happening.origin) === origin && origin !== undefined);
}

/** The vault action that sets a variable for later steps, where one does. */
function vaultSetting(variable: string, index: number, run: Run): string | undefined {
  const found = run.happenings
    .slice(0, index)
    .find(
      ({ act }) =>
        act.kind === 'action' && vaultedNames(act).some((name) => name.toLowerCase() === variable.toLowerCase()),
    );
  return found?.act.kind === 'action' ? found.act.action : undefined;
}

function matchesAction(pattern: string, action: string): boolean {
  return pattern.endsWith('/*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action;
}

/** Words of a secret's name are compared one by one: `MY_NPM_TOKEN` names npm, `COMPANION` does not. */
export function namesCredential(name: string, rules: CredentialRules): boolean {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return rules.names.some((wanted) => words.includes(wanted)) || rules.environment.some((text) => pattern(text)(name));
}

/** Values people put where a token would go so that a tool stops asking. */
function isPlaceholder(text: string): boolean {
  return /^(x+|dummy|fake|none|null|unused|placeholder|not-?used|not-?needed|test|false|true|oidc|__token__|\*+)$/i.test(
    text.trim(),
  );
}

function pattern(text: string): (name: string) => boolean {
  const pieces = text.toLowerCase().split('*');
  return (name) => {
    const lower = name.toLowerCase();
    if (pieces.length === 1) return lower === pieces[0];
    const [start = '', ...rest] = pieces;
    const end = rest.pop() ?? '';
    return (
      lower.length >= start.length + end.length &&
      lower.startsWith(start) &&
      lower.endsWith(end) &&
      rest.every((piece) => lower.includes(piece))
    );
  };
}

function unique(credentials: readonly Credential[]): readonly Credential[] {
  const seen = new Map<string, Credential>();
  for (const credential of credentials) {
    const key = `${credential.kind} ${credential.source} ${credential.arrives}`;
    if (!seen.has(key)) seen.set(key, credential);
  }
  return [...seen.values()];
}
