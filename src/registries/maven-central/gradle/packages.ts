import { isAside } from '../../manifests/aside.ts';
import { sourceLink } from '../../manifests/links.ts';
import { within } from '../../manifests/paths.ts';
import type { Shelf } from '../../manifests/shelf.ts';
import { writtenVersion } from '../../manifests/versions.ts';
import type { ManifestPackage } from '../../registry.ts';
import { coordinate, foreignRepository } from '../coordinates.ts';
import { type Build, gradleBuilds, type Project } from './builds.ts';
import type { Coordinates, Facts } from './facts.ts';
import { buildScripts, type Closure, type Scripts } from './scripts.ts';
import { type Expression, evaluate, type Scope } from './values.ts';

/**
 * The packages that Gradle builds publish. Scripts are read, never run: a project whose group or artifact is computed
 * has none here, nor has one that nothing shows to publish. The extra artifacts of each Kotlin Multiplatform target are
 * left out.
 */
export function readGradle(shelf: Shelf): ManifestPackage[] {
  const scripts = buildScripts(shelf);
  return gradleBuilds(shelf).flatMap((build) => {
    const root = build.projects.find(({ directory }) => directory === build.directory);
    const rootScript = root?.script ?? null;
    const rootFacts = rootScript === null ? null : scripts.facts(rootScript);
    return build.projects.flatMap((project) => packagesOf(project, viewOf(project, build, rootFacts, scripts)));
  });
}

/** A project with everything that has a say in it, nearest first. */
interface View extends Scope {
  readonly build: Build;
  readonly own: Facts | null;
  readonly closure: Closure;
  /** Its own script brings publishing in, not a rule for every project. */
  readonly publishesItself: boolean;
  /** The root applies a plugin that uploads the whole build to Maven Central. */
  readonly rootUploads: boolean;
}

function viewOf(project: Project, build: Build, rootFacts: Facts | null, scripts: Scripts): View {
  const own = project.script === null ? null : scripts.facts(project.script);
  const others = rootFacts?.others;
  const named = project.path === null ? null : (others?.named.get(project.path) ?? null);
  const everyone = project.directory === build.directory ? [others?.all] : [others?.sub, others?.all];
  const closure = scripts.closure(
    [own, named, ...everyone].filter((facts) => facts !== null && facts !== undefined),
    project.directory,
  );
  const rootUploads = rootFacts !== null && scripts.closure([rootFacts], build.directory).toCentral;
  const publishesItself = own !== null && project.path !== null && scripts.closure([own], project.directory).publishes;
  return { build, own, closure, publishesItself, rootUploads, lookUp: lookUpIn(project, build, closure, rootFacts) };
}

/** Variables of the scripts, then properties, the project's own before the root's; `name`, `group` and `version` besides. */
function lookUpIn(
  project: Project,
  build: Build,
  closure: Closure,
  rootFacts: Facts | null,
): (name: string) => string | null {
  let depth = 0;
  let steps = 0;
  const facts = [...closure.facts, ...(rootFacts === null ? [] : [rootFacts])];
  const scope: Scope = {
    lookUp: (written) => {
      const ofRoot = written.startsWith('rootProject.');
      const name = ofRoot ? written.slice('rootProject.'.length) : written;
      if (name === 'name') return ofRoot ? build.settings.name : project.name;
      if (depth === 0) steps = 0;
      if (depth >= deepest || steps >= mostSteps) return null;
      depth++;
      steps++;
      try {
        const expression = facts.map((each) => valueIn(each, name)).find((value) => value !== null) ?? null;
        const value = expression === null ? null : evaluate(expression, scope);
        return value ?? project.properties.get(name)?.value ?? build.properties.get(name)?.value ?? null;
      } finally {
        depth--;
      }
    },
  };
  return (name) => scope.lookUp(name);
}

/** How far one variable may lead to another. */
const deepest = 8;
const mostSteps = 100;

function valueIn(facts: Facts, name: string): Expression | null {
  const own = name === 'group' ? facts.group : name === 'version' ? facts.version : null;
  return own ?? facts.variables.get(name) ?? null;
}

function packagesOf(project: Project, view: View): ManifestPackage[] {
  const { build, closure, own } = view;
  const manifest =
    project.script ??
    (project.properties.size > 0 ? within(project.directory, 'gradle.properties') : null) ??
    build.settingsPath;
  if (manifest === null || !(closure.publishes || namesItself(project, build))) return [];

  const workspace = build.projects.length > 1 ? build.settingsPath : null;
  const publications = publicationsOf(closure.facts);
  const version = publications[0]?.version ?? null;
  const stated = version === null ? null : evaluate(version, view);
  const names = new Map<string, number>();
  for (const { group, artifact, line } of publications) {
    const name = coordinate(
      group === null ? groupOf(view) : evaluate(group, view),
      artifact === null ? (view.lookUp('POM_ARTIFACT_ID') ?? project.name) : evaluate(artifact, view),
    );
    const isOwn =
      artifact !== null &&
      own !== null &&
      (own.coordinates?.artifact === artifact || own.publications.some((each) => each.artifact === artifact));
    if (name !== null && !names.has(name)) names.set(name, isOwn ? line : lineIn(project, manifest, build));
  }
  return [...names].map(([name, line]) => ({
    registry: 'maven-central',
    name,
    path: manifest,
    directory: project.directory,
    line,
    // A rule for every project often has exceptions that only code can tell; what lies aside has to ask for it itself.
    publishable: !isAside(manifest) || view.publishesItself,
    destination: destinationOf(view),
    version: writtenVersion(stated ?? view.lookUp('VERSION_NAME') ?? view.lookUp('version') ?? undefined),
    provenance: null,
    workspace,
    repository: repositoryOf(view),
  }));
}

/** A module that carries its own POM properties is meant for a repository, whatever plugin the build does it with. */
function namesItself(project: Project, build: Build): boolean {
  const alone = project.directory !== build.directory || build.settings.projects.size === 0;
  return alone && project.properties.has('POM_ARTIFACT_ID');
}

function lineIn(project: Project, manifest: string, { settings, settingsPath }: Build): number {
  if (manifest === settingsPath) return settings.projects.get(project.directory)?.line ?? 1;
  return manifest.endsWith('.properties') ? (project.properties.get('POM_ARTIFACT_ID')?.line ?? 1) : 1;
}

/** `coordinates(…)` holds for every publication; without it each may set its own ids; without any, the defaults hold. */
function publicationsOf(facts: readonly Facts[]): readonly Coordinates[] {
  const coordinates = facts.find((each) => each.coordinates !== null)?.coordinates;
  if (coordinates !== null && coordinates !== undefined) return [coordinates];
  const publications = facts.find((each) => each.publications.length > 0)?.publications;
  return publications ?? [{ group: null, artifact: null, version: null, line: 1 }];
}

function groupOf(view: View): string | null {
  return view.lookUp('GROUP') ?? view.lookUp('group');
}

/** Another repository, where every one that the scripts name is known and none of them leads to Maven Central. */
function destinationOf(view: View): string | null {
  if (view.closure.toCentral || view.rootUploads) return null;
  const urls = view.closure.facts.flatMap(({ repositories }) => repositories).map((url) => evaluate(url, view));
  const foreign = urls.map(foreignRepository);
  return foreign.every((url) => url !== null) ? (foreign[0] ?? null) : null;
}

function repositoryOf(view: View): string | null {
  const scm = view.closure.facts.find((facts) => facts.scm !== null)?.scm ?? null;
  const link = view.lookUp('POM_SCM_URL') ?? (scm === null ? null : evaluate(scm, view)) ?? view.lookUp('POM_URL');
  return sourceLink(link ?? undefined);
}
