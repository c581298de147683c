import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { median } from './median.ts';

const runs = 5;

/** Median seconds of `mintmark audit FOLDER` as a process of its own. */
export function secondsOfProcess(folder: string, root: string): number {
  return median(
    Array.from({ length: runs }, () => {
      const started = performance.now();
      run(folder, root, []);
      return (performance.now() - started) / 1000;
    }),
  );
}

/** The most memory that such a process holds at once, in bytes. */
export function peakOfProcess(folder: string, root: string): number {
  const kibibytes = Number(run(folder, root, ['--import', peakTeller])[3]);
  return kibibytes * 1024;
}

/** Tells at its end, on a pipe of its own, what the process held at most. */
const peakTeller = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
`)}`;

function run(folder: string, root: string, before: readonly string[]) {
  const words = [...before, join(root, 'src/main.ts'), 'audit', folder, '--offline', '--format', 'json'];
  const { status, output } = spawnSync(process.execPath, words, {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`auditing ${folder} ended with ${status}`);
  return output;
}
