// `npm run corpus`: scores the map against hand-made labels of real repositories and holds it to the recorded floor.
// `npm run corpus -- --misses` lists what was missed; `-- --record` makes today's score the floor.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { compare, type Figures, figuresOf } from './corpus-floor.ts';

const root = join(import.meta.dirname, '..');
const shared = join(root, '..', 'shared');
const corpus = join(shared, 'corpus', 'dev.tar.gz');
const scorer = join(shared, 'tools', 'score-corpus.mjs');
const floorFile = join(root, 'test', 'corpus-floor.json');

const { values: option } = parseArgs({
  options: { misses: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
});

if (!existsSync(corpus) || !existsSync(scorer)) {
  console.log('There is no corpus beside this checkout (../shared/corpus), so nothing was scored.');
} else if (option.record) {
  writeFileSync(floorFile, `${JSON.stringify(score(), null, 2)}\n`);
  console.log('Recorded today’s score as the floor in test/corpus-floor.json.');
} else {
  report(score(), figuresOf(JSON.parse(readFileSync(floorFile, 'utf8'))));
}

function score(): Figures {
  const audit = `${process.execPath} src/main.ts audit {dir} --offline --format json`;
  const words = [scorer, '--corpus', corpus, '--command', audit, '--json', ...(option.misses ? ['--misses'] : [])];
  const { status, stdout } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`the scorer ended with ${status}`);
  return figuresOf(JSON.parse(stdout));
}

function report(now: Figures, floor: Figures): void {
  const rows = compare(now, floor);
  console.log(`${'figure'.padEnd(20)}${'floor'.padStart(8)}${'now'.padStart(8)}`);
  for (const { name, floor: least, now: reached, verdict } of rows)
    console.log(
      `${name.padEnd(20)}${String(least).padStart(8)}${String(reached).padStart(8)}${verdict === 'held' ? '' : `  ${verdict}`}`,
    );
  const worse = rows.filter(({ verdict }) => verdict === 'worse').map(({ name }) => name);
  if (worse.length === 0) return console.log('The map holds its floor.');
  console.log(`Below the floor: ${worse.join(', ')}. See what was missed: npm run corpus -- --misses`);
  process.exitCode = 1;
}
