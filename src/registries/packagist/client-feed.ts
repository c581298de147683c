import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { ChangeFeed, Changes } from '../client.ts';
import { readJson } from '../json-answer.ts';
import { mapSeen, rows, wellFormed } from '../loose-fields.ts';

/**
 * Packagist's log of changes, which it keeps for 24 hours. Times are in ten-thousandths of a second. Asked for without
 * one it answers with an error that holds the time to begin with.
 */
export const feed: ChangeFeed = {
  changes: async (since, http) =>
    since === null || !/^\d{1,20}$/.test(since) ? await begin(http) : await goOn(since, http),
};

async function begin(http: Http): Promise<Observation<Changes>> {
  const reply = await http.ask({ service: 'packagist', base: 'main', path: '/metadata/changes.json' });
  const isAnswer = reply.state === 'answered' && reply.status === 400;
  const answer = readJson(isAnswer ? { ...reply, status: 200 } : reply, z.object({ timestamp }));
  return mapSeen(answer, (begun) => ({ names: [], next: String(begun.timestamp), complete: false }));
}

async function goOn(since: string, http: Http): Promise<Observation<Changes>> {
  const path = `/metadata/changes.json?since=${since}`;
  const reply = await http.ask({ service: 'packagist', base: 'main', path, mostBytes: 32 * 1024 * 1024 });
  return mapSeen(readJson(reply, z.object({ timestamp, actions: rows })), (answer) => {
    const actions = wellFormed(answer.actions, action);
    // Branches have a document of their own, `vendor/project~dev`.
    const names = actions.flatMap(({ type, package: name }) =>
      type === 'resync' || name.endsWith('~dev') ? [] : name,
    );
    return {
      names: [...new Set(names)],
      next: String(answer.timestamp),
      complete: !actions.some(({ type }) => type === 'resync'),
    };
  });
}

const timestamp = z.number().int().positive();

const action = z.union([
  z.object({ type: z.literal('resync'), package: z.string().catch('') }),
  z.object({ type: z.enum(['update', 'delete']), package: z.string().max(250) }),
]);
