import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { failuresOf, type Played, play } from '../../src/cli/demo/play.ts';
import { openStage, type Stage } from '../../src/cli/demo/stage.ts';
import { run } from '../../src/cli/main.ts';
import { coinPress } from '../../src/sandbox/scenarios/coin-press.ts';
import { isLong } from '../long.ts';
import { stage } from './stage.ts';

describe('mintmark demo --once', { timeout: 120_000 }, () => {
  let told: { code: number; out: string; err: string };
  beforeAll(async () => {
    const { around, out, err } = stage();
    told = { code: await run(['demo', '--once'], around), out: out(), err: err() };
  }, 120_000);

  it('ends with 0 and without a word of trouble', () => {
    expect(told.err).not.toContain('mintmark:');
    expect(told.code).toBe(0);
  });

  it('lists the repositories with registry, credential, findings and levels', () => {
    expect(told.out).toMatch(/^mint +npm +trusted publishing +.*\d low +\d \d \d \d$/m);
    expect(told.out).toMatch(/^assay +pypi +token PYPI_API_TOKEN +\d high/m);
    expect(told.out).toMatch(/^vault +ghcr, nuget .*1 critical/m);
  });

  it('tells what the check said of the two pull requests', () => {
    expect(told.out).toMatch(
      /breaks a trusted publisher: “Tidy up the release workflow”\n✗ failure: Makes \d things worse/,
    );
    expect(told.out).toMatch(/\.github\/workflows\/release\.yml:\d+ {2}binding \(high\)/);
    expect(told.out).toMatch(/puts a token right: “.*”\n✓ success: Puts \d things right/);
    expect(told.out).toContain('token NPM_TOKEN → trusted publishing');
  });

  it('shows the last release of each package, and what proves where it came from', () => {
    expect(told.out).toMatch(/^Last releases of 9 packages/m);
    expect(told.out).toMatch(/^@coin-press\/mint +npm +2\.4\.0 +trusted publishing +✔ +✔ +✔ +✔ +✔ +✔$/m);
    expect(told.out).toMatch(/^@coin-press\/frame +npm +0\.3\.0 +minter-general +.*–/m);
  });

  it('tells of the release that was made with a stolen token: how soon, what does not fit, and where it is told', () => {
    const [, section = ''] = told.out.split('@coin-press/mint 2.4.1 is published to npm with a stolen token\n');
    expect(section).toMatch(/^✓ noticed 85 seconds later/);
    expect(section).toMatch(/tp-lost \(critical\)\n +published by the account minter-general/);
    expect(section).toMatch(/http:\/\/127\.0\.0\.1:\d+\/coin-press\/mint\/security\/advisories\/GHSA-/);
    expect(section).toMatch(/Nothing that is public names the release\. .*“mintmark: security: See your/);
    expect(told.out.split('2.4.1')).toHaveLength(2);
  });

  it('tells of the box that was ticked, and of the pull request that came of it', () => {
    expect(told.out).toMatch(
      /^engraver ticks a box in issue 1 of showcase\n✓ Pull request \d+ is opened by the second app/m,
    );
    expect(told.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/coin-press\/showcase\/pull\/\d+/);
  });

  it('says where the issues are and what it took', () => {
    expect(told.out.match(/http:\/\/127\.0\.0\.1:\d+\/coin-press\/[a-z]+\/issues\/\d+/g)).toHaveLength(8);
    expect(told.out).toMatch(/8 first audits with their checks and issues: \d+ requests/);
    expect(told.out).toMatch(/the stolen release: \d+ requests to GitHub/);
  });

  it('keeps within the width of the terminal, and writes no escapes where there is none', () => {
    const longest = Math.max(...told.out.split('\n').map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(100);
    expect(told.out).not.toContain('\x1b');
  });
});

describe('the options', () => {
  it.each([['--port', '70000'], ['--port', 'x'], ['--twice'], ['word']])('refuses %s %s', async (...words) => {
    const { around, err } = stage();
    expect(await run(['demo', ...words], around)).toBe(2);
    expect(err()).toContain('See: mintmark demo --help');
  });

  it('says so where the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { around, err } = stage();
    expect(await run(['demo', '--once', '--port', String(port)], around)).toBe(3);
    expect(err()).toContain(`the port ${port} cannot be used (EADDRINUSE)`);
    taken.close();
  });
});

describe('the stage', { timeout: 120_000 }, () => {
  it.runIf(isLong)(
    'shows controls that pass, fail and are unknown by settings of GitHub, and presses buttons for real',
    async () => {
      const opened = await openStage(coinPress, 0);
      try {
        const played = await play(opened, coinPress, () => undefined);
        expect(failuresOf(played, opened)).toEqual([]);
        const verdicts = (id: string) =>
          new Set(
            played.repositories
              .flatMap(({ report }) => report?.controls ?? [])
              .flatMap((each) => (each.id === id ? [each.verdict] : [])),
          );
        expect(verdicts('publish-environment')).toEqual(new Set(['pass', 'fail']));
        expect(verdicts('tag-protection')).toEqual(new Set(['pass', 'fail']));
        expect(verdicts('immutable-releases')).toEqual(new Set(['pass', 'fail']));
        expect(verdicts('two-factor')).toEqual(new Set(['unknown']));
        tellsTrueLedgers(played);
        const advisories = [...opened.sandbox.state.repositories.values()].flatMap((each) => [
          ...each.advisories.keys(),
        ]);
        expect(advisories, 'one alarm, and no false one').toEqual([played.alarm.noticed?.advisory.id]);
        await explains(opened, played);
        await showsAdvisory(opened, played);
      } finally {
        await opened.close();
      }
    },
  );

  it('tells of an audit that failed, of a check that was left pending, and of a release that nobody noticed', () => {
    const repository = { name: 'a', checkRuns: new Map(), refs: new Map(), defaultBranch: 'main' };
    const played = {
      repositories: [{ repository, report: null, issues: [] }],
      pulls: [{ repository: 'a', number: 7, run: { status: 'in_progress' } }],
      fix: { repository: 'a', pull: null },
      alarm: { theft: { ...coinPress.theft, repository: 'a' }, noticed: null, hint: null, inPublic: ['issue 1'] },
    } as unknown as Played;
    expect(failuresOf(played, { troubles: () => ['a job was given up'] })).toEqual([
      'a: the audit failed',
      'a: the check of pull request 7 was left pending',
      'a: a box was ticked, and no pull request opened',
      'a: nobody noticed @coin-press/mint 2.4.1',
      'a: issue 1 tells everybody of @coin-press/mint 2.4.1',
      'a job was given up',
    ]);
  });
});

/** Each repository shows what it is there to show. */
function tellsTrueLedgers({ repositories }: Played): void {
  const ledgers = repositories.flatMap(({ report }) => report?.releases ?? []);
  const ofPackage = (name: string) => ledgers.find((ledger) => ledger.package === name);
  const joins = new Set(
    ofPackage('@coin-press/mint')?.rows.flatMap((row) => Object.values(row.joins).map(({ state }) => state)),
  );
  expect(joins).toEqual(new Set(['proved']));
  expect(ofPackage('@coin-press/mint')?.rows).toHaveLength(7);
  expect(ofPackage('@coin-press/showcase')?.rows.map(({ rank }) => rank)).toEqual(Array(5).fill('none'));
  expect(ofPackage('coin-die')?.rows.map(({ rank }) => rank)).toEqual([
    'trusted-publishing',
    'trusted-publishing',
    ...Array(3).fill('none'),
  ]);
  expect(ledgers.flatMap(({ rows }) => rows.flatMap(({ signals }) => signals))).toEqual([]);
}

async function explains({ pages }: Stage, { pulls }: Played): Promise<void> {
  const [first] = pulls;
  const path = `/coin-press/${first?.repository}/runs/${first?.run?.id}`;
  const before = (await (await fetch(pages.url + path)).text()).length;
  const answer = await fetch(`${pages.url}${path}/press`, {
    method: 'POST',
    headers: { origin: pages.url },
    body: new URLSearchParams({ action: 'explain' }),
  });
  expect(answer.status).toBe(200);
  // Explaining takes more words.
  expect((await answer.text()).length).toBeGreaterThan(before + 1000);
}

async function showsAdvisory({ pages }: Stage, { alarm }: Played): Promise<void> {
  const { advisory } = alarm.noticed ?? {};
  const answer = await fetch(`${pages.url}/coin-press/mint/security/advisories/${advisory?.id}`);
  expect(answer.status).toBe(200);
  const page = await answer.text();
  expect(page).toContain('npm deprecate @coin-press/mint@2.4.1');
  expect(page).toContain('the maintainers of this repository alone see it');
}
