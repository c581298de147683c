import { setTimeout as pause } from 'node:timers/promises';
import { type Asking, askNetwork } from './ask-network.ts';
import { type Budgets, budgetsInMemory } from './budgets.ts';
import { openGate } from './gate.ts';
import type { AnswerKeeper, Http, HttpCounter, Question, Reply } from './http.ts';
import { freshFor, keptAnswer, keyOf, replyOf } from './kept.ts';
import { openLanes } from './lanes.ts';
import { addressOf, type BaseOverrides, placesOf } from './places.ts';
import type { TimeLimits } from './request.ts';

export interface HttpOptions {
  /** Null: nothing is kept between runs, and every question goes out. */
  readonly keeper: AnswerKeeper | null;
  /** Addresses instead of the services' own, from configuration and never from a repository. */
  readonly bases?: BaseOverrides;
  /** How whoever runs this is reached: a page or an address of electronic mail. */
  readonly contact: string;
  readonly version: string;
  /** Nothing goes out and nothing is taken from the store: every reply is `unavailable`. */
  readonly offline?: boolean;
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
  readonly counter?: HttpCounter;
  /** Where the requests of a day are counted; in memory where it is left out. */
  readonly budgets?: Budgets;
  /** Ends what is under way; whatever waits or comes later is `unavailable`. */
  readonly signal?: AbortSignal;
  /** False for registries of one's own only (the sandbox): requests keep no distance in time. */
  readonly spaced?: boolean;
  /** 20 seconds until the headers are there and 60 for the whole where they are left out. */
  readonly timeLimits?: TimeLimits;
  /** Milliseconds before the first retry, doubled for the next, and up to half as much again by chance; 500. */
  readonly retryAfter?: number;
}

/**
 * The way to the registries.
 *
 * @throws Error for a configured base address that is none of http or https; `ask` itself never throws
 */
export function openHttp(options: HttpOptions): Http {
  const { keeper, now = Date.now, signal = null, retryAfter = 500 } = options;
  const placeOf = placesOf(options.bases ?? {});
  const network: Asking = {
    lanes: openLanes(options.spaced ?? true),
    gate: openGate(options.budgets ?? budgetsInMemory(), now),
    // looked up when it is called, for tests stand in for the global one
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    keeper,
    version: options.version,
    contact: options.contact,
    counter: options.counter ?? { asked: () => undefined },
    timeLimits: options.timeLimits ?? { headers: 20_000, whole: 60_000 },
    signal,
    now,
    async waitForRetry(attempt) {
      const milliseconds = retryAfter * 2 ** attempt;
      await pause(milliseconds * (1 + Math.random() / 2), undefined, signal === null ? {} : { signal }).catch(
        () => undefined,
      );
    },
  };
  signal?.addEventListener('abort', () => network.lanes.dismiss('all'), { once: true });
  const underWay = new Map<string, Promise<Reply>>();

  async function ask(question: Question): Promise<Reply> {
    const { service, path } = question;
    const place = placeOf(question);
    if (place === null) return unavailable(`No address is known for ${service} (${question.base}).`, '');
    const address = addressOf(place, path);
    if (address === null)
      return unavailable(`What was to be asked of ${service} is no address there.`, place.address.href);
    const source = address.href;
    if (options.offline === true) return unavailable(`${service} was not asked: this run is offline.`, source);

    const key = keyOf(question, source);
    const kept = await keptAnswer(keeper, key);
    const age = kept === null ? Number.POSITIVE_INFINITY : now() - kept.at;
    // an answer from the future was kept by another clock, and is asked for again
    if (kept !== null && age >= 0 && age < 1000 * freshFor(kept, question)) return replyOf(kept, source, 'kept');

    const flight = `${question.mostBytes ?? ''} ${key}`;
    const joined = underWay.get(flight);
    if (joined !== undefined) return joined;
    const reply = askNetwork(network, { question, place, address, key, kept }).finally(() => underWay.delete(flight));
    underWay.set(flight, reply);
    return reply;
  }

  return {
    ask: (question) =>
      ask(question).catch(() => unavailable(`${question.service} could not be asked: a fault of Mintmark's own.`, '')),
  };
}

function unavailable(reason: string, source: string): Reply {
  return { state: 'unavailable', reason, source, until: null };
}
