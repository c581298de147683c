import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { registries } from './0002-registries.ts';
import { watching } from './0003-watching.ts';
import { registryTurns } from './0004-registry-turns.ts';
import { manyReplicas } from './0005-many-replicas.ts';
import { fixes } from './0006-fixes.ts';
import { gate } from './0007-gate.ts';
import { secretNames } from './0008-secret-names.ts';
import { postures } from './0009-postures.ts';
import { digests } from './0010-digests.ts';
import { codeScanning } from './0011-code-scanning.ts';
import { missingInstallations } from './0012-missing-installations.ts';

/** Every step that the tables have taken, by the name under which the database remembers it. Steps are only ever added. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-registries': registries,
  '0003-watching': watching,
  '0004-registry-turns': registryTurns,
  '0005-many-replicas': manyReplicas,
  '0006-fixes': fixes,
  '0007-gate': gate,
  '0008-secret-names': secretNames,
  '0009-postures': postures,
  '0010-digests': digests,
  '0011-code-scanning': codeScanning,
  '0012-missing-installations': missingInstallations,
};
