import type { CredentialRules } from '../registries/recogniser.ts';
import type { Place } from '../types/place.ts';
import { type Reference, referencesOf, textOf, type Value } from '../types/values.ts';
import type { Happening, Run } from './interpret/run.ts';
import type { Credential } from './publication.ts';
import { isVault, vaultedNames } from './vaults.ts';

/** A value on its way to a publishing act, and how it arrives. */
export interface Arrival {
  readonly value: Value;
  readonly arrives: string;
  readonly at: Place;
  /** The variable is one that a vault action of the job may have set. */
  readonly variable: string | null;
}

/** A credential that an action minted by itself. */
export function mintedBy(action: string): Value {
  return [{ kind: 'hidden', references: [{ context: 'minted', path: [action] }], candidates: null, source: action }];
}

/** A stored secret that an action fetched by itself. */
export function vaultedBy(action: string): Value {
  return [{ kind: 'hidden', references: [{ context: 'vault', path: [action] }], candidates: null, source: action }];
}

/** The credentials in a value that arrives at act number `index` of the run: what flows into it, and what that is. */
export function credentialsIn(
  arrival: Arrival,
  rules: CredentialRules,
  index: number,
  run: Run,
): readonly Credential[] {
  const { value, arrives, at, variable } = arrival;
  const vault = variable === null ? undefined : vaultSetting(variable, index, run);
  const text = textOf(value);
  if (text === '') return vault === undefined ? [] : [{ kind: 'vault', source: vault, secret: null, arrives, at }];
  if (text !== null)
    return isPlaceholder(text) ? [] : [{ kind: 'long-lived', source: 'a literal value', secret: null, arrives, at }];
  return referencesOf(value).flatMap((reference) =>
    kindsOf(reference, rules, index, run).map((kind) => ({ ...kind, arrives, at })),
  );
}

function kindsOf(
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
    case 'computed': {
      const kind = scriptKind(first, rules, run);
      return kind === null ? [] : [{ kind, source: 'a value that the script computes', secret: null }];
    }
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
  for (const { act } of happeningsOf(step, run)) {
    if (act.kind !== 'action') continue;
    const { action } = act;
    const mints = rules.minted.some(
      (minted) =>
        (minted.action.endsWith('/*') ? action.startsWith(minted.action.slice(0, -1)) : minted.action === action) &&
        (minted.output === '*' || minted.output.toLowerCase() === output.toLowerCase()),
    );
    if (mints) return 'minted';
    if (isVault(act)) return 'vault';
  }
  return scriptKind(step, rules, run) ?? 'unknown';
}

/** What a script that computes a value calls: the registry's own exchange endpoint, or a vault; null for neither. */
function scriptKind(step: string, rules: CredentialRules, run: Run): Credential['kind'] | null {
  const script = run.origins.get(step)?.step.run?.value.value ?? '';
  if (rules.mintEndpoints.some((endpoint) => script.includes(endpoint))) return 'minted';
  return happeningsOf(step, run).some(({ act }) => isVault(act)) ? 'vault' : null;
}

function happeningsOf(step: string, run: Run): readonly Happening[] {
  const origin = run.origins.get(step);
  return run.happenings.filter((happening) => origin !== undefined && run.origins.get(happening.origin) === origin);
}

/** An action of a run that may set variables to what it fetches from a vault. */
interface VaultAct {
  /** Number of the act. */
  readonly index: number;
  readonly action: string;
  readonly names: readonly string[];
  readonly at: Place;
}

/** Looked for once for each run. */
export function vaultsIn(run: Run): readonly VaultAct[] {
  const vaults =
    knownVaults.get(run) ??
    run.happenings.flatMap(({ act, at }, index) => {
      const names = act.kind === 'action' ? vaultedNames(act) : [];
      return act.kind === 'action' && names.length > 0 ? [{ index, action: act.action, names, at }] : [];
    });
  knownVaults.set(run, vaults);
  return vaults;
}

const knownVaults = new WeakMap<Run, readonly VaultAct[]>();

/** The vault action that sets a variable for later steps, where one does. */
function vaultSetting(variable: string, index: number, run: Run): string | undefined {
  const lower = variable.toLowerCase();
  return vaultsIn(run).find((vault) => vault.index < index && vault.names.some((name) => name.toLowerCase() === lower))
    ?.action;
}

/** Values people put where a token would go so that a tool stops asking. */
function isPlaceholder(text: string): boolean {
  return /^(x+|dummy|fake|none|null|unused|placeholder|not-?used|not-?needed|test|false|true|oidc|__token__|\*+)$/i.test(
    text.trim(),
  );
}
