import { createRequire } from 'node:module';
import type { SandboxDelivery } from '../../src/sandbox/state.ts';

/** A webhook that is sent many times, each time as a delivery of its own. */
export interface Template {
  readonly event: string;
  readonly body: string;
  /** Whether Mintmark listens to it, and so stores it. */
  readonly heard: boolean;
}

type Payload = Readonly<Record<string, unknown>>;

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly {
  readonly name: string;
  readonly examples: readonly Payload[];
}[];

/** Webhooks of one organisation, each of the size of GitHub's own examples, 7 to 25 kB. */
export interface Templates {
  /** They lead to an audit of a commit. */
  readonly audits: readonly Template[];
  /** They lead to nothing: two of three are stored, and the rest is what nothing listens to. */
  readonly others: readonly Template[];
}

/** @param audits deliveries of the sandbox that lead to audits */
export function templatesOf(audits: readonly SandboxDelivery[]): Templates {
  const payloads = audits.map(({ event, action, payload }) => ({
    event,
    action,
    payload: JSON.parse(payload) as Payload,
  }));
  return {
    audits: payloads.map(({ event, action, payload }) => ({ event, body: like(event, action, payload), heard: true })),
    others: payloads.slice(0, 10).flatMap(({ payload: { repository, installation } }) =>
      toNothing.map(({ event, action, heard }) => ({
        event,
        heard,
        body: like(event, action, { ...aside, repository, installation }),
      })),
    ),
  };
}

/** A push to a branch that nobody publishes from. */
const aside = { ref: 'refs/heads/topic' };

const toNothing = [
  ...times(3, { event: 'issue_comment', action: 'created', heard: true }),
  ...times(3, { event: 'issues', action: 'labeled', heard: true }),
  ...times(3, { event: 'workflow_run', action: 'requested', heard: true }),
  ...times(3, { event: 'push', action: null, heard: true }),
  ...times(3, { event: 'check_run', action: 'completed', heard: false }),
  ...times(2, { event: 'check_suite', action: 'completed', heard: false }),
  ...times(2, { event: 'pull_request', action: 'labeled', heard: false }),
];

/** GitHub's example of an event, with what is said in place of its own. */
function like(event: string, action: string | null, said: Payload): string {
  const found = examples
    .find(({ name }) => name === event)
    ?.examples.find((payload) => (payload['action'] ?? null) === action);
  if (found === undefined) throw new Error(`there is no example of ${event} ${action}`);
  return JSON.stringify(over(found, said));
}

/** Objects are merged; of all else, what is said holds. */
function over(example: unknown, said: unknown): unknown {
  if (!isObject(example) || !isObject(said)) return said;
  const changed = Object.entries(said).map(([key, value]) => [key, over(example[key], value)] as const);
  return { ...example, ...Object.fromEntries(changed) };
}

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function times<T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value);
}
