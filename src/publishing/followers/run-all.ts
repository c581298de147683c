import { matchesGlob } from '../../types/glob.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { nearestPackage, type PackageManifest } from './package-manifest.ts';
import { packageScript } from './package-scripts.ts';

/** `run-s build release:*`, `run-p`, `npm-run-all a --parallel b`: package scripts by name, with wildcards. */
export function followRunAll(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const manifest = nearestPackage(files, command.directory);
  const end = command.words.indexOf('--');
  const words = end === -1 ? command.words : command.words.slice(0, end);
  const patterns = words.filter((word) => word !== null && !word.startsWith('-'));
  return manifest === null ? [] : patterns.flatMap((pattern) => scriptsLike(manifest, pattern ?? '', command.program));
}

/** `concurrently "npm:build" "pnpm:release-*"`. */
export function followConcurrently(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const manifest = nearestPackage(files, command.directory);
  if (manifest === null) return [];
  return command.words.flatMap((word) => {
    const pattern = /^(?:npm|yarn|pnpm|bun|node|deno):(.+)$/.exec(word ?? '')?.[1];
    return pattern === undefined ? [] : scriptsLike(manifest, pattern, command.program);
  });
}

function scriptsLike(manifest: PackageManifest, written: string, tool: string): readonly FollowedScript[] {
  const [pattern = '', ...handed] = written.trim().split(/\s+/);
  const appended = handed[0] === '--' ? handed.slice(1) : handed;
  const names = [...manifest.scripts.keys()].filter((name) => matchesColons(name, pattern));
  return names.flatMap((name) => packageScript(manifest, name, { tool, appended, hooks: true }));
}

/** Colons part the names of scripts as slashes part paths: `*` stays within a part, `**` does not. */
function matchesColons(name: string, pattern: string): boolean {
  const swapped = (text: string) => text.replaceAll(/[:/]/g, (character) => (character === ':' ? '/' : ':'));
  // A last `**` stands for one part or more.
  return matchesGlob(swapped(name), swapped(pattern).replace(/\/\*\*$/, '/*/**'));
}
