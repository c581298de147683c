import { type FollowedScript, followedScript } from './followed-script.ts';
import { itemsOf, nodeAt, textAt } from './json-file.ts';
import type { PackageManifest } from './package-manifest.ts';

export interface ScriptRun {
  /** What a person typed, without arguments: `npm run`. */
  readonly tool: string;
  /** Handed on to the script. */
  readonly appended?: readonly (string | null)[];
  /** Whether the tool runs `preX` and `postX` as well. */
  readonly hooks: boolean;
}

/** The script of a package by its name, with its hooks; empty where the package has none of that name. */
export function packageScript(manifest: PackageManifest, name: string, run: ScriptRun): readonly FollowedScript[] {
  if (!manifest.scripts.has(name)) return [];
  const names = run.hooks ? [`pre${name}`, name, `post${name}`] : [name];
  return names.flatMap((each) => oneScript(manifest, each, run, each === name ? (run.appended ?? []) : []));
}

/** The scripts that a package manager runs around one of its own commands, in order. */
export function lifecycleScripts(
  manifest: PackageManifest,
  names: readonly string[],
  tool: string,
): readonly FollowedScript[] {
  return names.flatMap((name) => oneScript(manifest, name, { tool: `${tool}:`, hooks: false }, []));
}

function oneScript(
  manifest: PackageManifest,
  name: string,
  run: ScriptRun,
  appended: readonly (string | null)[],
): readonly FollowedScript[] {
  const script = manifest.scripts.get(name);
  if (script === undefined) return [];
  const parts = { path: manifest.path, directory: manifest.directory, label: `${run.tool} ${name}` };
  if (script.text.trim() === 'wireit') return wireitScripts(manifest, name, parts, new Set());
  return [followedScript({ ...parts, ...script, appended })];
}

/** Wireit keeps the command and what it depends on in a table of its own. */
function wireitScripts(
  manifest: PackageManifest,
  name: string,
  parts: Pick<FollowedScript, 'path' | 'directory' | 'label'>,
  visited: Set<string>,
): readonly FollowedScript[] {
  if (visited.has(name) || visited.size > 100) return [];
  visited.add(name);
  const { json } = manifest;
  const before = itemsOf(nodeAt(json, 'wireit', name, 'dependencies')).flatMap((node) => {
    const named = textAt(json, node) ?? textAt(json, node.type === 'object' ? (scriptOf(node) ?? null) : null);
    return named === null ? [] : wireitScripts(manifest, named.text, parts, visited);
  });
  const own = textAt(json, nodeAt(json, 'wireit', name, 'command')) ?? plainScript(manifest, name);
  return own === null ? before : [...before, followedScript({ ...parts, ...own })];
}

function plainScript(manifest: PackageManifest, name: string) {
  const script = manifest.scripts.get(name);
  return script === undefined || script.text.trim() === 'wireit' ? null : script;
}

function scriptOf(node: { readonly children?: readonly Node[] }): Node | undefined {
  return node.children?.find(({ children }) => children?.[0]?.value === 'script')?.children?.[1];
}

type Node = NonNullable<ReturnType<typeof nodeAt>>;
