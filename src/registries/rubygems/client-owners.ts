import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import { readJson } from '../json-answer.ts';
import { looseName, mapSeen, rows, unreadable, wellFormed } from '../loose-fields.ts';
import type { Owner } from '../release.ts';

/** Owners of a gem by their handle, or by the number of the account where it has none. */
export async function askOwners(gem: string, http: Http): Promise<Observation<readonly Owner[]>> {
  const path = `/api/v1/gems/${gem}/owners.json`;
  const answer = readJson(
    await http.ask({ service: 'rubygems', base: 'main', path, accept: 'application/json' }),
    rows,
  );
  if (answer.state === 'absent') return unreadable('no owners are served', answer.source);
  return mapSeen(answer, (list) => wellFormed(list, ownerShape).flatMap((row) => ownerOf(row) ?? []));
}

const ownerShape = z.object({
  id: z.int().nullable().catch(null),
  handle: looseName,
  role: looseName,
});

function ownerOf({ id, handle, role }: z.infer<typeof ownerShape>): Owner | null {
  const name = handle ?? (id === null ? null : `account ${id}`);
  return name === null ? null : { name, kind: 'person', role };
}
