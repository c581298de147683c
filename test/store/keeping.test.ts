import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Keeping, keeping } from '../../src/store/keeping.ts';
import { databases, look, useStore } from './databases.ts';

const documented = new Map(
  [...readFileSync(new URL('../../docs/store.md', import.meta.url), 'utf8').matchAll(/^\| `(\w+)` \|(.*)\|$/gm)].map(
    ([, table = '', rest = '']) => [table, rest.split('|').map((cell) => cell.trim())],
  ),
);

describe('what is stored', () => {
  it('is documented, table by table', () => {
    expect([...documented.keys()].toSorted()).toEqual(Object.keys(keeping).toSorted());
  });

  it.each(Object.entries<Keeping>(keeping))('%s: whose, and how long', (table, { owner, age }) => {
    const [, whose = '', long = ''] = documented.get(table) ?? [];
    if (typeof owner === 'object') expect(whose).toMatch('repository' in owner ? /^repository/ : /^installation/);
    else expect(whose).toMatch(owner === 'nobody' ? /^nobody's/ : /^repository or installation/);
    if (age !== undefined) expect(long).toContain(`${age.days} days`);
    else expect(long).not.toMatch(/\d/);
  });
});

describe.each(databases)('the tables of the database, $name', ({ open }) => {
  const opened = useStore(open);

  it('are those that are known, and that of an older version', async () => {
    const rows = await look(opened(), `select tablename from pg_tables where schemaname = 'public' order by 1`);
    const own = ['blobs', 'migrations', 'migrations_lock'];
    expect(rows.map((row) => row['tablename'])).toEqual([...Object.keys(keeping), ...own].toSorted());
  });

  it('have the columns that say whose rows are and how old', async () => {
    const rows = await look(
      opened(),
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`,
    );
    const names = new Set(rows.map((row) => row['name']));
    for (const [table, { owner, age }] of Object.entries<Keeping>(keeping))
      for (const column of [...(typeof owner === 'object' ? Object.values(owner) : []), ...(age ? [age.column] : [])])
        expect(names, `${table}.${column}`).toContain(`${table}.${column}`);
  });
});
