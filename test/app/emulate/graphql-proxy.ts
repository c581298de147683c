import type { IncomingHttpHeaders } from 'node:http';
import { graphqlEndpoint } from '../../../src/sandbox/graphql/endpoint.ts';
import { type LocalServer, type Received, type Reply, serve } from './local-server.ts';
import { type Get, readingInstallation, readState } from './read-state.ts';

/**
 * Stands in front of emulate, which has no GraphQL: `/graphql` is answered from what its REST API tells to the same
 * token, everything else is passed through. `target` is asked for at each request, since emulate starts later: it has to
 * know the address of this proxy.
 */
export function startProxy(target: () => string): Promise<LocalServer> {
  return serve((request) => (request.path === '/graphql' ? graphql(target(), request) : pass(target(), request)));
}

async function graphql(target: string, { headers, body }: Received): Promise<Reply> {
  const request = JSON.parse(body.toString()) as { query: string; variables?: Record<string, unknown> };
  const { owner, name, ...rest } = request.variables ?? {};
  const wanted = Object.values(rest).filter((value) => typeof value === 'string' && /^[0-9a-f]{40}$/.test(value));
  const state = await readState(getter(target, headers), String(owner), String(name), wanted as string[]);
  const answer = await graphqlEndpoint(state)(request, { installation: readingInstallation(String(owner)) });
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status: answer.status, headers: type, body: JSON.stringify(answer.body) };
}

function getter(target: string, { authorization = '' }: IncomingHttpHeaders): Get {
  return async (path) => {
    const response = await fetch(`${target}${path}`, { headers: { authorization } });
    if (response.ok) return response.json();
    await response.body?.cancel();
    if (response.status === 404) return null;
    throw new Error(`emulate answers ${response.status} to ${path}`);
  };
}

/** Of one connection only, or wrong once the body is read. */
const ownHeaders = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

async function pass(target: string, { method, path, headers, body }: Received): Promise<Reply> {
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    ownHeaders.has(name) || value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const response = await fetch(`${target}${path}`, {
    method,
    headers: sent,
    redirect: 'manual',
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const kept = [...response.headers].filter(([name]) => !ownHeaders.has(name));
  const answer = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: Object.fromEntries(kept), body: answer };
}
