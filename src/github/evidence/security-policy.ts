import type { Observation } from '../../types/observation.ts';
import type { Part } from '../snapshot-parts.ts';
import { notUnderstood, type Place, partNotRead, repositoryPage } from './place.ts';

/** Whether GitHub shows a security policy. It looks into the owner's repository `.github` as well. */
export function securityPolicy(place: Place, part: Part): Observation<boolean> {
  const source = repositoryPage(place, 'security/policy');
  if (part.state !== 'value') return partNotRead(part, 'securityPolicy', source);
  return typeof part.value === 'boolean' ? { state: 'seen', value: part.value, source } : notUnderstood(source);
}
