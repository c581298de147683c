import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import {
  looseName,
  looseTable,
  looseTime,
  rows,
  unreadable,
  versionText,
  visibleName,
  wellFormed,
} from '../loose-fields.ts';
import { bareRelease, type Owner, type RegistryRelease } from '../release.ts';
import { retirementOf } from './client-retirement.ts';

/** `GET /api/packages/<name>` */
export const packageShape = z.object({
  name: z.string(),
  releases: rows,
  /** By version. */
  retirements: looseTable,
  owners: rows.nullable().catch(null),
  latest_version: versionText.nullable().catch(null),
  latest_stable_version: versionText.nullable().catch(null),
  meta: z.object({ links: looseTable }).catch({ links: new Map() }),
});

type Package = z.infer<typeof packageShape>;

export function releasesOf({ releases, retirements }: Package): readonly RegistryRelease[] {
  const times = new Map(wellFormed(releases, rowShape).map((row) => [row.version, row.inserted_at]));
  return [...times].map(([version, publishedAt]) => ({
    ...bareRelease(version),
    publishedAt,
    withdrawn: retirementOf(retirements.get(version)),
  }));
}

const rowShape = z.object({ version: versionText, inserted_at: looseTime });

export function ownersOf({ owners }: Package, source: string): Observation<readonly Owner[]> {
  if (owners === null) return unreadable('the answer does not tell owners', source);
  const named = wellFormed(owners, ownerShape);
  const value = named.map(({ username, level }) => ({ name: username, kind: 'person' as const, role: level }));
  return { state: 'seen', value, source };
}

const ownerShape = z.object({ username: visibleName, level: looseName });
