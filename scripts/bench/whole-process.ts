import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { median } from './median.ts';

const runs = 5;

/** Median seconds of `mintmark audit FOLDER` as a process of its own, and the most memory that one of them held. */
export function measureProcess(folder: string, root: string) {
  const results = Array.from({ length: runs }, () => run(folder, root));
  return {
    seconds: median(results.map(({ seconds }) => seconds)),
    peakBytes: Math.max(...results.map(({ peakBytes }) => peakBytes)),
  };
}

/** Tells at its end, on a pipe of its own, what the process held at most. */
const peakTeller = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
`)}`;

function run(folder: string, root: string) {
  const words = ['--import', peakTeller, join(root, 'src/main.ts'), 'audit', folder, '--offline', '--format', 'json'];
  const started = performance.now();
  const { status, output } = spawnSync(process.execPath, words, {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`auditing ${folder} ended with ${status}`);
  return { seconds, peakBytes: Number(output[3]) * 1024 };
}
