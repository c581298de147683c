import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { failuresOf, type Played, play } from '../../src/cli/demo/play.ts';
import { openStage, type Stage } from '../../src/cli/demo/stage.ts';
import { run } from '../../src/cli/main.ts';
import { coinPress, coinPressPulls } from '../../src/sandbox/scenarios/coin-press.ts';
import { stage } from './stage.ts';

describe('mintmark demo --once', { timeout: 60_000 }, () => {
  let told: { code: number; out: string; err: string };
  beforeAll(async () => {
    const { around, out, err } = stage();
    told = { code: await run(['demo', '--once'], around), out: out(), err: err() };
  }, 60_000);

  it('ends with 0 and without a word of trouble', () => {
    expect(told.err).not.toContain('mintmark:');
    expect(told.code).toBe(0);
  });

  it('lists the repositories with registry, credential, findings and levels', () => {
    expect(told.out).toMatch(/^mint +npm +trusted publishing +.*\d low +\d \d \d \d$/m);
    expect(told.out).toMatch(/^assay +pypi +token PYPI_API_TOKEN +3 high/m);
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

  it('says where the issues are and what it took', () => {
    expect(told.out.match(/http:\/\/127\.0\.0\.1:\d+\/coin-press\/[a-z]+\/issues\/\d+/g)).toHaveLength(8);
    expect(told.out).toMatch(/8 first audits with their checks and issues: \d+ requests/);
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

describe('the stage', { timeout: 60_000 }, () => {
  it('shows controls that pass, fail and are unknown by settings of GitHub, and presses buttons for real', async () => {
    const opened = await openStage(coinPress, 0);
    try {
      const played = await play(opened, coinPress, coinPressPulls, () => undefined);
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
      await explains(opened, played);
    } finally {
      await opened.close();
    }
  });

  it('tells of an audit that failed and of a check that was left pending', () => {
    const repository = { name: 'a', checkRuns: new Map(), refs: new Map(), defaultBranch: 'main' };
    const played = {
      repositories: [{ repository, report: null, issues: [] }],
      pulls: [{ repository: 'a', number: 7, run: { status: 'in_progress' } }],
    } as unknown as Played;
    expect(failuresOf(played, { troubles: () => ['a job was given up'] })).toEqual([
      'a: the audit failed',
      'a: the check of pull request 7 was left pending',
      'a job was given up',
    ]);
  });
});

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
