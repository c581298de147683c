import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type StoryStage, storyStage, theToken } from '../../scripts/bench/story-stage.ts';
import { ledgerSchema } from '../../src/types/ledger.ts';

let stage: StoryStage;

beforeAll(async () => {
  stage = await storyStage('scenarios/incidents/axios.yml');
}, 60_000);

afterAll(() => stage.close());

describe('mintmark ledger', () => {
  it('shows one row a version, with what does not fit under it, and how many are left out', async () => {
    const { code, out, err } = await stage.run(['ledger', '--limit', '3'], { columns: 80 });
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toContain('courier-http');
    const lines = stripVTControlCharacters(out).split('\n');
    const rows = lines.filter((line) => /^\d+\.\d+\.\d+ /.test(line)).map((line) => line.split(' ')[0]);
    expect(rows).toEqual(['0.29.4', '1.10.9', '1.10.8']);
    expect(lines.find((line) => line.startsWith('1.10.8'))).toMatch(
      /release\.yml on GitHub {3}✔ {3}✔ {3}✔ {3}✔ {3}✔ {3}✔$/,
    );
    expect(lines[lines.findIndex((line) => line.startsWith('0.29.4')) + 1]).toMatch(/^ {2}critical {2}tp-lost: /);
    expect(lines).toContain('+12 older releases without a signal (--limit)');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([
    ['a terminal', { columns: 120 }, [], true],
    ['a pipe', {}, [], false],
    ['--no-color', { columns: 120 }, ['--no-color'], false],
  ])('writes escapes on %s or not', async (_, options, words, escapes) => {
    const { out } = await stage.run(['ledger', ...words], options);
    expect(out.includes('\u001b[')).toBe(escapes);
  });

  it('prints the same ledgers as JSON, every time the same bytes', async () => {
    const [first, second] = [
      await stage.run(['ledger', '--format', 'json']),
      await stage.run(['ledger', '--format=json']),
    ];
    expect(second.out).toBe(first.out);
    const [only, ...others] = z.array(ledgerSchema).parse(JSON.parse(first.out));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ registry: 'npm', package: 'courier-http', link: 'proved' });
    expect(only?.rows.length).toBe(15);
  });

  it('fails only where it is asked to', async () => {
    expect((await stage.run(['ledger', '--fail-on', 'critical'])).code).toBe(1);
    const honest = await storyStage('scenarios/honest/npm-trusted.yml');
    expect((await honest.run(['ledger', '--fail-on', 'low'])).code).toBe(0);
    await honest.close();
  }, 30_000);

  it('says what a token would settle, and takes nothing for missing without one', async () => {
    const { GITHUB_TOKEN: _, ...anonymous } = stage.environment;
    const { out, err } = await stage.run(['ledger', '--format', 'json'], { environment: anonymous });
    expect(err).toBe(
      'GitHub was not asked for tags, commits and runs: a token in GITHUB_TOKEN, for reading only, would settle them.\n',
    );
    const [ledger] = z.array(ledgerSchema).parse(JSON.parse(out));
    expect(new Set(ledger?.rows.map(({ joins }) => joins.tag.state))).toEqual(new Set(['unknown']));
    expect(ledger?.rows[0]?.signals.map(({ id }) => id)).toContain('tp-lost');
  });

  it('keeps the token from a GitHub that the checkout is not of', async () => {
    const environment = { ...stage.environment, GITHUB_URL: 'http://127.0.0.1:1' };
    const { code, err } = await stage.run(['ledger'], { environment });
    expect([code, err]).toEqual([0, '']);
  });

  it('finds packages of OWNER/NAME by deps.dev', async () => {
    const { code, out } = await stage.run(['ledger', stage.story.repository, '--limit', '1', '--format', 'json']);
    expect(code).toBe(0);
    expect(
      z
        .array(ledgerSchema)
        .parse(JSON.parse(out))
        .map((each) => each.package),
    ).toEqual(['courier-http']);
  });

  it('needs deps.dev for that, and not for a package that is named in full', async () => {
    const environment = { ...stage.environment, MINTMARK_REGISTRY_DEPS_DEV_MAIN: 'http://127.0.0.1:1' };
    const asked = ['ledger', stage.story.repository];
    const { code, err } = await stage.run(asked, { environment });
    expect(code).toBe(3);
    expect(err).toMatch(/^mintmark: deps\.dev's list of the packages of denarius\/courier cannot be read: /);
    const named = await stage.run([...asked, '--registry', 'npm', '--package', 'courier-http'], { environment });
    expect([named.code, named.err]).toEqual([0, '']);
    expect(named.out).toMatch(/^courier-http on npm\n/);
  });

  it('asks for one package by its registry, and says where there is none', async () => {
    const { code, out, err } = await stage.run(['ledger', '--registry', 'pypi', '--package', 'no-such']);
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain('pypi "no-such": nothing of that name has been published\n');
  });

  it.each([
    [['--package', 'courier-htp'], 'did you mean courier-http?'],
    [['--registry', 'npmm'], 'did you mean npm?'],
    [['--limit', '0'], '--limit takes a number from 1 on, not "0"'],
    [['--record', 'a', '--replay', 'b'], '--record and --replay exclude each other'],
  ])('takes %j for wrong use', async (words, message) => {
    const { code, err } = await stage.run(['ledger', ...words]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('ends with 3 where the folder or the registry cannot be read', async () => {
    expect((await stage.run(['ledger', './missing'])).code).toBe(3);
    const { code, out, err } = await stage.run(['ledger'], { environment: nowhere() });
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/^1 service did not answer everything \(npm\), and what only they tell is unknown: /m);
  });
});

describe('a recording', () => {
  it('gives the same bytes without a network, and holds no credential', async () => {
    const asked = await stage.run(['ledger', '--record', 'answers.json']);
    const recording = readFileSync(join(stage.folder, 'answers.json'), 'utf8');
    expect(recording).not.toContain(theToken);
    const replayed = await stage.run(['ledger', '--replay', 'answers.json'], { environment: gitHubOnly() });
    expect(replayed).toEqual(asked);
    await stage
      .run(['ledger', '--replay', 'answers.json', '--record', 'again.json'])
      .then(({ code }) => expect(code).toBe(2));
  });

  it('holds what an audit asked, too', async () => {
    const asked = await stage.run(['audit', '--format', 'json', '--record', 'audit.json']);
    const before = stage.sandbox.registries.requests.length;
    const replayed = await stage.run(['audit', '--format', 'json', '--replay', 'audit.json'], {
      environment: gitHubOnly(),
    });
    expect(replayed).toEqual(asked);
    expect(stage.sandbox.registries.requests.length).toBe(before);
    expect(JSON.parse(asked.out).releases.length).toBe(1);
  });

  it.each([
    ['not.json', '<html>', 'it is no JSON'],
    ['other.json', '{"version":2}', 'it is no recording that this version understands (version)'],
  ])('is refused: %s', async (file, text, message) => {
    writeFileSync(join(stage.folder, file), text);
    const { code, err } = await stage.run(['ledger', '--replay', file]);
    expect(code).toBe(3);
    expect(err).toContain(`${file} cannot be read: ${message}`);
  });
});

describe('mintmark audit', () => {
  it('asks nobody with --offline', async () => {
    const before = stage.sandbox.registries.requests.length;
    const { code, out, err } = await stage.run(['audit', '--offline', '--format', 'json']);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).releases).toEqual([]);
    expect(stage.sandbox.registries.requests.length).toBe(before);
  });

  it('tells of the last release', async () => {
    const { out } = await stage.run(['audit']);
    expect(out.replaceAll('\n', ' ')).toContain(
      'Last release: `courier-http` `0.29.4` on npm, 2026-03-31, by `minter`: ',
    );
  });

  it('judges the files without a network, and says on one line who did not answer', async () => {
    const { code, out, err } = await stage.run(['audit', '--format', 'json'], { environment: nowhere() });
    expect(code).toBe(0);
    expect(JSON.parse(out).publications.length).toBe(1);
    expect(JSON.parse(out).releases).toEqual([]);
    expect(err).toMatch(/^1 service did not answer everything \(npm\), [^\n]+\n$/);
  });
});

/** Registries that refuse every connection, and no GitHub. */
function nowhere(): Record<string, string> {
  const registries = Object.keys(stage.environment).filter((name) => name.startsWith('MINTMARK_REGISTRY_'));
  const addresses = Object.fromEntries(registries.map((name) => [name, 'http://127.0.0.1:1']));
  return { ...addresses, GITHUB_URL: 'http://127.0.0.1:1', MINTMARK_TRUSTED_ROOT: 'root.json' };
}

/** A replay asks nobody; only whose repository it is comes from the surroundings. */
function gitHubOnly(): Record<string, string> {
  return { ...nowhere(), GITHUB_URL: stage.sandbox.url };
}
