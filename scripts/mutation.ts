// `npm run mutation [-- --all | --seed N | FILES…]`: changes what Mintmark judges by, one small change after the other, and
// tells which changes no test notices. By itself it takes a sample by seed, the same for the same seed and tree.
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { sampleOf } from './mutation/sample.ts';
import { scoreLines, survivorLines } from './mutation/score.ts';

const root = join(import.meta.dirname, '..');
const folders = ['src/controls', 'src/ledger', 'src/publishing'];

/** Lines of each folder in a sample: at most about ten minutes on two cores for the three. */
const linesEach = 400;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } },
});
const seed = Number(values.seed);
if (!Number.isInteger(seed) || seed < 0) refuse('--seed is a whole number from 0');
if (values.all && positionals.length > 0) refuse('give either files or --all');

const files = chosen();
if (files.length === 0) refuse(`no such file in ${folders.join(', ')}`);
console.log(`${files.length} files:\n${files.map((path) => `  ${path}`).join('\n')}`);

process.chdir(root);
const mutants = (await new Stryker({ mutate: [...files] }).runMutationTest()).map(
  ({ fileName, status, mutatorName, replacement, location }) => ({
    path: relative(root, fileName).replaceAll('\\', '/'),
    status,
    mutator: mutatorName,
    replacement,
    line: location.start.line,
  }),
);
for (const line of [...survivorLines(mutants), ...scoreLines(mutants)]) console.log(line);

function chosen(): readonly string[] {
  const wanted = positionals.length > 0 ? positionals : folders.map((folder) => `${folder}/**/*.ts`);
  const paths = globSync(wanted, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && folders.some((folder) => path.startsWith(`${folder}/`)))
    .toSorted();
  if (values.all || positionals.length > 0) return paths;
  const lines = (path: string) => readFileSync(join(root, path), 'utf8').split('\n').length;
  return folders
    .flatMap((folder) =>
      sampleOf(
        paths.filter((path) => path.startsWith(`${folder}/`)),
        { seed, lines, most: linesEach },
      ),
    )
    .toSorted();
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
