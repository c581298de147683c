import type { Migration, MigrationForm, MigrationStep } from '../../types/migration.ts';

/** A migration with its keys in one order whatever built it, and without any that are not told. */
export function orderedMigration(migration: Migration): Migration {
  const { registry, forms, commandNeeds, newPackages, steps, confidential } = migration;
  return {
    registry,
    forms: forms.map(formOf),
    commandNeeds,
    newPackages,
    steps: steps.map(stepOf),
    ...(confidential === undefined ? {} : { confidential }),
  };
}

function formOf({ workflow, fields, packages, omitted }: MigrationForm): MigrationForm {
  return {
    workflow,
    fields: fields.map(({ label, value, hint }) => ({ label, value, hint })),
    packages: packages.map(({ name, state, release, page, command }) => ({ name, state, release, page, command })),
    omitted,
  };
}

function stepOf({ id, state, title, shows, settles, tasks, links }: MigrationStep): MigrationStep {
  return { id, state, title, shows, settles, tasks, links };
}
