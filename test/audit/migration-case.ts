import { expect } from 'vitest';
import { type AuditOptions, auditRepository } from '../../src/audit/audit.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { type Migration, type MigrationStepId, migrationSchema } from '../../src/types/migration.ts';
import { type PackageWords, packageEvidence, type Release } from '../controls/package-evidence.ts';

export type Told = Partial<Pick<AuditOptions, 'policy' | 'settings'>> & {
  readonly packages?: readonly PackageWords[] | null;
};

/** What moves in a repository of these files, as an audit reports it. */
export async function migrations(files: Readonly<Record<string, string>>, { packages = null, ...more }: Told = {}) {
  const report = await auditRepository({
    files: memoryFiles(files),
    subject: { repository: 'octo/demo', ref: null, commit: null },
    policy: defaultPolicy,
    today: '2026-06-01',
    ...(packages === null ? {} : { askRegistries: () => Promise.resolve(packages.map(packageEvidence)) }),
    ...more,
  });
  return report.migrations ?? [];
}

/** The only one. */
export async function migration(files: Readonly<Record<string, string>>, told: Told = {}): Promise<Migration> {
  const [only, ...others] = await migrations(files, told);
  expect(others).toEqual([]);
  if (only === undefined) throw new Error('nothing moves');
  return migrationSchema.parse(only);
}

/** `done next later …`, in the order of the steps. */
export const states = ({ steps }: Migration) => steps.map(({ state }) => state).join(' ');

export function stepOf({ steps }: Migration, id: MigrationStepId) {
  const step = steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(`no step ${id}`);
  return step;
}

export const byAda: readonly Release[] = [{ version: '1.0.0', on: '2026-05-01', by: 'ada', workflow: null }];
export const afterwards: readonly Release[] = [{ version: '1.1.0', on: '2026-05-02' }, ...byAda];
