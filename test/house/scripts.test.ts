import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('docs/*.md', { cwd: root })];

/** The scripts that a text calls: `npm run name`, with flags before the name or without, `npm test` and `npm start`. */
function called(text: string): readonly string[] {
  const run = [...text.matchAll(/\bnpm run (?:-{1,2}[a-z-]+ )*([a-z][a-z:-]*)/g)].map(([, name = '']) => name);
  const short = [...text.matchAll(/\bnpm (test|start)\b/g)].map(([, name = '']) => name);
  return [...run, ...short];
}

it.each(pages)('%s names no script that package.json has not', (page) => {
  expect(called(read(page)).filter((name) => !(name in scripts))).toEqual([]);
});

it('workflows and scripts call no script that package.json has not', () => {
  const callers = [...globSync('.github/workflows/*.yml', { cwd: root }), '.ci/run'];
  const names = callers.flatMap((path) => called(read(path)));
  expect(names).toContain('test');
  expect(names.filter((name) => !(name in scripts))).toEqual([]);
});

it('every script is in the table of CONTRIBUTING.md, and only scripts are', () => {
  const rows = [...read('CONTRIBUTING.md').matchAll(/^\| `npm (?:run )?([a-z:-]+)/gm)].map(([, name = '']) => name);
  // Called by npm itself: to refuse, and after its packages have changed.
  const own = Object.keys(scripts).filter((name) => !['prepublishOnly', 'dependencies'].includes(name));
  expect(rows.toSorted()).toEqual(own.toSorted());
});
