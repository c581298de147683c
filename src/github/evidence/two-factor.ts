import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import { permissionFor } from '../permissions.ts';
import type { SettingsParts } from '../snapshot-parts.ts';
import { notRead, type Place } from './place.ts';

/**
 * Whether the organisation demands a second factor. Both of GitHub's interfaces give null, or leave the field out, where
 * they do not want to tell; REST is asked for the name of the permission that it takes.
 */
export async function twoFactor(
  place: Place,
  { facts, twoFactor: told }: SettingsParts,
): Promise<Observation<boolean>> {
  const source = `${place.server}/organizations/${facts.owner}/settings/security`;
  if (facts.ownerType === 'User') return { state: 'absent', source: `${place.server}/${facts.owner}` };
  if (told !== null) return { state: 'seen', value: told, source };
  const answer = await place.client.request('GET /orgs/{org}', { org: facts.owner });
  if (answer.status !== 200) return notRead(answer, 'twoFactor', source);
  const parsed = shape.safeParse(answer.data);
  if (parsed.success) return { state: 'seen', value: parsed.data.two_factor_requirement_enabled, source };
  // The header may name what the rest of the answer takes.
  const named = answer.permission?.startsWith('organization_') === true ? answer.permission : null;
  const permission = named ?? permissionFor('twoFactor');
  return { state: 'unreadable', reason: 'GitHub does not show it to this installation', permission, source };
}

const shape = z.object({ two_factor_requirement_enabled: z.boolean() });
