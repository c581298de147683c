import type { Urgency } from '../types/urgency.ts';
import type { PlannedRequest } from './client.ts';

/** How fast an installation may be asked for one kind of thing: a bucket of turns that fills again by and by. */
export interface Pace {
  readonly name: string;
  /** The turns that a request takes; 0 where it is not of this kind. */
  readonly turns: (request: PlannedRequest) => number;
  /** Milliseconds until there is one more. */
  readonly between: number;
  /** So many may be taken at once after a rest. Where nobody waits it is fewer, so that some are always there for people. */
  readonly burst: Readonly<Record<Urgency, number>>;
  /** How many a process takes together, so that it need not ask the others before each request. */
  readonly lot: number;
}

/**
 * GitHub's secondary limits, with room to spare. In a minute: 900 points of REST and 2,000 of GraphQL, a write being five
 * of them, and 80 requests that create content; in an hour, 500 of those. It does not say what creates content: here, all
 * writes keep the minute, and those that people are notified of keep the hour. Check runs, which every build makes, do not.
 */
export const gitHubPaces: readonly Pace[] = [
  {
    name: 'rest',
    turns: ({ resource, isWrite }) => (resource === 'graphql' ? 0 : isWrite ? 5 : 1),
    between: 84,
    burst: { person: 120, background: 60 },
    lot: 30,
  },
  {
    name: 'graphql',
    turns: ({ resource, isWrite }) => (resource === 'graphql' ? (isWrite ? 5 : 1) : 0),
    between: 40,
    burst: { person: 300, background: 150 },
    lot: 30,
  },
  {
    name: 'writes',
    turns: ({ isWrite }) => (isWrite ? 1 : 0),
    between: 1000,
    burst: { person: 20, background: 5 },
    lot: 1,
  },
  {
    name: 'content',
    turns: ({ route }) => (notifying.test(route) ? 1 : 0),
    between: 9000,
    burst: { person: 100, background: 50 },
    lot: 1,
  },
];

const notifying = /^POST \S*\/(?:issues|comments|pulls|security-advisories)$/;
