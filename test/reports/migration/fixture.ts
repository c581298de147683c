import type { Migration, MigrationPackage, MigrationStep } from '../../../src/types/migration.ts';
import { migrationStepIds } from '../../../src/types/migration.ts';

/** npm with a workflow that is ready and a form that is next. */
export function aMigration(own: Partial<Migration> = {}): Migration {
  return {
    registry: 'npm',
    forms: [aForm()],
    commandNeeds: 'npm 11.15.0 or newer',
    newPackages: null,
    steps: stepsOf('done', 'next', 'later', 'later', 'later', 'later'),
    ...own,
  };
}

export function aForm(own: Partial<Migration['forms'][number]> = {}): Migration['forms'][number] {
  return {
    workflow: 'release.yml',
    fields: [
      { label: 'Repository', value: 'widgets', hint: null },
      { label: 'Environment name', value: null, hint: 'leave it empty' },
    ],
    packages: [aPackage('@acme/core')],
    omitted: 0,
    ...own,
  };
}

export function aPackage(name: string, own: Partial<MigrationPackage> = {}): MigrationPackage {
  return {
    name,
    state: 'not-yet',
    release: null,
    page: `https://registry.example/${encodeURIComponent(name)}`,
    command: `npm trust github ${name} --repo acme/widgets`,
    ...own,
  };
}

/** The six steps with these states. */
export function stepsOf(...states: readonly MigrationStep['state'][]): MigrationStep[] {
  return migrationStepIds.map((id, index) => {
    const state = states[index] ?? 'later';
    const isOver = state === 'done' || state === 'not-offered';
    return {
      id,
      state,
      title: `Step ${id}`,
      shows: state === 'later' ? null : `evidence of \`${id}\``,
      settles: state === 'cannot-tell' ? `This settles ${id}.` : null,
      tasks: isOver ? [] : [`Do ${id}.`],
      links: isOver ? [] : [`https://docs.example/${id}`],
    };
  });
}
