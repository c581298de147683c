import type { Dialect } from './model.ts';
import { programName } from './program-of.ts';

/**
 * The dialect of a step's script by its `shell:` (a name, or a command with `{0}` for the file), or the runner's own
 * where there is none. Null for a shell that is not known, such as perl or one that an expression computes.
 */
export function dialectOf(shell: string | null, runnerIsWindows: boolean): Dialect | null {
  if (shell === null || shell.trim() === '') return runnerIsWindows ? 'pwsh' : 'bash';
  const [first, ...rest] = shell
    .trim()
    .split(/\s+/)
    .slice(0, 40)
    .map((word) => programName(word.replace(/["']/g, ''))?.replace(/\.sh$/, '') ?? '');
  const direct = shells.get(first ?? '');
  if (direct !== undefined) return direct;
  const named = wrappers.has(first ?? '') ? rest.map((word) => shells.get(word)).find((dialect) => dialect) : undefined;
  return named ?? wrappers.get(first ?? '') ?? null;
}

const shells = new Map<string, Dialect>([
  ['bash', 'bash'],
  ['sh', 'bash'],
  ['zsh', 'bash'],
  ['dash', 'bash'],
  ['ash', 'bash'],
  ['ksh', 'bash'],
  ['pwsh', 'pwsh'],
  ['powershell', 'pwsh'],
  ['cmd', 'cmd'],
  ['python', 'python'],
  ['python3', 'python'],
  ['node', 'javascript'],
  ['bun', 'javascript'],
  ['deno', 'javascript'],
  ['tsx', 'javascript'],
  ['zx', 'javascript'],
]);

/** Commands that start a shell for the script, with the dialect where they do not name one. */
const wrappers = new Map<string, Dialect | null>([
  ['msys2', 'bash'],
  ['alpine', 'bash'],
  ['wsl-bash', 'bash'],
  ['micromamba-shell', 'bash'],
  ['cygwin', 'bash'],
  ['nix', 'bash'],
  ['nix-shell', 'bash'],
  ['devbox', 'bash'],
  ['sudo', null],
  ['env', null],
  ['arch', null],
  ['conda', null],
  ['mamba', null],
  ['micromamba', null],
  ['docker', null],
  ['su', null],
]);
