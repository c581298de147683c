import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type StoryStage, storyStage } from '../../scripts/bench/story-stage.ts';
import { run } from '../../src/cli/main.ts';
import { migrationSchema } from '../../src/types/migration.ts';
import { aForm, aMigration, aPackage } from '../reports/migration/fixture.ts';
import { aControl, aReport, emptyReport } from '../reports/report-fixture.ts';
import { stage } from './stage.ts';

const report = aReport({
  migrations: [
    aMigration({ forms: [aForm({ packages: [aPackage('@acme/core'), aPackage('@acme/extra')] })] }),
    aMigration({
      registry: 'pypi',
      commandNeeds: null,
      forms: [aForm({ packages: [aPackage('widgets', { command: null })] })],
    }),
  ],
});

async function say(...words: readonly string[]) {
  const { around, out, err } = stage({ report });
  const code = await run(['migrate-publishing', '--offline', ...words], around);
  return { code, out: out(), err: err() };
}

describe('mintmark migrate-publishing', () => {
  it('prints every move, by the names of the registries', async () => {
    const { code, out, err } = await say();
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Moving to trusted publishing on npm\n');
    expect(out).toContain('Moving to trusted publishing on PyPI\n');
  });

  it('prints one registry, or the forms of one package, where that is asked for', async () => {
    expect((await say('--registry', 'pypi')).out).not.toContain('on npm');
    const one = (await say('--package', '@acme/extra')).out;
    expect(one).toContain('npm trust github @acme/extra ');
    expect(one).not.toMatch(/@acme\/core|PyPI/);
  });

  it('prints the same as JSON and as Markdown', async () => {
    const { out } = await say('--format', 'json');
    expect(z.array(migrationSchema).parse(JSON.parse(out))).toEqual(report.migrations);
    expect((await say('--format', 'markdown')).out).toMatch(/^### Moving to trusted publishing on npm\n\n- \[x\] /);
  });

  it.each([
    [['--package', '@acme/cor'], 'no package called "@acme/cor" is on its way here; did you mean @acme/core?'],
    [['--registry', 'nmp'], '--registry cannot be "nmp"; did you mean npm?'],
    [['--format', 'terminal'], '--format cannot be "terminal"'],
    [['--record', 'x.json'], '--offline asks nobody'],
  ])('with %j is wrong use', async (words, message) => {
    const { code, err } = await say(...words);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('says that there is nothing to do, and why', async () => {
    const done = aReport({
      controls: [aControl({ reason: 'the last 5 releases came by trusted publishing' })],
      migrations: [],
    });
    const { around, out } = stage({ report: done });
    expect(await run(['migrate-publishing', '--offline'], around)).toBe(0);
    expect(out()).toBe('There is nothing to migrate.\n  npm: the last 5 releases came by trusted publishing\n');
    const nothing = stage({ report: { ...emptyReport, migrations: [] } });
    expect(await run(['migrate-publishing', '--offline'], nothing.around)).toBe(0);
    expect(nothing.out()).toMatch(/^No file here publishes to a public registry/);
  });

  it('ends with 3 for a folder that is not there', async () => {
    const { code, err } = await say('missing');
    expect(code).toBe(3);
    expect(err).toContain('there is no folder');
  });
});

describe('mintmark migrate-publishing on a repository in the middle of it', () => {
  let story: StoryStage;
  beforeAll(async () => {
    story = await storyStage('scenarios/honest/npm-migration.yml');
  }, 60_000);
  afterAll(() => story.close());

  it('ticks what the registry shows, and says the same from a recording', async () => {
    const { code, out } = await story.run(['migrate-publishing', '--record', 'asked.json'], { columns: 100 });
    expect(code).toBe(0);
    expect(out).toContain('4 of 6 steps done');
    expect(out).toMatch(/→ 6 Delete the secret and revoke the token \(next\)/);
    const replayed = await story.run(['migrate-publishing', '--replay', 'asked.json'], {
      columns: 100,
      environment: { MINTMARK_TRUSTED_ROOT: 'root.json' },
    });
    expect(replayed).toEqual({ code: 0, out, err: '' });
    rmSync(join(story.folder, 'asked.json'));
  }, 60_000);
});
