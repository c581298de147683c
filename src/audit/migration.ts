import type { Answer } from '../controls/accepted.ts';
import type { Evidence } from '../controls/control.ts';
import type { Policy } from '../policy/policy.ts';
import type { Move, Registry } from '../registries/registry.ts';
import type { Migration, MigrationForm } from '../types/migration.ts';
import { type MovedPackage, type MovingForm, movingForms } from './migration-forms.ts';
import { migrationSteps } from './migration-steps.ts';

/**
 * How far the releases of a repository are on their way from tokens to trusted publishing, and what is left to do: one
 * for each registry that has it and that a workflow publishes to, all packages at once, sorted by registry. Where every
 * step is seen to be done there is nothing to tell.
 */
export function migrationsOf(evidence: Evidence, policy: Policy, answers: readonly Answer[]): readonly Migration[] {
  const ids = [...new Set(evidence.map.publications.map(({ registry }) => registry))].toSorted();
  return ids.flatMap((id) => {
    const registry = evidence.registryOf(id);
    const { move } = registry.remedies;
    const forms = move === undefined ? [] : movingForms(registry, evidence, policy);
    if (move === undefined || !forms.some(isMoving) || isAccepted(registry, answers)) return [];
    const steps = migrationSteps({ registry, move, forms, evidence, policy, answers });
    const isLeft = steps.some(({ state }) => state !== 'done' && state !== 'not-offered');
    return isLeft ? [migrationOf(registry, move, forms, steps)] : [];
  });
}

/** Where the policy accepts for a while that tokens publish, nobody is asked to move. */
function isAccepted({ id }: Registry, answers: readonly Answer[]): boolean {
  const verdicts = answers
    .filter(({ control, judgement }) => control.id === 'trusted-publishing' && judgement.registry === id)
    .map(({ verdict }) => verdict);
  return verdicts.includes('accepted') && !verdicts.includes('fail');
}

/** A workflow of which not even that is known, how it signs in, is no reason for a move; a release by an account is. */
function isMoving({ publications, packages }: MovingForm): boolean {
  return publications.some(({ auth }) => auth !== 'unknown') || packages.some(({ state }) => state === 'not-yet');
}

function migrationOf(
  registry: Registry,
  move: Move,
  forms: readonly MovingForm[],
  steps: Migration['steps'],
): Migration {
  const rows = forms.map((form) => formOf(form, move));
  const packages = forms.flatMap((form) => form.packages);
  const hasCommands = rows.some((row) => row.packages.some(({ command }) => command !== null));
  return {
    registry: registry.id,
    forms: rows,
    commandNeeds: hasCommands ? (move.command?.needs ?? null) : null,
    newPackages: packages.some(({ state }) => state === 'new') ? move.newPackage : null,
    steps,
    ...(packages.some(({ isAlarming }) => isAlarming) ? { confidential: true as const } : {}),
  };
}

function formOf({ values, packages, omitted }: MovingForm, move: Move): MigrationForm {
  const rowOf = ({ name, state, release }: MovedPackage) => ({
    name,
    state,
    release,
    page: move.page(name),
    command: state === 'not-yet' || state === 'unknown' ? (move.command?.of(name, values) ?? null) : null,
  });
  return {
    workflow: values.workflow,
    fields: [...move.fields(values)],
    packages: packages.map(rowOf),
    omitted,
  };
}
