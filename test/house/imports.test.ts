import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importReader } from './imports-of.ts';
import { rooms } from './rooms.ts';

const root = join(import.meta.dirname, '../..');
const importsOf = await importReader();

describe('the direction of imports', () => {
  it('holds in every file', () => {
    const files = globSync('src/**/*.ts', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
    expect(files.length).toBeGreaterThan(300);
    expect(files.toSorted().flatMap((path) => violations(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it('runs downward: no room may import one that may import it', () => {
    for (const name of Object.keys(rooms)) expect(reach(name), name).not.toContain(name);
  });
});

describe('a file that breaks it', () => {
  it.each([
    ['an import upward', `import { judge } from '../controls/control.ts';`, 'registries may not import controls'],
    ['a type', `import type { Control } from '../controls/control.ts';`, 'registries may not import controls'],
    ['a re-export', `export * from '../../audit/audit.ts';`, 'registries may not import audit'],
    ['an import at run time', `await import('../cli/main.ts');`, 'registries may not import cli'],
    ['a side effect', `import '../reports/json.ts';`, 'registries may not import reports'],
    ['a module that is computed', 'await import(`../${name}.ts`);', 'a module that is computed can be any'],
    ['the world', `import { readFileSync } from 'node:fs';`, 'registries does not touch the world (node:fs)'],
    ['out of the house', `import { it } from '../../../test/it.ts';`, 'leaves src'],
    ['a room without rules', `import { page } from '../cellar/page.ts';`, 'cellar is not in the table of rooms'],
  ])('is told of %s', (_, line, message) => {
    const path = `src/registries/${line.includes('../../') ? 'npm/' : ''}sample.ts`;
    expect(violations(path, `// first\n${line}\n`)).toEqual([`${path}:2: ${message}`]);
  });

  it('is not seen in what only looks like an import, nor in what is allowed', () => {
    const code = [
      `// import { judge } from '../controls/control.ts';`,
      `const told = "import '../controls/control.ts'";`,
      'const template = `import "../controls/control.ts"`;',
      `import { join } from 'node:path';`,
      `import { parse } from 'yaml';`,
      `import type { Severity } from '../types/severity.ts';`,
      `import { npm } from './npm/index.ts';`,
    ];
    expect(violations('src/registries/sample.ts', code.join('\n'))).toEqual([]);
  });
});

/** What one file imports and may not, as `path:line: what is wrong`. */
function violations(path: string, code: string): readonly string[] {
  const [, room = ''] = path.split('/');
  // The launcher stands before the rooms and only opens the door of one.
  if (path === 'src/main.ts') return [];
  const rules = rooms[room];
  if (rules === undefined) return [`${path}:1: ${room} is not in the table of rooms`];
  return importsOf(code).flatMap(({ specifier, line }) => {
    const wrong = specifier === null ? 'a module that is computed can be any' : fault(specifier);
    return wrong === null ? [] : [`${path}:${line}: ${wrong}`];
  });

  function fault(specifier: string): string | null {
    if (!specifier.startsWith('.')) {
      const isWorld = isBuiltin(specifier) && !harmless.has(specifier);
      return isWorld && rules?.touchesTheWorld === undefined ? `${room} does not touch the world (${specifier})` : null;
    }
    const [top, target = ''] = posix.join(posix.dirname(path), specifier).split('/');
    if (top !== 'src') return 'leaves src';
    if (target === room || rules?.mayImport.includes(target)) return null;
    return rooms[target] === undefined ? `${target} is not in the table of rooms` : `${room} may not import ${target}`;
  }
}

/** Modules of Node that only compute. */
const harmless = new Set(['node:path', 'node:path/posix', 'node:crypto', 'node:util', 'node:buffer', 'node:url']);

/** Every room that can be reached from one by following what may be imported. */
function reach(name: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const next of rooms[name]?.mayImport ?? []) {
    if (seen.has(next)) continue;
    seen.add(next);
    reach(next, seen);
  }
  return seen;
}
