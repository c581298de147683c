import type { TreeEntry } from '../github/tree-listing.ts';
import type { Publication, PublicationMap } from '../publishing/publication.ts';
import type { ComparedFile, PlannedPackage, PublishingPlan } from './gate.ts';

/** The files of a commit by their paths, with the ids of their git objects. */
export interface Tree {
  readonly entries: readonly TreeEntry[];
  /** Nothing was left out. */
  readonly isWhole: boolean;
}

export interface PlannedRun {
  /** The workflow that is running; null where that is not known. */
  readonly workflow: string | null;
  readonly environment: string;
}

/** What a run publishes in an environment, by the map of its commit, and how its workflow differs from the reviewed one. */
export function publishingPlan(
  map: PublicationMap,
  { workflow, environment }: PlannedRun,
  trees: { readonly ofCommit: Tree; readonly ofDefaultBranch: Tree },
): PublishingPlan {
  const here = map.publications.filter((publication) => isIn(publication, environment));
  const ours = here.filter((publication) => workflow !== null && startersOf(publication).includes(workflow));
  const paths = workflow === null ? [] : [workflow, ...ours.flatMap(partsOf)];
  return {
    workflows: [...new Set(here.flatMap(startersOf))].toSorted(),
    packages: ours.flatMap(packagesOf),
    files: [...new Set(paths)].map((path) => compared(path, trees.ofCommit, trees.ofDefaultBranch)),
  };
}

/** GitHub compares names of environments without case. A name that is worked out while it runs may be any. */
function isIn({ environment: named }: Publication, environment: string): boolean {
  return named !== null && (named.includes('${{') || named.toLowerCase() === environment.toLowerCase());
}

/** The files that can start it: of a reusable workflow its callers, and itself where it has triggers of its own. */
function startersOf({ site }: Publication): readonly string[] {
  if (site === null) return [];
  const callers = site.callers.flatMap((chain) => chain[0]?.workflow.path ?? []);
  return [...new Set([site.workflow.path, ...callers])];
}

/** Workflows and actions of this repository that take part; scripts change with every release. */
function partsOf({ reaches, site }: Publication): readonly string[] {
  const workflows = (site?.callers ?? []).flatMap((chain) => chain.map(({ workflow }) => workflow.path));
  const entered = (site?.entered ?? []).map(({ path }) => path);
  const followed = reaches.filter((path) => path.startsWith('.github/'));
  return [...(site === null ? [] : [site.workflow.path]), ...workflows, ...entered, ...followed];
}

function packagesOf({ registry, packages, manifests, via }: Publication): readonly PlannedPackage[] {
  const chosenBy = choosers.has(via) ? via : null;
  if (packages.length === 0) return [{ registry, name: null, version: null, directory: null, chosenBy }];
  return packages.map((name) => {
    const manifest = manifests.find((each) => each.name === name);
    return {
      registry,
      name,
      version: manifest?.version ?? null,
      directory: manifest?.directory ?? null,
      chosenBy,
    };
  });
}

/** Tools that work out the next version while they run, or publish of many packages those that the registry lacks. */
const choosers: ReadonlySet<string> = new Set([
  'semantic-release',
  'semantic-release-vsce',
  'semantic-release publish (Python, v7)',
  'python-semantic-release (v7)',
  'changeset publish',
  'changesets/action/publish',
  'release-it',
  'np',
  'auto shipit',
  'shipjs trigger',
  'mikeal/merge-release',
  'primer/publish',
  'lerna publish',
  'nx release',
  'nx release publish',
  'rush publish',
  'beachball publish',
  'pnpm -r publish',
  'yarn workspaces foreach npm publish',
  'melos publish',
  'release-plz release',
  'release-plz/action',
  'cargo release',
  'cargo release publish',
  'cargo workspaces publish',
  'jbolda/covector',
  'JS-DevTools/npm-publish',
  'katyo/publish-crates',
  'sbt ci-release',
  'jreleaser',
  'jreleaser/release-action',
]);

function compared(path: string, ofCommit: Tree, ofDefaultBranch: Tree): ComparedFile {
  const [here, there] = [blobAt(ofCommit, path), blobAt(ofDefaultBranch, path)];
  if ((here === null && !ofCommit.isWhole) || (there === null && !ofDefaultBranch.isWhole))
    return { path, is: 'unknown' };
  if (here === there) return { path, is: here === null ? 'unknown' : 'equal' };
  return { path, is: there === null ? 'new' : here === null ? 'gone' : 'different' };
}

function blobAt({ entries }: Tree, path: string): string | null {
  const entry = entries.find((each) => each.path === path);
  // The mode says whether it is a link, and to what is then another question
  return entry === undefined ? null : `${entry.mode} ${entry.sha}`;
}
