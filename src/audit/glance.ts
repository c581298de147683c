import { isDeepStrictEqual } from 'node:util';
import type { Http } from '../http/http.ts';
import { type Advisory, inBelievedOrder } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { registryOf } from '../registries/index.ts';
import { advisoriesOf } from '../registries/joins/osv.ts';
import type { PackageHistory } from '../registries/release.ts';
import type { Observation } from '../types/observation.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { boundedHistory } from './bounded-history.ts';
import type { PublishedName } from './published-names.ts';

/** What a registry shows of a package before its releases are asked about one by one, and what is called malware of it. */
export interface Glance {
  readonly name: Pick<PublishedName, 'registry' | 'name'>;
  readonly history: Observation<PackageHistory>;
  readonly advisories: Observation<readonly Advisory[]>;
}

/** In the order of the names. `now` in milliseconds since the epoch. */
export async function glanceAt(
  names: readonly Glance['name'][],
  { http, now }: { readonly http: Http; readonly now: number },
): Promise<readonly Glance[]> {
  return Promise.all(names.map((name) => glance(name, http, now)));
}

/** Whether a glance shows what is known already: no version has come or gone, and nothing that is told of one has changed. */
export function isAsKnown({ history, advisories }: Glance, known: PackageEvidence): boolean {
  // What is known comes from the store, and has been JSON
  const shown: unknown = JSON.parse(JSON.stringify({ history, advisories }));
  const before: unknown = JSON.parse(JSON.stringify({ history: known.history, advisories: known.advisories }));
  return isDeepStrictEqual(shown, before);
}

async function glance(name: Glance['name'], http: Http, now: number): Promise<Glance> {
  const { client: load, title, homepage } = registryOf(name.registry);
  const client = await load?.();
  if (client === undefined) {
    const history = unreadable(`this version does not know how to ask ${title}`, homepage);
    return { name, history, advisories: history };
  }
  const history = inOrder(await client.history(name.name, http), now);
  if (history.state !== 'seen')
    return { name, history, advisories: unreadable('its registry has to be read first', homepage) };
  return { name, history, advisories: await malwareOf(name.registry, history.value.name, http) };
}

/** Which releases are the newest is not for times to come to say, and how much is kept not for publishers. */
function inOrder(history: Observation<PackageHistory>, now: number): Observation<PackageHistory> {
  return history.state === 'seen'
    ? { ...history, value: boundedHistory(inBelievedOrder(history.value, now)) }
    : history;
}

/** What is called malware; that a version can be attacked says nothing of where it came from. */
async function malwareOf(registry: RegistryId, name: string, http: Http): Promise<Observation<readonly Advisory[]>> {
  const all = await advisoriesOf(registry, name, http);
  return all.state === 'seen' ? { ...all, value: all.value.filter(({ kind }) => kind === 'malware') } : all;
}

function unreadable(reason: string, source: string): Observation<never> {
  return { state: 'unreadable', reason, source };
}
