import type { Builds } from './builds.ts';
import type { Evidence } from './evidence.ts';
import type { Shop } from './shop.ts';

/** One registry: where its documents are, and how they look. */
export interface LocalRegistry {
  /** Its service. */
  readonly service: string;
  /** What names are compared by, where the registry takes several spellings for one; the name itself where it is left out. */
  readonly nameKey?: (name: string) => string;
  /** Files of a release of which the scenario names none. None for what only joins. */
  usualFiles(name: string, version: string): readonly string[];
  readonly routes: readonly Route[];
}

export interface Route {
  readonly base: string;
  readonly method?: 'POST';
  /** Matched against the whole path from the base on, still encoded; what varies are named groups. */
  readonly path: RegExp;
  /** Null: there is no such document. */
  answer(asked: Asked, world: RegistryWorld): Answer | null | Promise<Answer | null>;
}

/** A request as the routes see it. */
export interface Asked {
  /** A named group of the path, decoded; empty where it did not take part. */
  readonly part: (name: string) => string;
  readonly query: URLSearchParams;
  /** The `Accept` header; empty where there is none. */
  readonly accept: string;
  /** Parsed JSON; undefined where nothing was sent. */
  readonly body: unknown;
}

export interface Answer {
  /** 200 where it is left out. */
  readonly status?: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  /** Milliseconds since the epoch, for `Last-Modified`; null where the registry does not tell. */
  readonly changedAt: number | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** All that documents are made of. */
export interface RegistryWorld {
  readonly shop: Shop;
  readonly evidence: Evidence;
  readonly builds: Builds;
  /** Base addresses by service and base. */
  readonly bases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly now: () => Date;
}

export function json(body: unknown, changedAt: number | null, contentType = 'application/json'): Answer {
  return { contentType, body: JSON.stringify(body), changedAt };
}

/** Base address of a service; it is always there, as both come from the same table. */
export function addressOf({ bases }: RegistryWorld, service: string, base = 'main'): string {
  return bases[service]?.[base] ?? '';
}
