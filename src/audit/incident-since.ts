import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { IncidentPack } from '../types/incident-pack.ts';
import { standing } from './incident-breaks.ts';

/** What has changed since an incident was noticed, as sentences; none while all stands as it stood. */
export function sinceThen(pack: IncidentPack, { ledger }: PackageEvidence): readonly string[] {
  if (ledger === null) return [];
  const row = ledger.rows.find(({ version }) => version === pack.release);
  if (row === undefined)
    return ['The ledger does not show the release any more; what the registry serves now has to be looked at by hand.'];
  const before = new Set(pack.signals.map(({ id, says }) => `${id} ${says}`));
  const now = new Set(row.signals.map(({ id }) => id as string));
  return [
    ...(row.withdrawn === null ? [] : [`The release is withdrawn: ${row.withdrawn}.`]),
    ...standing(row)
      .filter(({ id, says }) => !before.has(`${id} ${says}`))
      .map(({ id, says }) => `\`${id}\`: ${says}.`),
    ...pack.signals.filter(({ id }) => !now.has(id)).map(({ id }) => `\`${id}\` is not raised any more.`),
  ];
}
