import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { ChangeFeed, Changes } from '../client.ts';
import { jsonAnswer } from '../json-answer.ts';

/**
 * The replication feed of the registry, as CouchDB made it: every change of any package has a sequence number. Nothing is
 * ever dropped from it, so it reaches back to any number; a number beyond its end is of a feed that was started anew.
 */
export const changeFeed: ChangeFeed = {
  changes: (since, http) => (since === null ? start(http) : follow(since, http)),
};

/** As many as the registry gives at once; what is more is told the next time. */
const mostChanges = 10_000;

const sequence = z.union([z.int().min(0).transform(String), z.string().regex(/^[\w.=+/-]{1,500}$/)]);

const page = z.object({
  results: z.array(
    z
      .object({ id: z.string().min(1).max(214) })
      .nullable()
      .catch(null),
  ),
  last_seq: sequence,
});

async function follow(since: string, http: Http): Promise<Observation<Changes>> {
  const answer = await ask(since, mostChanges, http);
  if (answer.state !== 'seen') return answer;
  const { results, last_seq: next } = answer.value;
  const ids = results.flatMap((change) => change?.id ?? []).filter((id) => !id.startsWith('_design/'));
  return { ...answer, value: { names: [...new Set(ids)], next, complete: !isBefore(next, since) } };
}

/**
 * `now` is CouchDB's word for the end of its feed. Changes that come back show that it was not understood; then the
 * database itself says where the end is.
 */
async function start(http: Http): Promise<Observation<Changes>> {
  const end = await ask('now', 1, http);
  if (end.state === 'seen' && end.value.results.length === 0)
    return { ...end, value: { names: [], next: end.value.last_seq, complete: true } };
  const database = await jsonAnswer(
    http,
    { service: 'npm', base: 'replicate', path: '/' },
    z.object({ update_seq: sequence }),
  );
  if (database.state !== 'seen') return database;
  return { ...database, value: { names: [], next: database.value.update_seq, complete: true } };
}

function ask(since: string, limit: number, http: Http): Promise<Observation<z.infer<typeof page>>> {
  const path = `/_changes?since=${encodeURIComponent(since)}&limit=${limit}`;
  return jsonAnswer(http, { service: 'npm', base: 'replicate', path }, page);
}

/** Of two numbers only; other sequences are opaque. */
function isBefore(left: string, right: string): boolean {
  return /^\d{1,20}$/.test(left) && /^\d{1,20}$/.test(right) && BigInt(left) < BigInt(right);
}
