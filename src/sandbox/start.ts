import { once } from 'node:events';
import type { Server } from 'node:http';
import { findRepository } from './accounts.ts';
import { buildState } from './build.ts';
import { storyClock } from './clock.ts';
import { graphqlEndpoint } from './graphql/endpoint.ts';
import type { Viewer } from './http/authenticate.ts';
import { dispatcher } from './http/dispatch.ts';
import { faultBox } from './http/faults.ts';
import { hourlyLimits } from './http/limits.ts';
import { apiServer } from './http/server.ts';
import { registrationPage } from './manifest-page.ts';
import { oauthPage, oauthRequest } from './oauth/index.ts';
import { peopleOf } from './people/index.ts';
import { advance } from './people/story.ts';
import { registriesFor } from './registries-for.ts';
import { allRoutes } from './routes/index.ts';
import type { Exchange, Sandbox, SandboxOptions, SandboxRequest } from './sandbox.ts';
import type { Scenario } from './scenario.ts';
import { postOffice } from './webhooks.ts';
import type { World } from './world.ts';

/**
 * Starts a local GitHub on 127.0.0.1 in the state that a scenario describes. Set `state.app.webhookUrl` to have webhooks
 * sent.
 * @throws Error where the scenario contradicts itself, or the port is taken.
 */
export async function startSandbox(scenario: Scenario, options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.startsAt === undefined ? null : storyClock(options.startsAt);
  const state = buildState(scenario, options.webhookSecret ?? 'sandbox-webhook-secret', clock);
  const limits = hourlyLimits(options.rateLimit ?? 5000, state.now);
  const box = faultBox(limits);
  const mail = postOffice(state);
  const requests: SandboxRequest[] = [];
  const listeners: ((exchange: Exchange) => void)[] = [];
  const graphql = graphqlEndpoint(state);

  const server = apiServer({
    world: () => world,
    faults: box,
    dispatch: dispatcher(allRoutes(mail.redeliver)),
    graphql: (body, viewer) =>
      viewer.kind === 'refused' ? Promise.resolve(viewer.answer) : graphql(readQuery(body), asker(viewer)),
    page: (request, body) => registrationPage(world, request, body) ?? oauthPage(state, oauthRequest(request, body)),
    note(request, exchange) {
      requests.push(request);
      if (exchange !== null) for (const listener of listeners) listener(exchange);
    },
  });
  const url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const registries = await registriesFor(scenario.packages ?? [], state, clock);
  const world: World = {
    state,
    url,
    clock,
    attestationsOf: (sha256) => registries.attestationsOf(sha256),
    treeEntryLimit: options.treeEntryLimit ?? 100_000,
    limits,
    manifests: new Map(),
    tell: (event) => mail.tell(world, event),
  };

  return {
    url,
    state,
    people: peopleOf(world),
    faults: box.faults,
    requests,
    onAnswer: (listener) => void listeners.push(listener),
    async redeliver(guid) {
      const delivery = state.deliveries.findLast((candidate) => candidate.guid === guid);
      if (delivery === undefined) throw new Error(`no delivery ${guid}`);
      await mail.redeliver(delivery);
    },
    delivered: mail.settled,
    repository(owner, name) {
      const found = findRepository(state, owner, name);
      if (found === null) throw new Error(`no repository ${owner}/${name}`);
      return found;
    },
    registries,
    async advance(to) {
      if (clock === null) throw new Error('the sandbox was started without a clock: it goes by the real time');
      await advance(world, clock, to);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all([mail.settled(), registries.close()]);
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the sandbox listens on no port');
  return address.port;
}

function readQuery(body: unknown): { query: string; variables: Record<string, unknown> } {
  const sent = typeof body === 'object' && body !== null ? body : {};
  const query = 'query' in sent && typeof sent.query === 'string' ? sent.query : '';
  const variables = 'variables' in sent && typeof sent.variables === 'object' ? sent.variables : null;
  return { query, variables: { ...variables } };
}

function asker(viewer: Viewer) {
  return viewer.kind === 'installation' ? { installation: viewer.installation } : null;
}
