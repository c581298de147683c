import type { Act } from '../registries/act.ts';
import type { CredentialLogin, CredentialStore } from '../registries/recogniser.ts';
import type { Registry } from '../registries/registry.ts';
import type { Place } from '../types/place.ts';
import { emptyValue, known, showValue, textOf, type Value } from '../types/values.ts';
import { carried, firstCarried } from './carried.ts';
import { asClientReads, isForOther } from './credential-files.ts';
import { type Arrival, mintedBy, vaultedBy, vaultsIn } from './credential-kinds.ts';
import { isCredentialVariable } from './credential-names.ts';
import type { Run } from './interpret/run.ts';
import { storeCallOf } from './store-call.ts';

/** Credentials that acts before number `index` of the run have put in place: stored, logged in with, or fetched. */
export function placedArrivals(registry: Registry, act: Act, index: number, run: Run): readonly Arrival[] {
  const stored = before(index, placedIn(run, registry)).flatMap(({ value, arrives, at }) =>
    asClientReads(value, act.environment).map(({ read, variable }) => ({ value: read, arrives, at, variable })),
  );
  // variables that an action fetched from a vault; nothing in the workflow sets them
  const fetched = before(index, vaultsIn(run)).flatMap(({ action, names, at }) =>
    names
      .filter((name) => !act.environment.has(name) && isCredentialVariable(name, registry.credentials))
      .map((name) => ({ value: vaultedBy(action), arrives: `environment variable ${name}`, at, variable: null })),
  );
  return [...fetched, ...stored];
}

/** A credential that an act puts in place for those after it. */
interface Placed {
  /** Number of the act. */
  readonly index: number;
  readonly value: Value;
  readonly arrives: string;
  readonly at: Place;
}

/** The last ones count; a job that puts more in place does so over and over. */
const mostPlaced = 100;

function before<T extends { readonly index: number }>(index: number, placed: readonly T[]): readonly T[] {
  return placed.filter((each) => each.index < index).slice(-mostPlaced);
}

/** Looked for once for each run and registry. */
function placedIn(run: Run, registry: Registry): readonly Placed[] {
  const byRegistry = placedByRun.get(run) ?? new Map<Registry, readonly Placed[]>();
  placedByRun.set(run, byRegistry);
  const placed =
    byRegistry.get(registry) ??
    run.happenings.flatMap(({ act, at }, index) => placedBy(act, registry).map((each) => ({ ...each, index, at })));
  byRegistry.set(registry, placed);
  return placed;
}

const placedByRun = new WeakMap<Run, Map<Registry, readonly Placed[]>>();

function placedBy(act: Act, registry: Registry): readonly Pick<Placed, 'value' | 'arrives'>[] {
  const { stores, logins } = registry.credentials;
  if (act.kind === 'action')
    return logins.filter(({ action }) => action === act.action).flatMap((login) => loginBy(login, act, registry));
  if (act.words.some((word) => isForOther(word, registry))) return [];
  return stores
    .filter(({ mentions = [''] }) => mentions.some((text) => act.words.some((word) => showValue(word).includes(text))))
    .flatMap((store) => storedBy(store, act, registry));
}

function storedBy(
  store: CredentialStore,
  act: Act & { readonly kind: 'command' },
  registry: Registry,
): readonly Pick<Placed, 'value' | 'arrives'>[] {
  const call = storeCallOf(store, act);
  if (call === null) return [];
  const { host, rest, subcommand } = call;
  // a host that is hidden may be this registry's
  if (typeof host === 'string' && !registry.isHome(host)) return [];
  const value = firstCarried(store.credential, act, rest);
  if (value === null || value === undefined) return [];
  return [{ value: withoutKey(value, store), arrives: [act.program, ...subcommand].join(' ') }];
}

/** `//host/:_authToken=X`: what stands behind the key. */
function withoutKey(value: Value, { mentions = [] }: CredentialStore): Value {
  const [first, ...rest] = value;
  if (first?.kind !== 'text') return value;
  const equals = first.text.indexOf('=');
  const isKey = equals >= 0 && mentions.some((text) => first.text.slice(0, equals).endsWith(text));
  return isKey ? [...known(first.text.slice(equals + 1)), ...rest] : value;
}

function loginBy(
  login: CredentialLogin,
  act: Act & { readonly kind: 'action' },
  registry: Registry,
): readonly Pick<Placed, 'value' | 'arrives'>[] {
  if (login.host !== undefined) {
    const host = textOf(act.inputs.get(login.host.input) ?? emptyValue);
    if (host !== null && !registry.isHome(host === '' ? login.host.default : host)) return [];
  }
  const value = login.credential.flatMap((carrier) => carried(carrier, act, null) ?? []);
  const mints = value.length === 0 && login.oidcWithout;
  return [{ value: mints ? mintedBy(act.action) : value, arrives: act.action }];
}
