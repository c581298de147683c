import type { RepositoryFiles } from '../../types/repository-files.ts';
import { followBun } from './bun.ts';
import { followCargo } from './cargo.ts';
import { followComposer } from './composer.ts';
import { followDeno } from './deno.ts';
import { plainProgram } from './dialect.ts';
import type { FollowedCommand, FollowedScript, Follower } from './followed-script.ts';
import { followHatch } from './hatch.ts';
import { followInterpreter } from './interpreters.ts';
import { followJust } from './just.ts';
import { maximumScripts, maximumText } from './limits.ts';
import { followMake } from './make.ts';
import { followMise } from './mise.ts';
import { followMix } from './mix.ts';
import { followLerna, followNx, followTurbo } from './monorepo.ts';
import { followNode } from './node.ts';
import { followInvoke, followNox } from './nox.ts';
import { followNpm } from './npm.ts';
import { followPnpm } from './pnpm.ts';
import { followPdm, followPoe, followRye } from './python-tasks.ts';
import { followRake } from './rake.ts';
import { followConcurrently, followRunAll } from './run-all.ts';
import { followPath } from './script-file.ts';
import { followTask } from './task.ts';
import { followTox } from './tox.ts';
import { followYarn } from './yarn.ts';

/**
 * From a command that runs something of the repository to the scripts that it runs, in their order. Reads files only;
 * how deep scripts lead to scripts is the caller's to bound. Gives nothing for a command that nobody knows.
 */
export function follow(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  return scriptsOf(command, files)
    .filter(({ text }) => text.trim() !== '' && text.length <= maximumText)
    .slice(0, maximumScripts);
}

function scriptsOf(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const { path, program } = command;
  // With a folder in front, or an extension, it is a file first: `./make`, `build.cmd`.
  const isFile = path !== null && /[\\/]|\.\w+$/.test(path);
  const scripts = isFile ? followPath(command, files) : [];
  if (scripts.length > 0) return scripts;
  const follower = followers.get(program) ?? followers.get(plainProgram(program));
  return follower?.(command, files) ?? [];
}

const table: readonly (readonly [programs: readonly string[], follower: Follower])[] = [
  [['npm'], followNpm],
  [['yarn', 'yarnpkg'], followYarn],
  [['pnpm'], followPnpm],
  [['bun'], followBun],
  [['deno'], followDeno],
  [['node', 'nodejs'], followNode],
  [['npm-run-all', 'npm-run-all2', 'run-s', 'run-p'], followRunAll],
  [['concurrently', 'conc'], followConcurrently],
  [['nx'], followNx],
  [['turbo'], followTurbo],
  [['lerna'], followLerna],
  [['make', 'gmake', 'mingw32-make'], followMake],
  [['just'], followJust],
  [['task', 'go-task'], followTask],
  [['mise', 'rtx'], followMise],
  [['cargo'], followCargo],
  [['tox'], followTox],
  [['nox'], followNox],
  [['invoke', 'inv'], followInvoke],
  [['hatch'], followHatch],
  [['poe'], followPoe],
  [['pdm'], followPdm],
  [['rye'], followRye],
  [['rake'], followRake],
  [['composer'], followComposer],
  [['mix'], followMix],
  [['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash', 'source', '.', 'call', 'cmd'], followInterpreter],
  [['python', 'pythonw', 'pypy', 'py', 'pwsh', 'powershell', 'ruby', 'jruby', 'php'], followInterpreter],
  [
    ['tsx', 'ts-node', 'ts-node-esm', 'ts-node-transpile-only', 'esno', 'jiti', 'vite-node', 'babel-node', 'zx'],
    followInterpreter,
  ],
];

const followers: ReadonlyMap<string, Follower> = new Map(
  table.flatMap(([programs, follower]) => programs.map((program) => [program, follower] as const)),
);
