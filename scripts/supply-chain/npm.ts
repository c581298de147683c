import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Bill, billOfPublished, billSchema } from './bill-of-materials.ts';
import type { Lockfile, Manifest } from './lockfile.ts';

const root = join(import.meta.dirname, '../..');

/** Runs npm in the checkout, for two minutes at most, and gives what it wrote to standard output. */
export function npm(words: readonly [string, ...string[]]): {
  readonly status: number | null;
  readonly output: string;
} {
  // Words are literals of this project; on Windows only a shell finds npm.
  const { status, stdout } = spawnSync(`npm ${words.join(' ')}`, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { status, output: stdout };
}

/** The bill of materials of what is published, made from the lockfile alone. Throws where npm does not make one. */
export function billFromNpm(lockfile: Lockfile, manifest: Manifest): Bill {
  const { status, output } = npm([
    'sbom',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
    '--package-lock-only',
    '--offline',
  ]);
  if (status !== 0) throw new Error('`npm sbom` made no bill of materials; run it to see why.');
  return billOfPublished(billSchema.parse(JSON.parse(output)), lockfile, manifest);
}
