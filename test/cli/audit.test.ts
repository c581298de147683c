import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { aFinding, aReport, emptyReport, fullReport } from '../reports/report-fixture.ts';
import { stage } from './stage.ts';

describe('mintmark audit', () => {
  it('prints the report on stdout', async () => {
    const { around, out, err } = stage({ report: emptyReport });
    expect(await run(['audit'], around)).toBe(0);
    expect(out()).toBe(
      'This repository\n\nNo file here publishes to a public registry, as far as files can tell.\nThere is nothing to put right.\n',
    );
    expect(err()).toBe('');
  });

  it('says nothing on stderr where there is nothing to ask', async () => {
    for (const words of [['--offline'], ['--format', 'json'], ['--format=sarif'], ['--format', 'markdown']]) {
      const { around, out, err } = stage();
      expect(await run(['audit', ...words], around)).toBe(0);
      expect(err()).toBe('');
      expect(out().endsWith('\n')).toBe(true);
    }
  });

  it.each([
    ['critical', 0],
    ['high', 1],
    ['medium', 1],
    ['low', 1],
  ])('with a high finding and --fail-on %s ends with %i', async (severity, code) => {
    const { around } = stage({ report: aReport({ findings: [aFinding({ severity: 'high' })] }) });
    expect(await run(['audit', '--fail-on', severity], around)).toBe(code);
  });

  it('never fails without --fail-on', async () => {
    expect(await run(['audit'], stage({ report: fullReport }).around)).toBe(0);
  });

  it('hands the chosen controls to the audit', async () => {
    const { around, asked } = stage();
    await run(['audit', '--control', 'publish-pins', '--control=trusted-publishing'], around);
    expect(asked.map(({ controls }) => controls)).toEqual([['publish-pins', 'trusted-publishing']]);
  });

  it.each([
    [
      ['--control', 'publish-pin'],
      'there is no control "publish-pin"; did you mean publish-pins? See: mintmark audit --help',
    ],
    [
      ['--fail-on', 'hihg'],
      '--fail-on cannot be "hihg"; did you mean high? (one of: critical, high, medium, low). See: mintmark audit --help',
    ],
    [
      ['--format', 'yaml'],
      '--format cannot be "yaml" (one of: terminal, json, sarif, markdown, osps, in-toto). See: mintmark audit --help',
    ],
    [['--ofline'], 'unknown option --ofline; did you mean --offline? See: mintmark audit --help'],
    [['--output', '--offline'], '--output needs a value: --output FILE. See: mintmark audit --help'],
    [
      ['--offline', '--record', 'answers.json'],
      '--offline asks nobody: there is nothing to record or to replay. See: mintmark audit --help',
    ],
    [['--offline=yes'], '--offline takes no value. See: mintmark audit --help'],
    [['--format', 'json', '--format', 'sarif'], '--format stands more than once. See: mintmark audit --help'],
    [['one', 'two'], '"two" is one word too many. See: mintmark audit --help'],
  ])('refuses %j', async (words, message) => {
    const { around, out, err, asked } = stage();
    expect(await run(['audit', ...words], around)).toBe(2);
    expect(err()).toBe(`mintmark: ${message}\n`);
    expect(out()).toBe('');
    expect(asked).toEqual([]);
  });

  it('ends with 3 for a folder that is not there', async () => {
    const { around, out, err } = stage();
    expect(await run(['audit', 'missing'], around)).toBe(3);
    expect(err()).toBe('mintmark: there is no folder /repo/missing\n');
    expect(out()).toBe('');
  });

  it('tells a mistake of its own apart from findings', async () => {
    const { around, err } = stage();
    const broken = { ...around, engine: () => Promise.reject(new Error('boom')) };
    expect(await run(['audit'], broken)).toBe(70);
    expect(err()).toContain('boom');
  });
});

describe('the policy of the audited repository', () => {
  it('reaches the audit', async () => {
    const { around, asked } = stage({ files: { '.github/mintmark.yml': 'gate: high\n' } });
    await run(['audit'], around);
    expect(asked[0]?.policy.gate).toBe('high');
  });

  it('is told among the problems where it is wrong, sorted with the others', async () => {
    const { around, out } = stage({
      report: aReport({ problems: [{ path: 'a.yml', line: null, message: 'not YAML' }] }),
      files: { '.github/mintmark.yml': 'gate: hgih\n' },
    });
    expect(await run(['audit', '--format', 'json'], around)).toBe(0);
    expect(JSON.parse(out()).problems).toEqual([
      {
        path: '.github/mintmark.yml',
        line: 1,
        message: 'gate cannot be "hgih"; allowed: critical, high, medium, low, none; did you mean high?',
      },
      { path: 'a.yml', line: null, message: 'not YAML' },
    ]);
  });

  it('is asked for where it stands under another name', async () => {
    const { around, out } = stage({ files: { '.github/mintmark.yaml': 'gate: high\n' } });
    await run(['audit', '--format', 'json'], around);
    expect(JSON.parse(out()).problems).toEqual([
      { path: '.github/mintmark.yaml', line: null, message: 'not read: the policy file is .github/mintmark.yml' },
    ]);
  });

  it("notes on stderr that the organisation's part was not read, and takes it for no mistake", async () => {
    const { around, out, err } = stage({ files: { '.github/mintmark.yml': 'extends: org\n' } });
    await run(['audit', '--format', 'json'], around);
    expect(JSON.parse(out()).problems).toEqual([]);
    expect(err()).toBe(
      ".github/mintmark.yml extends the organisation's policy, which an audit of files does not see: what the organisation sets, locks or limits is left out.\n",
    );
  });

  it("may lock keys where the repository is the organisation's .github", async () => {
    const files = { '.github/mintmark.yml': 'gate: high\nlocked: [gate]\n' };
    const subject = (repository: string) => ({ repository, ref: null, commit: null });
    const home = stage({ report: aReport({ subject: subject('acme/.github') }), files });
    await run(['audit', '--format', 'json'], home.around);
    expect([home.asked[0]?.policy.gate, JSON.parse(home.out()).problems]).toEqual(['high', []]);
    const other = stage({ report: aReport({ subject: subject('acme/github') }), files });
    await run(['audit', '--format', 'json'], other.around);
    expect([other.asked[0]?.policy.gate, JSON.parse(other.out()).problems.length]).toEqual([null, 1]);
  });
});

describe('the output of an audit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('goes to a file with --output, without escapes', async () => {
    const { around, out } = stage({ report: fullReport, folder, columns: 80 });
    expect(await run(['audit', '--output', 'report.txt'], around)).toBe(0);
    expect(out()).toBe('');
    const text = readFileSync(join(folder, 'report.txt'), 'utf8');
    expect(text).toContain('publish-triggers (npm)');
    expect(text).not.toContain('\u001b');
  });

  it('ends with 3 where the file cannot be written', async () => {
    const { around, err } = stage({ folder });
    expect(await run(['audit', '--offline', '--output', 'no/such/folder/report.txt'], around)).toBe(3);
    expect(err()).toMatch(/^mintmark: cannot write "no\/such\/folder\/report.txt": ENOENT/);
  });

  it.each([
    ['a terminal', { columns: 90 }, [], true],
    ['a pipe', { columns: null }, [], false],
    ['NO_COLOR', { columns: 90, environment: { NO_COLOR: '1' } }, [], false],
    ['an empty NO_COLOR', { columns: 90, environment: { NO_COLOR: '' } }, [], true],
    ['a dumb terminal', { columns: 90, environment: { TERM: 'dumb' } }, [], false],
    ['--no-color', { columns: 90 }, ['--no-color'], false],
  ])('on %s', async (_, props, words, escapes) => {
    const { around, out } = stage({ report: fullReport, ...props });
    await run(['audit', ...words], around);
    expect(out().includes('\u001b[')).toBe(escapes);
    expect(out().includes('\u001b]8;;file:///repo/.github/workflows/release.yml#L3\u001b\\')).toBe(escapes);
  });
});
