// `npm run bench [-- FOLDER]`: how fast the audit is and how much memory it takes, over a folder of repositories. Without
// one it takes the corpus beside this checkout, and where there is none, the example that ships.
import { join } from 'node:path';
import process from 'node:process';
import { repositoriesToMeasure } from './bench/repositories.ts';
import { measureThroughput } from './bench/throughput.ts';
import { peakOfProcess, secondsOfProcess } from './bench/whole-process.ts';

const root = join(import.meta.dirname, '..');

const { repositories, source, cleanUp } = repositoriesToMeasure(process.argv[2], root);
try {
  const workflows = repositories.reduce((sum, repository) => sum + repository.workflows.length, 0);
  console.log(`${source}: ${repositories.length} repositories, ${workflows} workflows and actions\n`);

  const { audit, parse } = await measureThroughput(repositories);
  row('whole audit', `${(workflows / audit).toFixed(0)} workflows/s`, seconds(audit));
  row('bare yaml, same files', `${(workflows / parse).toFixed(0)} workflows/s`, seconds(parse));
  row('ratio', `${(audit / parse).toFixed(2)}`, 'goal: at most 3');

  const bySize = repositories.toSorted((a, b) => a.bytes - b.bytes);
  const [smallest] = bySize;
  const largest = bySize.at(-1);
  if (smallest !== undefined && largest !== undefined) {
    row('process, smallest', seconds(secondsOfProcess(smallest.folder, root)), `goal: 0.35 s, ${smallest.name}`);
    row('process, largest', seconds(secondsOfProcess(largest.folder, root)), `goal: 1 s, ${largest.name}`);
    const mebibytes = peakOfProcess(largest.folder, root) / 2 ** 20;
    row('peak memory, largest', `${mebibytes.toFixed(0)} MiB`, largest.name);
  }
} finally {
  cleanUp();
}

function row(name: string, figure: string, note: string): void {
  console.log(`${name.padEnd(24)}${figure.padStart(18)}   ${note}`);
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
