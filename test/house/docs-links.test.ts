import { existsSync, globSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, it } from 'vitest';
import { type MarkdownPage, pagePaths, readPage, root } from './markdown-pages.ts';

const pages = new Map(pagePaths().map((path) => [path, readPage(path)]));

it('every relative link of a page leads to a file that is there, and to a heading in it', () => {
  expect(pages.size).toBeGreaterThan(60);
  const broken = [...pages.values()].flatMap((page) =>
    page.links.flatMap((link) => {
      const wrong = troubleWith(link, page);
      return wrong === null ? [] : [`${page.path}: ${link} ${wrong}`];
    }),
  );
  expect(broken).toEqual([]);
});

it('every page of the documentation can be reached from the README', () => {
  const reached = new Set<string>();
  const follow = (path: string) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const link of pages.get(path)?.links ?? []) {
      const target = targetOf(link, path);
      if (target !== null && pages.has(target)) follow(target);
    }
  };
  follow('README.md');
  const lost = [...pages.keys()].filter((path) => !reached.has(path) && !path.startsWith('examples/'));
  expect(lost).toEqual([]);
});

it('pictures are small, and each is shown somewhere', () => {
  const shown = new Set([...pages.values()].flatMap(({ path, links }) => links.map((link) => targetOf(link, path))));
  const pictures = globSync('docs/pictures/*', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
  expect(pictures.length).toBeGreaterThan(2);
  for (const path of pictures) {
    expect(shown, path).toContain(path);
    expect(statSync(join(root, path)).size, path).toBeLessThan(150_000);
  }
});

it.each([
  ['nowhere.md', 'is not there'],
  ['docs/app.md#no-such-heading', 'has no such heading'],
  ['#no-such-heading', 'has no such heading'],
  ['http://example.com/', 'is no https'],
  ['../outside.md', 'leads out of the repository'],
])('a link to %s is told', (link, wrong) => {
  const page = readPage('README.md');
  expect(troubleWith(link, page)).toBe(wrong);
});

/** The file that a relative link of a page leads to; null for other addresses. */
function targetOf(link: string, from: string): string | null {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return null;
  const [path = ''] = link.split('#', 1);
  return path === '' ? from : posix.normalize(posix.join(posix.dirname(from), decodeURIComponent(path)));
}

function troubleWith(link: string, page: MarkdownPage): string | null {
  const target = targetOf(link, page.path);
  if (target === null) return /^(?:https|mailto):/.test(link) ? null : 'is no https';
  if (target.startsWith('..')) return 'leads out of the repository';
  if (!existsSync(join(root, target))) return 'is not there';
  const [, anchor] = link.split('#');
  if (anchor === undefined || statSync(join(root, target)).isDirectory()) return null;
  const known = pages.get(target)?.anchors;
  return known === undefined || known.has(anchor) ? null : 'has no such heading';
}
