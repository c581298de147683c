import type { Probot } from 'probot';
import type { EventContext } from '../../src/app/events/listener.ts';
import { registerHandlers } from '../../src/app/events.ts';
import { createProbot } from '../../src/app/probot.ts';
import type { PullEnds } from '../../src/github/pull-ends.ts';
import type { Check } from '../../src/store/store.ts';
import { memoryStore } from './memory-store.ts';
import { privateKey } from './private-key.ts';
import { webhookSecret } from './send-webhook.ts';
import { keptLog } from './silent-log.ts';

export interface HearingOptions {
  /** Whether the store knows the installation (default: yes). */
  readonly installed?: boolean;
  readonly suspended?: boolean;
  /** Logins that may push. */
  readonly writers?: readonly string[];
  readonly pull?: PullEnds | null;
  /** Whether GitHub says that an installation reaches the repositories that are asked about. */
  readonly reaches?: boolean;
}

/** Hands events to the listeners by way of Probot, and records what they want. */
export function hearing({
  installed = true,
  suspended = false,
  writers = [],
  pull = null,
  reaches = false,
}: HearingOptions = {}) {
  const store = memoryStore();
  if (installed)
    store.installed.set(installation.id, {
      id: installation.id,
      accountId: 100,
      account: 'acme',
      accountType: 'Organization',
      permissions: { contents: 'read' },
      suspended,
    });
  const queued: string[] = [];
  const hurried: number[] = [];
  const explained: Check[] = [];
  const asked: string[] = [];
  const { log, lines } = keptLog();
  const context: EventContext = {
    store,
    log,
    now: () => 5000,
    app: { id: 42, slug: 'mintmark' },
    queue: {
      delivery: async (id) => void queued.push(`delivery ${id}`),
      deliveries: async (ids) => void queued.push(`deliveries ${ids.join(' ')}`),
      repository: async (id) => void queued.push(`repository ${id}`),
      repositories: async (ids) => void queued.push(...ids.map((id) => `repository ${id}`)),
      installation: async (id) => void queued.push(`installation ${id}`),
      batch: async (id) => void queued.push(`batch ${id}`),
      batching: async () => new Set(),
      look: async (id) => void queued.push(`look ${id}`),
      gate: async (id) => void queued.push(`gate ${id}`),
      feed: async (registry) => void queued.push(`feed ${registry}`),
    },
    async mayWrite({ owner, name, login }) {
      asked.push(`${login} on ${owner}/${name}`);
      return writers.includes(login);
    },
    async reaches(id, { owner, name }) {
      asked.push(`installation ${id} on ${owner}/${name}`);
      return reaches;
    },
    hurry: async (id) => void hurried.push(id),
    explain: async (check) => void explained.push(check),
    pullRequest: async () => pull,
  };
  const probot = createProbot({ appId: 42, privateKey, webhookSecret, log }).then((made) => {
    registerHandlers(made, context);
    return made;
  });
  const hear = async (event: string, payload: unknown) => {
    const received = { id: 'a-delivery', name: event, payload };
    await (await probot).receive(received as Parameters<Probot['receive']>[0]);
  };
  return { hear, store, queued, hurried, explained, asked, lines };
}

export const installation = { id: 10, account: { id: 100, login: 'acme', type: 'Organization' } };

/** The repository of most payloads. */
export const known = {
  id: 7,
  name: 'tools',
  full_name: 'acme/tools',
  owner: { id: 100, login: 'acme', type: 'Organization' },
  private: false,
  visibility: 'public',
  archived: false,
  default_branch: 'main',
};

/** A payload of that repository. */
export function payloadOf<Rest extends object>(rest: Rest) {
  return { installation, repository: known, sender: { login: 'octocat', type: 'User' }, ...rest };
}

/** A full commit id made of one digit. */
export function sha(digit: string): string {
  return digit.repeat(40);
}
