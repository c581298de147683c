import type { StoredIncident } from '../../store/store.ts';

/** Where people read what was told, on GitHub; null where what is stored is no such place. */
export function addressOf(
  { kind, repository, id }: NonNullable<StoredIncident['place']>,
  github: string,
): string | null {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) return null;
  if (kind === 'issue') return /^\d{1,15}$/.test(id) ? `${github}/${repository}/issues/${id}` : null;
  return /^GHSA(?:-[0-9a-z]{4}){3}$/i.test(id) ? `${github}/${repository}/security/advisories/${id}` : null;
}
