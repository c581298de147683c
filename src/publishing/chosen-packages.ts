import type { ManifestPackage } from '../registries/registry.ts';
import { textOf } from '../types/values.ts';
import { combinationsOf } from '../workflows/matrix.ts';
import type { Happening, Run } from './interpret/run.ts';
import { stepScope } from './interpret/scope.ts';
import type { Recognition } from './recognise.ts';

/** The packages of a step: their names, and the manifests behind those that have one. */
export interface ChosenPackages {
  readonly names: readonly string[];
  readonly manifests: readonly ManifestPackage[];
}

/**
 * What files tell by folder, made narrower by what the job is called and by its matrix. Files that were built elsewhere
 * are uploaded from the root, whichever package they hold.
 */
export function chosenPackages(
  found: readonly ManifestPackage[],
  packages: readonly ManifestPackage[],
  recognition: Recognition,
  run: Run,
  happening: Happening,
): ChosenPackages {
  const mine = packages.filter(({ registry, publishable }) => registry === recognition.registry.id && publishable);
  const listed = byMatrix(mine, run);
  if (listed !== null) return listed;
  const manifests = byName(found, mine, recognition, run, happening);
  return { names: [...new Set(manifests.map(({ name }) => name))].sort(), manifests };
}

/** A matrix of packages: one of its values is a package's name, so the others are as well. */
function byMatrix(mine: readonly ManifestPackage[], run: Run): ChosenPackages | null {
  const { combination } = run.frame;
  if (combination === null || run.job.matrix === null) return null;
  const combinations = combinationsOf(run.job.matrix, stepScope(run, run.frame, new Map())) ?? [];
  for (const [axis, value] of Object.entries(combination)) {
    if (typeof value !== 'string' || !/package|crate|gem|project|module|name|pkg/i.test(axis)) continue;
    if (!combinations.some((other) => mine.some(({ name }) => name === other[axis]))) continue;
    return { names: [value], manifests: mine.filter(({ name }) => name === value) };
  }
  return null;
}

/** Among several packages the one that the job or its workflow is named after is meant. */
function byName(
  found: readonly ManifestPackage[],
  mine: readonly ManifestPackage[],
  { row, act }: Recognition,
  run: Run,
  happening: Happening,
): readonly ManifestPackage[] {
  if (row.packages.kind !== 'directory' || textOf(act.directory) !== '' || found.length > 1 || mine.length < 2)
    return found;
  const places = [run.workflow.path, run.job.id, run.job.name?.value, happening.step?.name?.value];
  const texts = places.map((name) => `-${slug(name ?? '')}-`);
  const [longest] = mine
    .filter(({ name }) => texts.some((text) => text.includes(`-${slug(name)}-`)))
    .toSorted((a, b) => b.name.length - a.name.length);
  return longest === undefined ? found : [longest];
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
