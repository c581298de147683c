// `npm run docs`: writes the pages that are made from the code; with --check it only says which are not what it gives.
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { madeFolders, madePages } from './docs/pages.ts';

const root = join(import.meta.dirname, '..');
const pages = await madePages();
const stale = madeFolders
  .flatMap((folder) => globSync(`${folder}/*.md`, { cwd: root }).map((path) => path.replaceAll('\\', '/')))
  .filter((path) => !pages.has(path));
const changed = [...pages].filter(([path, text]) => read(path) !== text);

if (process.argv.includes('--check')) {
  for (const path of [...changed.map(([name]) => name), ...stale]) console.error(`${path} is not what the code gives`);
  if (changed.length + stale.length > 0) console.error('Run: npm run docs');
  process.exitCode = changed.length + stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of stale) rmSync(join(root, path));
  console.log(`${pages.size} pages, ${changed.length} written, ${stale.length} removed.`);
}

function read(path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return null;
  }
}
