import { directoryOf, upwards, within } from '../../manifests/paths.ts';
import type { Shelf } from '../../manifests/shelf.ts';
import { type Property, propertiesOf } from './properties.ts';
import { type Settings, settingsOf } from './settings.ts';
import { statementsOf } from './statements.ts';

/** One Gradle build: a root folder with its settings, and the projects found in it. */
export interface Build {
  readonly directory: string;
  /** Null for a build without a settings script. */
  readonly settingsPath: string | null;
  readonly settings: Settings;
  readonly properties: ReadonlyMap<string, Property>;
  readonly projects: readonly Project[];
}

export interface Project {
  readonly directory: string;
  /** `:core`; null for one that no settings script is seen to include. The root's is `:`. */
  readonly path: string | null;
  /** Null for a root whose folder is the repository itself. */
  readonly name: string | null;
  /** Build script; null where there is none. */
  readonly script: string | null;
  /** Of its own gradle.properties. */
  readonly properties: ReadonlyMap<string, Property>;
}

/**
 * Finds the builds of a repository. Projects are those that settings include, and every folder with a build script or
 * properties below them: settings may compute what they include. `buildSrc` only holds the build's own code.
 */
export function gradleBuilds(shelf: Shelf): Build[] {
  const settingsPaths = new Map(
    settingsNames.flatMap((name) => shelf.named(name)).map((path) => [directoryOf(path), path]),
  );
  const settings = new Map(
    [...settingsPaths].map(([directory, path]) => [
      directory,
      settingsOf(statementsOf(shelf.text(path) ?? ''), directory),
    ]),
  );
  const scripted = new Set([...scriptNames, 'gradle.properties'].flatMap((name) => shelf.named(name)).map(directoryOf));
  const roots = new Map<string, Set<string>>(
    [...settings].map(([directory, { projects }]) => [directory, new Set([directory, ...projects.keys()])]),
  );
  const included = new Set([...settings.values()].flatMap(({ projects }) => [...projects.keys()]));

  for (const directory of scripted) {
    if (included.has(directory) || directory.split('/').includes('buildSrc')) continue;
    const root = rootAbove(directory, settingsPaths, scripted);
    const projects = roots.get(root);
    if (projects === undefined) roots.set(root, new Set([directory]));
    else projects.add(directory);
  }

  return [...roots].map(([directory, projects]) => {
    const found = settings.get(directory) ?? { name: null, line: 1, projects: new Map() };
    return {
      directory,
      settingsPath: settingsPaths.get(directory) ?? null,
      settings: found,
      properties: propertiesIn(directory, shelf),
      projects: [...projects].map((project) => projectIn(project, directory, found, shelf)),
    };
  });
}

const settingsNames = ['settings.gradle.kts', 'settings.gradle'];
const scriptNames = ['build.gradle.kts', 'build.gradle'];

/** The nearest folder with settings; without any, the outermost one that has a script. */
function rootAbove(
  directory: string,
  settingsPaths: ReadonlyMap<string, string>,
  scripted: ReadonlySet<string>,
): string {
  let outermost = directory;
  for (const folder of upwards(directory)) {
    if (settingsPaths.has(folder)) return folder;
    if (scripted.has(folder)) outermost = folder;
  }
  return outermost;
}

function projectIn(directory: string, root: string, settings: Settings, shelf: Shelf): Project {
  const included = settings.projects.get(directory);
  const folderName = directory.slice(directory.lastIndexOf('/') + 1);
  const ownName = included?.name ?? (directory === root ? settings.name : null);
  return {
    directory,
    path: included?.path ?? (directory === root ? ':' : null),
    name: ownName ?? (folderName || null),
    // Large builds name each script after its project.
    script:
      [...scriptNames, `${folderName}.gradle.kts`, `${folderName}.gradle`]
        .map((name) => within(directory, name))
        .find((path) => shelf.has(path)) ?? null,
    properties: propertiesIn(directory, shelf),
  };
}

function propertiesIn(directory: string, shelf: Shelf): ReadonlyMap<string, Property> {
  return propertiesOf(shelf.text(within(directory, 'gradle.properties')) ?? '');
}
