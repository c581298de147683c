import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionTable } from '../../src/github/permissions.ts';
import type { Scenario, ScenarioRepository } from '../../src/sandbox/scenario.ts';
import type { Report } from '../../src/types/report.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { leaky, readme, releasePath, sound, tokenRelease } from './scenarios.ts';
import { openStage, type Stage } from './stage.ts';
import { only } from './use-stage.ts';

/** All that Mintmark ever asks for: `contents` to `read`. */
const all: Readonly<Record<string, 'read' | 'write'>> = Object.fromEntries(
  permissionTable.map(({ permission }) => permission.split(':') as [string, 'read' | 'write']),
);

/** GitHub grants `metadata` to every app. */
const permissions = Object.keys(all).filter((name) => name !== 'metadata');

const press: ScenarioRepository = leaky('press', {
  secrets: { NPM_TOKEN: '2022-01-01T00:00:00Z' },
  organisationSecrets: { PYPI_TOKEN: '2022-01-01T00:00:00Z' },
  branchProtection: { main: { approvals: 0, forcePushes: true } },
  tags: [{ name: 'v1.0.0' }],
  releases: [{ tag: 'v1.0.0' }],
});

/** Its token is kept where it should be: in the environment that the job names. */
const die: ScenarioRepository = leaky('die', {
  files: { [releasePath]: tokenRelease.replace('    steps:', '    environment: npm\n    steps:') },
  environments: [{ name: 'npm', reviewers: ['ada'], secrets: { NPM_TOKEN: '2022-01-01T00:00:00Z' } }],
});

const names = ['mint', 'press', 'die'];

/** One organisation that has granted everything, and one for each permission that it has not. */
const scenario: Scenario = {
  organisations: ['all', ...permissions].map((name) => ({
    login: loginOf(name),
    twoFactorRequired: false,
    members: ['ada'],
    installation: null,
    repositories: [sound('mint', { secrets: { OLD_NPM_TOKEN: '2022-01-01T00:00:00Z' } }), press, die],
  })),
};

function loginOf(name: string): string {
  return `without-${name.replaceAll('_', '-')}`;
}

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(scenario);
  for (const name of ['all', ...permissions]) await install(name);
  await stage.settled();
});
afterAll(async () => {
  await expectNothingLost(stage);
  await stage.close();
});

async function install(without: string): Promise<void> {
  const granted = Object.fromEntries(Object.entries(all).filter(([name]) => name !== without));
  await stage.sandbox.people.install(loginOf(without), { permissions: granted });
}

/** The controls that cannot answer without a permission; immutable releases show on the newest release as well. */
const hides: Readonly<Record<string, readonly string[]>> = {
  actions: ['publish-environment', 'token-age', 'token-scope'],
  administration: ['branch-protection', 'dependency-alerts', 'secret-scanning'],
  environments: ['token-age', 'token-scope'],
  organization_administration: ['two-factor'],
  secrets: ['leftover-token', 'token-age'],
};

describe.each(permissions.filter((name) => name !== 'contents'))('without %s', (permission) => {
  it('what it reveals is unknown, with its name, and all else is as with it', async () => {
    const seen = new Set<string>();
    for (const name of names) {
      const whole = await controlsOf('all', name);
      const partial = await controlsOf(permission, name);
      expect([...partial.keys()].length).toBeGreaterThan(20);
      for (const [key, rows] of partial) {
        const before = whole.get(key) ?? [];
        if (JSON.stringify(rows) === JSON.stringify(before)) continue;
        const hidden = rows.filter((row) => !before.some((other) => JSON.stringify(other) === JSON.stringify(row)));
        if (hidden.some(({ verdict }) => verdict === 'unknown')) seen.add(key.split(' ')[0] ?? '');
        for (const row of hidden) {
          if (row.verdict !== 'unknown')
            expect(
              before.map(({ verdict }) => verdict),
              key,
            ).toContain(row.verdict);
          else expect(`${row.reason} ${row.settles}`, key).toContain(`${permission}:read`);
        }
      }
    }
    expect([...seen].toSorted()).toEqual(hides[permission] ?? []);
  });

  it.skipIf(permission === 'checks')('check runs are completed all the same', () => {
    for (const name of names) {
      const runs = stage.checkRuns(loginOf(permission), name);
      expect(runs.map(({ status }) => status)).toEqual(['completed']);
      expect(runs[0]?.title).not.toMatch(/not looked at/i);
    }
  });
});

describe('without contents', () => {
  const login = loginOf('contents');

  it('no commit is known to tell of, and nothing is filed', () => {
    for (const name of names) {
      expect(stage.checkRuns(login, name)).toEqual([]);
      expect(stage.issues(login, name)).toEqual([]);
    }
  });

  it('a pull request is told which permission is missing', async () => {
    const pull = { title: 'Words', branch: 'words', by: 'ada', commit: readme('# Words') };
    const { headSha } = await stage.sandbox.people.openPull(login, 'mint', pull);
    await stage.settled();
    const told = only(stage.checkRuns(login, 'mint', headSha), 'check run');
    expect(told).toMatchObject({
      status: 'completed',
      conclusion: 'neutral',
      title: 'Not looked at: a permission is missing',
    });
    expect(told.summary).toContain('`contents:read`');
  });
});

describe('without checks', () => {
  it('nothing is shown, and nothing filed that nobody has seen on a check run', () => {
    for (const name of names) {
      expect(stage.checkRuns(loginOf('checks'), name)).toEqual([]);
      expect(stage.issues(loginOf('checks'), name)).toEqual([]);
    }
  });
});

describe('without issues', () => {
  it('everything stands on the check run', () => {
    expect(stage.issues(loginOf('issues'), 'press')).toEqual([]);
  });
});

describe('a permission that is granted later', () => {
  it('is used at once, and nothing is left of its lack', async () => {
    const { people } = stage.sandbox;
    const login = loginOf('administration');
    const head = stage.sandbox.repository(login, 'press').refs.get('refs/heads/main') ?? '';
    await people.acceptPermissions(login, all);
    await stage.settled();
    for (const name of names) expect(await controlsOf('administration', name)).toEqual(await controlsOf('all', name));
    expect(stage.checkRuns(login, 'press', head).every(({ status }) => status === 'completed')).toBe(true);
  });

  it('has what could not be written before written', async () => {
    const login = loginOf('issues');
    await stage.sandbox.people.acceptPermissions(login, all);
    await stage.settled();
    expect(stage.issues(login, 'press')).toHaveLength(1);
    await stage.sandbox.people.push(login, 'press', 'main', readme('# Words'));
    await stage.settled();
    expect(stage.issues(login, 'press')).toHaveLength(1);
  });
});

type Row = Pick<Report['controls'][number], 'verdict' | 'reason' | 'settles'>;

/** What the audit of record says of each control and registry, the name of the organisation left out. */
async function controlsOf(without: string, name: string): Promise<ReadonlyMap<string, readonly Row[]>> {
  const login = loginOf(without);
  const { id } = stage.sandbox.repository(login, name);
  const report = await stage.app.store.reports.ofRecord(id);
  const text = JSON.stringify(report?.controls ?? []).replaceAll(login, 'ORGANISATION');
  const rows = JSON.parse(text) as Report['controls'];
  return Map.groupBy(
    rows.map(({ id: control, registry, verdict, reason, settles }) => ({
      key: `${control} ${registry}`,
      verdict,
      reason,
      settles,
    })),
    ({ key }) => key,
  );
}
