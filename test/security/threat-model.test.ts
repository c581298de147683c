import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** The lines of the page's tables: what is tried, and which tests are named for it. */
const lines = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| What somebody tries'))
  .map((line) => {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const tests = [...(cells[3] ?? '').matchAll(/`(test\/[^`]+)`: “([^”]+)”/g)];
    return { tried: cells[0] ?? '', cells, tests: tests.map(([, path = '', title = '']) => ({ path, title })) };
  });

describe('the threat model', () => {
  it('has lines of four cells, and no two of one threat', () => {
    expect(lines.length).toBeGreaterThan(40);
    for (const { cells, tried } of lines) expect([tried, cells.length]).toEqual([tried, 4]);
    expect(new Set(lines.map(({ tried }) => tried)).size).toBe(lines.length);
  });

  it.each(lines.map(({ tried, tests, cells }) => [tried, tests, cells[3] ?? ''] as const))(
    'names tests that are there: %s',
    (_, tests, cell) => {
      expect(tests.length).toBeGreaterThan(0);
      // Nothing in the cell is left that only looks like a test
      expect(tests.map(({ path, title }) => `\`${path}\`: “${title}”`).join('; ')).toBe(cell);
      for (const { path, title } of tests) {
        expect(existsSync(join(root, path)), path).toBe(true);
        expect([title, isNamedIn(path, title)]).toEqual([title, true]);
      }
    },
  );
});

/** Whether a file has it in quotes: the name of a test, of a group of them, or of a case in a table. */
function isNamedIn(path: string, title: string): boolean {
  const text = readFileSync(join(root, path), 'utf8');
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title.replaceAll(quote, `\\${quote}`)}${quote}`));
}
