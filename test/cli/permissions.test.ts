import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/cli/engine.ts';
import { run } from '../../src/cli/main.ts';
import { controls } from '../../src/controls/index.ts';
import { permissionTable } from '../../src/github/permissions.ts';
import { stage } from './stage.ts';

/** Prints for the controls there really are. */
async function print(words: readonly string[], columns: number | null = null) {
  const { around, out, err } = stage({ columns });
  const engine = async (): Promise<Engine> => ({ ...(await around.engine()), controls });
  const code = await run(['permissions', ...words], { ...around, engine });
  return { code, out: out(), err: err() };
}

interface Listed {
  readonly permission: string;
  readonly tier: string;
  readonly uses: readonly {
    readonly what: string;
    readonly controls: readonly string[];
    readonly lost: string;
    readonly events: readonly string[];
  }[];
}

const listed = async (): Promise<readonly Listed[]> => JSON.parse((await print(['--format', 'json'])).out);

describe('mintmark permissions', () => {
  it('lists each permission once, the core tier first, with every row of the table', async () => {
    const all = await listed();
    const names = all.map(({ permission }) => permission);
    expect(new Set(names).size).toBe(names.length);
    const tiers = all.map(({ tier }) => tier);
    expect(tiers).toEqual([...tiers].toSorted());
    for (const { permission, what, lost } of permissionTable) {
      const uses = all.find((each) => each.permission === permission)?.uses ?? [];
      expect(
        uses.some((use) => use.what.endsWith(what) && use.lost === lost),
        what,
      ).toBe(true);
    }
  });

  it('names every control that reads a setting of GitHub', async () => {
    const named = new Set((await listed()).flatMap(({ uses }) => uses.flatMap((use) => use.controls)));
    const asking = controls.filter(({ settings = [] }) => settings.some((setting) => setting !== 'defaultBranch'));
    expect(asking.length).toBeGreaterThan(5);
    expect([...named].toSorted()).toEqual(asking.map(({ id }) => id).toSorted());
  });

  it('tells which control needs what', async () => {
    const uses = (await listed()).find(({ permission }) => permission === 'environments:read')?.uses ?? [];
    expect(uses.flatMap((use) => use.controls)).toContain('token-scope');
    expect(uses.flatMap((use) => use.controls)).not.toContain('publish-environment');
  });

  it('knows the permissions that only webhooks ask for, and puts webhooks under what is asked for anyway', async () => {
    const events = new Map(
      (await listed()).map(({ permission, uses }) => [permission, uses.flatMap((use) => use.events)]),
    );
    expect(events.get('merge_queues:read')).toEqual(['merge_group']);
    expect(events.get('issues:write')).toEqual(['issue_comment', 'issues']);
    expect(events.has('issues:read')).toBe(false);
  });

  it.each([120, 100, 60, 40])('prints for people in %i columns', async (columns) => {
    const { code, out } = await print([], columns);
    expect(code).toBe(0);
    expect(out).toContain('Core tier (app.yml)\n');
    expect(out).toContain('Full tier (app.full.yml), on top of the core tier\n');
    expect(out).toContain('organization_administration:read');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(Math.max(columns, 50));
  });

  it('prints Markdown whose rows have four cells', async () => {
    const { out } = await print(['--format', 'markdown']);
    const rows = out.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(permissionTable.length);
    for (const row of rows) expect(row.split('|')).toHaveLength(6);
  });

  it('refuses another format', async () => {
    expect(await print(['--format', 'yaml'])).toEqual({
      code: 2,
      out: '',
      err: 'mintmark: --format cannot be "yaml" (one of: terminal, markdown, json). See: mintmark permissions --help\n',
    });
  });
});
