import type { RepositoryFiles } from '../../types/repository-files.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { followInterpreter } from './interpreters.ts';
import { nearestPackage } from './package-manifest.ts';
import { packageScript } from './package-scripts.ts';

/** `node --run X` and `node x.mjs`. */
export function followNode(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const at = command.words.findIndex((word) => word === '--run' || word?.startsWith('--run=') === true);
  if (at === -1) return followInterpreter(command, files);
  const inline = command.words[at]?.split('=')[1];
  const name = inline ?? command.words[at + 1];
  const manifest = nearestPackage(files, command.directory);
  if (manifest === null || typeof name !== 'string') return [];
  const handed = command.words.slice(at + (inline === undefined ? 2 : 1));
  const appended = handed[0] === '--' ? handed.slice(1) : handed;
  return packageScript(manifest, name, { tool: 'node --run', appended, hooks: false });
}
