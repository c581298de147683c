import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { openCheckout } from '../../src/repository/checkout.ts';
import { aFinding, aReport } from '../reports/report-fixture.ts';
import { stage } from './stage.ts';

const path = '.github/mintmark.yml';
const full = ['--reason', 'one maintainer', '--until', '2027-02-01', '--by', 'ada'];
const found = aReport({
  findings: [
    aFinding({ control: 'publish-pins', registry: 'npm', fingerprint: `1e1234567890${'0'.repeat(20)}` }),
    aFinding({ control: 'publish-pins', registry: 'pypi', fingerprint: `abcdefabcdef${'0'.repeat(20)}` }),
  ],
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mintmark-accept-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** On the disk, where files are written. */
function onDisk(text: string | null, environment: Readonly<Record<string, string>> = {}) {
  if (text !== null) {
    mkdirSync(join(folder, '.github'));
    writeFileSync(join(folder, path), text);
  }
  const { around, out, err } = stage({ report: found, folder, environment });
  const engine = async () => ({ ...(await around.engine()), openCheckout });
  return { around: { ...around, engine }, out, err };
}

const written = () => readFileSync(join(folder, path), 'utf8');

describe('mintmark accept', () => {
  it('adds an exemption that names the findings of now, and leaves the rest as it is', async () => {
    const { around, out, err } = onDisk('# ours\ngate: high # never red\n');
    expect(await run(['accept', 'publish-pins', '--registry', 'npm', ...full], around)).toBe(0);
    expect(written()).toBe(
      [
        '# ours',
        'gate: high # never red',
        '',
        'accept:',
        '  - control: publish-pins',
        '    registry: npm',
        '    reason: one maintainer',
        '    by: ada',
        "    until: '2027-02-01'",
        '    evidence:',
        "      - '1e1234567890'",
        '',
      ].join('\n'),
    );
    expect(out()).toBe(
      '.github/mintmark.yml: publish-pins is accepted until 2027-02-01, once it is on the default branch.\nIt names the finding that files show now, and accepts no other one.\n',
    );
    expect(err()).toBe('');
    expect(readdirSync(join(folder, '.github')), 'nothing is left beside it').toEqual(['mintmark.yml']);
  });

  it('makes the file where there is none, and names every finding of the control', async () => {
    const { around, out } = onDisk(null);
    expect(await run(['accept', 'publish-pins', '.', ...full], around)).toBe(0);
    expect(written()).toMatch(/^accept:\n {2}- control: publish-pins\n[^]*'1e1234567890'\n {6}- abcdefabcdef\n$/);
    expect(out()).toContain('It names the 2 findings that files show now');
  });

  it('says where it names none', async () => {
    const { around, out } = onDisk(null);
    expect(await run(['accept', 'trusted-publishing', '--registry', 'go', ...full], around)).toBe(0);
    expect(written()).not.toContain('evidence');
    expect(out()).toContain('it accepts every finding of the control');
  });

  it('takes the login from a workflow', async () => {
    const { around } = onDisk(null, { GITHUB_ACTOR: 'grace' });
    expect(await run(['accept', 'publish-pins', ...full.slice(0, 4)], around)).toBe(0);
    expect(written()).toContain('by: grace');
  });

  it('--dry-run prints the difference and writes nothing', async () => {
    const { around, out } = onDisk('gate: high\n');
    expect(await run(['accept', 'publish-pins', '--dry-run', ...full], around)).toBe(0);
    expect(out()).toContain(`--- a/${path}\n+++ b/${path}\n`);
    expect(out()).toContain('+    reason: one maintainer');
    expect(written()).toBe('gate: high\n');
  });

  it.each([
    ['a file with a mistake', 'gat: high\n', full, 'the policy file holds a mistake: unknown key "gat"'],
    ['a day that has passed', '', ['--reason', 'a', '--by', 'b', '--until', '2026-01-01'], 'has ended on 2026-01-01'],
    ['a day that is none', '', ['--reason', 'a', '--by', 'b', '--until', 'May'], 'has to be a day as YYYY-MM-DD'],
    ['no reason', '', ['--reason', 'todo!', '--by', 'b', '--until', '2027-01-01'], 'TODO is no reason'],
  ])('writes nothing for %s, and ends with 3', async (_name, text, words, message) => {
    const { around, err } = onDisk(text);
    expect(await run(['accept', 'publish-pins', ...words], around)).toBe(3);
    expect(err()).toContain(message);
    expect(written()).toBe(text);
  });

  it.each([
    [[], 'say which control'],
    [['publish-pin', ...full], 'did you mean publish-pins?'],
    [['publish-pins', '--until', '2027-01-01', '--by', 'ada'], '--reason is missing'],
    [['publish-pins', '--reason', 'a', '--until', '2027-01-01'], '--by is missing'],
    [['publish-pins', '--reason', 'TODO', ...full.slice(2)], '--reason has to say why'],
    [['publish-pins', '--registry', 'nmp', ...full], 'did you mean npm?'],
  ])('refuses %j', async (words, message) => {
    const { around, err } = stage({ report: found });
    expect(await run(['accept', ...words], around)).toBe(2);
    expect(err()).toContain(message);
  });

  it('writes through no link that leads out of the repository', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'mintmark-accept-'));
    try {
      symlinkSync(elsewhere, join(folder, '.github'));
      const { around, err } = onDisk(null);
      expect(await run(['accept', 'publish-pins', ...full], around)).toBe(3);
      expect(err()).toMatch(/cannot write/);
      expect(readdirSync(elsewhere)).toEqual([]);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it('keeps the mode of the file', async () => {
    const { around } = onDisk('gate: high\n');
    const before = lstatSync(join(folder, path)).mode;
    await run(['accept', 'publish-pins', ...full], around);
    expect(lstatSync(join(folder, path)).mode).toBe(before);
  });
});
