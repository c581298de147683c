import type { RegistryId } from '../types/registry-id.ts';

/** Who can be asked beside GitHub: the registries, and what joins them. */
export type ServiceId = RegistryId | 'deps.dev' | 'osv';

/**
 * The one seam through which registries are asked. Rate, retries, time-outs, conditional requests, size limits,
 * redirects, base addresses and offline mode are dealt with here; what an answer means is for the caller.
 */
export interface Http {
  /** One question. Never throws: what went wrong is in the reply. Every status that was answered comes back as an answer. */
  ask(question: Question): Promise<Reply>;
}

/** One request. Only what stands here can differ; the address comes from the service's bases, never from a repository. */
export interface Question {
  readonly service: ServiceId;
  /** Which of the service's bases: see `services.ts`. `main` where it has one only. */
  readonly base: string;
  /** From the base on, with a leading slash and the query; every part that is data is percent-encoded by the caller. */
  readonly path: string;
  /** GET where it is left out. POST is for questions that do not fit an address (OSV), never for changes. */
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly accept?: string;
  /** Sent as JSON, with POST. */
  readonly body?: unknown;
  /** Bytes of the (decompressed) body, at most; 8 MiB where it is left out. Beyond it the reply is `unavailable`. */
  readonly mostBytes?: number;
  /** Read while it arrives and kept as what it makes of it, for bodies that must not be held or are no text. */
  readonly distil?: Distiller;
  /**
   * An answer younger than this many seconds is taken from the store without asking; 0 where it is left out. That something
   * is not there is believed for five minutes at most, unless `finalFrom` says more.
   */
  readonly freshSeconds?: number;
  /**
   * From when on an answer is final, in milliseconds since the epoch, 0: whenever it was given; null: never, so that it is
   * asked for again. What was answered before that time is believed for five minutes at most. `text` is null where the
   * registry said that there is nothing.
   */
  readonly finalFrom?: (text: string | null) => number | null;
}

export interface Distiller {
  /** Goes into the key under which the answer is kept; goes up when what it makes changes: `npm-packument/1`. */
  readonly name: string;
  /** Throws `Indigestible` for what has not the shape; anything else that it throws is taken for the same. */
  distil(chunks: AsyncIterable<Uint8Array>): Promise<string>;
}

/** What arrived is not what was asked for; the message says how, without quoting it. */
export class Indigestible extends Error {
  override readonly name = 'Indigestible';
}

export type Reply =
  | {
      readonly state: 'answered';
      readonly status: number;
      /** Lower-case names; those that callers read only (etag, last-modified, content-type, retry-after, x-pypi-last-serial). */
      readonly headers: Readonly<Record<string, string>>;
      /** The body, or what was distilled of it (for a 2xx status only; empty otherwise). */
      readonly text: string;
      /** The address that was asked, without credentials. */
      readonly source: string;
      /** `network`; `unchanged`: a 304; `kept`: not asked again; `replayed`: from a recording. */
      readonly from: 'network' | 'unchanged' | 'kept' | 'replayed';
    }
  | {
      readonly state: 'unavailable';
      /** One sentence for a person: time-out, refused, too large, a redirect to elsewhere, offline, over budget. */
      readonly reason: string;
      readonly source: string;
      /** Milliseconds since the epoch when it is worth another try; null where that is not known. */
      readonly until: number | null;
    };

/** Where answers are kept between runs. `key` is made of service, method, address, accept, body and distiller. */
export interface AnswerKeeper {
  get(key: string): Promise<KeptAnswer | null>;
  put(key: string, answer: KeptAnswer): Promise<void>;
}

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Milliseconds since the epoch of the last time that the registry said so (a 304 renews it). */
  readonly at: number;
}

/** Told of every request that went out, for budgets and metrics. */
export interface HttpCounter {
  asked(service: ServiceId, outcome: 'answered' | 'unchanged' | 'unavailable', bytes: number): void;
}
