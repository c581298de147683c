import { describe, expect, it } from 'vitest';
import type { PostureQuery } from '../../src/store/stored-postures.ts';
import type { ControlVerdict, OpenPoint, Posture, PublishedPackage } from '../../src/types/posture.ts';
import { databases, look, useStore } from './databases.ts';

const day = 24 * 60 * 60 * 1000;
const noon = Date.parse('2026-03-10T12:00:00Z');
const levels = (authorization = 0): Posture['levels'] => ({
  authentication: { level: 1, ceiling: 3 },
  authorization: { level: authorization, ceiling: 3 },
  general: { level: 0, ceiling: null },
  cli: { level: 0, ceiling: null },
});

function aPosture(over: Partial<Posture> = {}): Posture {
  return { commit: 'a', packages: [], verdicts: [], open: [], levels: levels(), badge: false, ...over };
}

const coins = (how: PublishedPackage['how'], name = 'coins'): PublishedPackage => ({ registry: 'npm', name, how });
const verdict = (control: string, is: ControlVerdict['verdict']): ControlVerdict => ({
  control,
  registry: 'npm',
  verdict: is,
});
const point = (control: string, severity: OpenPoint['severity'], findings = 1): OpenPoint => ({
  control,
  registry: 'npm',
  severity,
  findings,
  fixable: 1,
});

const all: PostureQuery = {
  search: '',
  registry: null,
  how: null,
  control: null,
  severity: null,
  quiet: true,
  sort: 'name',
  descending: false,
  offset: 0,
  limit: 100,
};

describe.each(databases)('postures, $name', ({ open }) => {
  const opened = useStore(open);
  const postures = () => opened().store.postures;

  async function repository(id: number, name: string, over: object = {}): Promise<void> {
    const place = { installationId: 7, owner: 'Octo', visibility: 'public', archived: false } as const;
    await opened().store.repositories.put({ id, name, ...place, ...over });
  }

  const listed = async (asked: Partial<PostureQuery>, seen = [1, 2, 3, 4, 5, 6]) =>
    (await postures().list(seen, { ...all, ...asked })).rows.map(({ name }) => name);

  it('tell of many repositories, and of none that is not seen', async () => {
    await repository(1, 'Anvil');
    await repository(2, 'bellows');
    await repository(3, '100%_coal', { visibility: 'private' });
    await repository(4, 'dross');
    await repository(5, 'ember', { archived: true });
    await repository(6, 'flux');
    const token = { ...coins('token'), name: 'c\u0000ins' };
    await postures().keep(
      1,
      aPosture({
        packages: [token, coins('trusted', 'other')],
        verdicts: [
          verdict('trusted-publishing', 'fail'),
          verdict('owners', 'unknown'),
          { ...verdict('owners', 'unknown'), registry: 'pypi' },
        ],
        open: [point('trusted-publishing', 'high'), point('publish-pins', 'low', 3)],
        badge: true,
      }),
      noon,
    );
    await postures().keep(
      2,
      aPosture({ packages: [coins('trusted')], levels: levels(2), verdicts: [verdict('owners', 'unknown')] }),
      noon + 1,
    );
    await postures().keep(
      3,
      aPosture({
        packages: [{ registry: 'pypi', name: 'coal', how: 'token' }],
        open: [point('publish-pins', 'critical', 2), { ...point('sbom', 'low'), registry: null }],
        badge: true,
      }),
      noon + 2,
    );
    await postures().keep(4, aPosture(), noon + 3);
    await postures().keep(5, aPosture({ packages: [coins('token')], open: [point('sbom', 'critical', 9)] }), noon);

    expect(await listed({})).toEqual(['100%_coal', 'Anvil', 'bellows', 'dross', 'flux', 'ember']);
    expect(await listed({ quiet: false })).toEqual(['100%_coal', 'Anvil', 'bellows', 'flux', 'ember']);
    expect(await listed({ sort: 'risk', descending: true })).toEqual([
      '100%_coal',
      'Anvil',
      'bellows',
      'dross',
      'flux',
      'ember',
    ]);
    expect(await listed({ sort: 'risk' })).toEqual(['bellows', 'dross', 'Anvil', '100%_coal', 'flux', 'ember']);
    expect((await listed({ sort: 'level', descending: true }))[0]).toBe('bellows');
    expect((await listed({ sort: 'audited', descending: true }))[0]).toBe('dross');
    expect((await listed({ sort: 'packages', descending: true }))[0]).toBe('Anvil');
    expect(await listed({ registry: 'npm' })).toEqual(['Anvil', 'bellows', 'ember']);
    expect(await listed({ how: 'token' })).toEqual(['100%_coal', 'Anvil', 'ember']);
    expect(await listed({ registry: 'npm', how: 'trusted' })).toEqual(['Anvil', 'bellows']);
    expect(await listed({ registry: 'pypi', how: 'trusted' })).toEqual([]);
    expect(await listed({ control: 'trusted-publishing' })).toEqual(['Anvil']);
    expect(await listed({ control: 'owners' })).toEqual([]);
    expect(await listed({ severity: 'high' })).toEqual(['100%_coal', 'Anvil', 'ember']);
    expect(await listed({ severity: 'critical' }, [1, 2, 3])).toEqual(['100%_coal']);
    for (const [search, found] of [
      ['AN', ['Anvil']],
      ['vil an', ['Anvil']],
      ['%_', ['100%_coal']],
      ['octo', []],
      ['octo/BELL', ['bellows']],
      ["' or true --\u0000", []],
      [' ', ['100%_coal', 'Anvil', 'bellows', 'dross', 'flux', 'ember']],
    ] as const)
      expect(await listed({ search }), search).toEqual(found);

    const page = await postures().list([1, 2, 3, 4, 5, 6], { ...all, offset: 1, limit: 1 });
    expect(page).toEqual({
      total: 6,
      rows: [
        {
          id: 1,
          owner: 'Octo',
          name: 'Anvil',
          visibility: 'public',
          archived: false,
          auditedAt: noon,
          levels: { authentication: 1, authorization: 0, general: 0, cli: 0 },
          findings: { critical: 0, high: 1, medium: 0, low: 3 },
          packages: { trusted: 1, 'job-token': 0, unknown: 0, token: 1 },
          registries: ['npm'],
        },
      ],
    });
    expect(await postures().list([1, 2], { ...all, offset: 7 })).toEqual({ total: 2, rows: [] });
    expect(await postures().list([], all)).toEqual({ total: 0, rows: [] });
    expect((await postures().list([6], all)).rows).toMatchObject([{ auditedAt: null, registries: [] }]);

    const every = [1, 2, 3, 4, 5, 6];
    expect(await postures().packages(every)).toEqual([
      { registry: 'npm', how: 'token', packages: 1 },
      { registry: 'npm', how: 'trusted', packages: 2 },
      { registry: 'pypi', how: 'token', packages: 1 },
    ]);
    expect(await postures().packages([2, 99])).toEqual([{ registry: 'npm', how: 'trusted', packages: 1 }]);
    expect((await postures().levels(every)).filter(({ track }) => track !== 'cli' && track !== 'general')).toEqual([
      { track: 'authentication', level: 1, repositories: 3 },
      { track: 'authorization', level: 0, repositories: 2 },
      { track: 'authorization', level: 2, repositories: 1 },
    ]);
    expect(await postures().open(every)).toEqual([
      { control: 'publish-pins', registry: 'npm', severity: 'critical', findings: 5, fixable: 2, repositories: 2 },
      { control: 'trusted-publishing', registry: 'npm', severity: 'high', findings: 1, fixable: 1, repositories: 1 },
      { control: 'sbom', registry: null, severity: 'low', findings: 1, fixable: 1, repositories: 1 },
    ]);
    expect(await postures().unknown(every)).toEqual([{ control: 'owners', repositories: 2 }]);
    expect(await postures().unknown([3, 4])).toEqual([]);

    expect(await postures().get(1)).toMatchObject({ badge: true, auditedAt: noon, packages: [token, {}] });
    expect(await postures().get(3), 'it is private').toMatchObject({ badge: false });
    expect(await postures().get(6)).toBeNull();
  });

  it('remember how packages were published at the end of each day', async () => {
    await repository(20, 'course');
    await repository(21, 'other');
    await repository(22, 'unseen');
    await postures().keep(22, aPosture({ packages: [coins('token')] }), noon - 9 * day);
    await postures().keep(20, aPosture({ packages: [coins('token')] }), noon);
    await postures().keep(21, aPosture({ packages: [coins('token'), coins('trusted', 'b')] }), noon + day);
    // Back and forth within a day: the end counts
    await postures().keep(20, aPosture({ packages: [coins('trusted')] }), noon + 2 * day);
    await postures().keep(20, aPosture({ packages: [coins('unknown')] }), noon + 2 * day + 1);
    await postures().keep(20, aPosture({ packages: [coins('trusted')] }), noon + 2 * day + 2);
    await postures().keep(21, aPosture(), noon + 4 * day);
    const days = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-14', '2026-04-01'];
    const course = await postures().course([20, 21], days);
    expect(course.map((each) => [each.day, each.packages.trusted, each.packages.unknown, each.packages.token])).toEqual(
      [
        ['2026-03-10', 0, 0, 1],
        ['2026-03-11', 1, 0, 2],
        ['2026-03-12', 2, 0, 1],
        ['2026-03-13', 2, 0, 1],
        ['2026-03-14', 1, 0, 0],
        ['2026-04-01', 1, 0, 0],
      ],
    );
    expect(await postures().course([], days)).toEqual([]);
    await opened().store.prune(noon + 405 * day);
    const rows = await look(opened(), 'select until_day from package_counts where repository_id in (20, 21)');
    expect(rows).toEqual([{ until_day: null }]);
  });

  it('write down what has changed of the verdicts, and only that', async () => {
    await repository(30, 'history');
    const keep = (verdicts: readonly ControlVerdict[], now: number) => postures().keep(30, aPosture({ verdicts }), now);
    await keep([verdict('owners', 'fail'), verdict('sbom', 'pass')], noon);
    expect(await postures().history(30)).toEqual([]);
    await keep([verdict('owners', 'fail'), verdict('sbom', 'pass')], noon + 1);
    expect([await postures().history(30), (await postures().get(30))?.auditedAt]).toEqual([[], noon + 1]);
    await keep([verdict('owners', 'pass'), verdict('sbom', 'pass'), verdict('binding', 'unknown')], noon + 2);
    await keep([verdict('owners', 'fail'), verdict('sbom', 'pass')], noon + 3);
    const change = { registry: 'npm' };
    expect(await postures().history(30)).toEqual([
      { ...change, control: 'owners', verdict: 'fail', before: 'pass', at: noon + 3 },
      { ...change, control: 'binding', verdict: 'unknown', before: null, at: noon + 2 },
      { ...change, control: 'owners', verdict: 'pass', before: 'fail', at: noon + 2 },
    ]);
    const many = (is: ControlVerdict['verdict']) => Array.from({ length: 300 }, (_, at) => verdict(`c${at}`, is));
    await keep(many('pass'), noon + 4);
    await keep(many('fail'), noon + 5);
    const history = await postures().history(30);
    expect([history.length, history.filter(({ at }) => at === noon + 5).length]).toEqual([500, 300]);
    await opened().store.prune(noon + 400 * day + 5);
    expect((await postures().history(30)).every(({ at }) => at === noon + 5)).toBe(true);
  });

  describe('of one repository', () => {
    const first = aPosture({
      packages: [coins('token')],
      verdicts: [verdict('owners', 'fail')],
      open: [point('sbom', 'low')],
    });
    const second = aPosture({ ...first, verdicts: [verdict('owners', 'pass')] });

    it('take turns where two audits end together', async () => {
      await repository(40, 'twice');
      await Promise.all([postures().keep(40, first, noon), postures().keep(40, second, noon)]);
      expect(await postures().history(40)).toHaveLength(1);
      expect(await postures().open([40])).toMatchObject([{ control: 'sbom', findings: 1 }]);
    });

    it('go with it, and are not kept once it has gone', async () => {
      await repository(41, 'gone');
      for (const posture of [first, second]) await postures().keep(41, posture, noon);
      await opened().store.repositories.remove(41);
      await postures().keep(41, first, noon);
      for (const table of ['postures', 'posture_points', 'package_counts', 'verdict_changes'])
        expect(await look(opened(), `select 1 from ${table} where repository_id = 41`), table).toEqual([]);
    });
  });
});
