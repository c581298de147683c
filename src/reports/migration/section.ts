import type { Migration } from '../../types/migration.ts';
import type { Report, ReportFinding } from '../../types/report.ts';
import { fit } from '../markdown/fit.ts';
import { count } from '../text/words.ts';
import { type MigrationMarkdown, migrationBlocks } from './markdown.ts';

/**
 * The moves that have something to do next, as a part of an issue: nothing where there is none. One registry takes at
 * most about forty lines.
 */
export function migrationSection(
  { migrations = [] }: Pick<Report, 'migrations'>,
  options: Omit<MigrationMarkdown, 'extent'>,
): readonly string[] {
  const text = fit(
    migrationBlocks(migrations.filter(hasNext), { ...options, extent: 'now' }),
    (left) => `${count(left, 'more move')} left out here: \`mintmark migrate-publishing\` shows all.`,
    mostBytes,
  );
  return text === '' ? [] : [text];
}

/** The finding with steps that lead to the section, where that spells them out. */
export function ledToMigration(
  finding: ReportFinding,
  { migrations = [] }: Pick<Report, 'migrations'>,
  { registryTitle }: Pick<MigrationMarkdown, 'registryTitle'>,
): ReportFinding {
  const { control, registry, locations, remediation } = finding;
  const isSpelledOut = migrations.some((migration) => migration.registry === registry && hasNext(migration));
  if (control !== 'trusted-publishing' || registry === null || locations.length === 0 || !isSpelledOut) return finding;
  const steps = [`Follow the steps of “Moving to trusted publishing on ${registryTitle(registry)}” above.`];
  return { ...finding, remediation: { ...remediation, steps, links: [] } };
}

function hasNext({ steps }: Migration): boolean {
  return steps.some(({ state }) => state === 'next');
}

const mostBytes = 16_000;
