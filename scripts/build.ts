// `npm run build`: the code as JavaScript in dist/, and in package/ what is published: `npm pack ./package` packs it.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { publishedManifest } from './published-manifest.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const published = join(root, 'package');

for (const folder of [dist, published]) rmSync(folder, { recursive: true, force: true });
compile();
keepModuleTypes();
makeCommand();
gather();
console.log('Built dist/, and package/ to publish.');

function compile(): void {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const { status } = spawnSync('tsc --project tsconfig.build.json', {
    cwd: root,
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Each room says in a package.json of its own that it holds ES modules; without it Node would take them for CommonJS. */
function keepModuleTypes(): void {
  for (const path of globSync('**/package.json', { cwd: join(root, 'src') })) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    cpSync(join(root, 'src', path), join(dist, path));
  }
}

/** A shell finds out by the first line what runs the installed command. */
function makeCommand(): void {
  const path = join(dist, 'main.js');
  writeFileSync(path, `#!/usr/bin/env node\n${readFileSync(path, 'utf8')}`);
  chmodSync(path, 0o755);
}

function gather(): void {
  mkdirSync(published);
  cpSync(dist, join(published, 'dist'), { recursive: true });
  for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md', 'app.yml', 'app.full.yml', 'app.fixer.yml'])
    cpSync(join(root, name), join(published, name));
  const text = JSON.stringify(publishedManifest(manifest(), process.env), null, 2);
  writeFileSync(join(published, 'package.json'), `${text}\n`);
}

function manifest(): Record<string, unknown> {
  const read: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.fromEntries(Object.entries(read ?? {}));
}
