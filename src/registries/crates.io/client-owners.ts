import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import { readJson } from '../json-answer.ts';
import { mapSeen, rows, unreadable, visibleName, wellFormed } from '../loose-fields.ts';
import type { Owner } from '../release.ts';

/** Owners of a crate: people by their login, teams as `github:organisation:team`. */
export async function askOwners(name: string, http: Http): Promise<Observation<readonly Owner[]>> {
  const path = `/api/v1/crates/${name}/owners`;
  const reply = await http.ask({ service: 'crates.io', base: 'main', path, accept: 'application/json' });
  const answer = readJson(reply, z.object({ users: rows }));
  if (answer.state === 'absent') return unreadable('no owners are served', answer.source);
  return mapSeen(answer, ({ users }) =>
    wellFormed(users, ownerShape).map(({ login, kind }) => ({
      name: login,
      kind: kind === 'team' ? ('team' as const) : ('person' as const),
      role: null,
    })),
  );
}

const ownerShape = z.object({ login: visibleName, kind: z.enum(['user', 'team']) });
