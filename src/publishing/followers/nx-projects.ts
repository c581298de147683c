import type { RepositoryFiles } from '../../types/repository-files.ts';
import { type FollowedScript, followedScript } from './followed-script.ts';
import { itemsOf, type JsonFile, membersOf, nodeAt, readJson, textAt, textsAt } from './json-file.ts';
import { type PackageManifest, packageAt } from './package-manifest.ts';
import { packageScript } from './package-scripts.ts';
import { baseName, folderOf, oncePerTree, resolvePath } from './tree.ts';

/** A project of an Nx workspace: a folder with a `project.json`, a `package.json`, or both. */
export interface NxProject {
  readonly name: string;
  readonly directory: string;
  readonly json: JsonFile | null;
  readonly manifest: PackageManifest | null;
}

/** Every project of the tree, sorted by folder. */
export const nxProjects = oncePerTree((files): readonly NxProject[] => {
  const manifests = files.paths.filter((path) => /(?:^|\/)(?:package|project)\.json$/.test(path));
  const folders = new Set(manifests.filter((path) => !path.includes('node_modules/')).map(folderOf));
  return [...folders].slice(0, 2000).flatMap((directory) => {
    const json = readJson(files, directory === '' ? 'project.json' : `${directory}/project.json`);
    const manifest = packageAt(files, directory);
    const named = json === null ? null : textAt(json, nodeAt(json, 'name'));
    const name = named?.text ?? manifest?.name ?? baseName(directory);
    return json === null && manifest === null ? [] : [{ name, directory, json, manifest }];
  });
});

/** What a target of a project runs, with the targets of the same project that it depends on. */
export function nxTarget(
  project: NxProject,
  target: string,
  files: RepositoryFiles,
  visited: Set<string> = new Set(),
): readonly FollowedScript[] {
  if (visited.has(target) || visited.size > 100) return [];
  visited.add(target);
  const sources: readonly (readonly [JsonFile | null | undefined, readonly string[]])[] = [
    [project.json, ['targets', target]],
    [project.manifest?.json, ['nx', 'targets', target]],
    [readJson(files, 'nx.json'), ['targetDefaults', target]],
  ];
  const described = sources.flatMap(([json, keys]) => (json && nodeAt(json, ...keys) ? [{ json, keys }] : []));
  const before = described.slice(0, 1).flatMap(({ json, keys }) => {
    const names = textsAt(json, nodeAt(json, ...keys, 'dependsOn')).map(({ text }) => text);
    return names.filter((name) => !/[\^:*]/.test(name)).flatMap((name) => nxTarget(project, name, files, visited));
  });
  for (const { json, keys } of described) {
    const own = commandsOf(json, keys, project, target);
    if (own.length > 0) return [...before, ...own];
  }
  const scripts =
    project.manifest === null ? [] : packageScript(project.manifest, target, { tool: 'nx run', hooks: true });
  return [...before, ...scripts];
}

function commandsOf(
  json: JsonFile,
  keys: readonly string[],
  project: NxProject,
  target: string,
): readonly FollowedScript[] {
  const text = (...more: string[]) => textAt(json, nodeAt(json, ...keys, ...more));
  const script = text('options', 'script');
  if (script !== null && project.manifest !== null)
    return packageScript(project.manifest, script.text, { tool: 'nx run', hooks: true });
  const shorthand = [text('command'), text('options', 'command')].filter((item) => item !== null);
  const list = nodeAt(json, ...keys, 'options', 'commands');
  const listed = itemsOf(list).flatMap((node, index) => {
    const keyed = membersOf(node).some(([name]) => name === 'command');
    return (
      (keyed ? textAt(json, nodeAt(json, ...keys, 'options', 'commands', index, 'command')) : textAt(json, node)) ?? []
    );
  });
  const inside = text('options', 'cwd')
    ?.text.replaceAll('{projectRoot}', project.directory)
    .replaceAll('{workspaceRoot}/', '');
  const directory = inside === undefined ? '' : (resolvePath('', inside) ?? '');
  const label = `nx run ${project.name}:${target}`;
  return [...shorthand, ...listed].map((item) => {
    const root = project.directory === '' ? '.' : project.directory;
    const filled = item.text
      .replaceAll('{projectRoot}', root)
      .replaceAll('{projectName}', project.name)
      .replaceAll('{workspaceRoot}', '.');
    return followedScript({ path: json.path, line: item.line, text: filled, directory, label });
  });
}
