import type { Question, ServiceId } from './http.ts';
import { type Pace, services } from './services.ts';

/** Base addresses that stand in for the services' own, by service and base: `bases.npm.main`. */
export type BaseOverrides = Readonly<Record<string, Readonly<Record<string, BaseOverride>>>>;

/** An address, which may carry a name and a password, or an address and the whole value of an `Authorization` header. */
export type BaseOverride = string | { readonly address: string; readonly authorization: string };

/** One base of a service as it is asked in this run. */
export interface Place {
  readonly service: ServiceId;
  readonly base: string;
  /** Without credentials, query and a slash at the end. */
  readonly address: URL;
  /** Sent to this origin only. */
  readonly authorization: string | null;
  readonly pace: Pace;
  readonly mostInADay: number;
  /** Origins that were configured for any base of the service: its redirects may lead there. */
  readonly origins: ReadonlySet<string>;
  readonly hosts: readonly string[];
}

/**
 * The bases of every service, with what is configured instead of them.
 *
 * @throws Error for a configured address that is none of http or https
 */
export function placesOf(overrides: BaseOverrides): (question: Question) => Place | null {
  const places = new Map<string, Place>();
  for (const [service, { bases, furtherHosts, pace, mostInADay }] of Object.entries(services)) {
    const own = Object.values(bases).map(({ address }) => new URL(address));
    const targets = Object.entries(bases).map(([base, { address, pace: ownPace = pace }]) => ({
      base,
      pace: ownPace,
      ...targetOf(overrides[service]?.[base] ?? address),
    }));
    const origins = new Set(targets.map(({ address }) => address.origin));
    const hosts = [...own.map(({ hostname }) => hostname), ...furtherHosts];
    for (const target of targets)
      places.set(nameOf(service, target.base), {
        ...target,
        service: service as ServiceId,
        mostInADay,
        origins,
        hosts,
      });
  }
  return ({ service, base }) => places.get(nameOf(service, base)) ?? null;
}

/** The address of a question, or null where its path leads out of the base. */
export function addressOf(place: Place, path: string): URL | null {
  if (!path.startsWith('/') || path.length > longestPath || unfitPath.test(path)) return null;
  const [plain = ''] = path.split('?', 1);
  if (plain.split('/').some((segment) => dotSegment.test(segment))) return null;
  return URL.parse(place.address.href.replace(/\/$/, '') + path);
}

/**
 * Forms of a credential that must not come back in an answer, the longest first: the header, what it carries, and the
 * password by itself, each also as addresses and JSON write it.
 */
export function secretsOf({ authorization }: Place): readonly string[] {
  if (authorization === null) return [];
  const carried = authorization.slice(authorization.indexOf(' ') + 1);
  const decoded = /^basic /i.test(authorization) ? Buffer.from(carried, 'base64').toString('utf8') : '';
  const password = decoded.slice(decoded.indexOf(':') + 1);
  const forms = [authorization, carried, decoded, password].flatMap((form) => [
    form,
    encodeURIComponent(form.toWellFormed()),
    JSON.stringify(form).slice(1, -1),
  ]);
  return [...new Set(forms)].filter((form) => form.length >= shortestSecret).toSorted((a, b) => b.length - a.length);
}

const longestPath = 4000;

/** Shorter ones would blacken words of every answer. */
const shortestSecret = 6;

/** A fragment would not be sent, and a backslash is a slash to URLs. */
const unfitPath = /[#\\\p{Cc}]/u;

/** `.` and `..`, which URLs resolve, encoded or not. */
const dotSegment = /^(?:\.|%2e){1,2}$/i;

function nameOf(service: string, base: string): string {
  return JSON.stringify([service, base]);
}

function targetOf(override: BaseOverride): { readonly address: URL; readonly authorization: string | null } {
  const text = typeof override === 'string' ? override : override.address;
  const address = URL.parse(text);
  if (address === null || (address.protocol !== 'https:' && address.protocol !== 'http:'))
    throw new Error('A base address of a registry has to begin with https:// or http://.');
  const authorization = typeof override === 'string' ? basicOf(address) : override.authorization;
  address.username = '';
  address.password = '';
  address.search = '';
  address.hash = '';
  return { address, authorization };
}

function basicOf({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  const pair = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
