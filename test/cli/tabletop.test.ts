import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { scenarioIds } from '../../src/exercises/index.ts';
import { openCheckout } from '../../src/repository/checkout.ts';
import { stage } from './stage.ts';

const path = '.github/mintmark.yml';
const table = (...rows: readonly string[]) =>
  [
    '<!-- mintmark after-action: maintainer-phished -->',
    '| Finding | Went | Action | Control | Owner | Until |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mintmark-tabletop-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** On the disk, where files are written. */
function onDisk(policy: string | null, filled: string) {
  writeFileSync(join(folder, 'after-action.md'), filled);
  if (policy !== null) {
    mkdirSync(join(folder, '.github'));
    writeFileSync(join(folder, path), policy);
  }
  const { around, out, err } = stage({ folder });
  return { around: { ...around, engine: async () => ({ ...(await around.engine()), openCheckout }) }, out, err };
}

const written = () => readFileSync(join(folder, path), 'utf8');

describe('mintmark tabletop --record', () => {
  const filled = table(
    '| no second owner | badly | Add a second owner | publish-pins | ada | 2027-01-31 |',
    '| slow | badly | Write down whom to call | | @grace | 2027-02-28 |',
    '| a thing | | Somebody should | | | |',
  );

  it('writes the rows into the policy file, and leaves the rest as it is', async () => {
    const { around, out, err } = onDisk('# ours\ngate: high # never red\n', filled);
    expect(await run(['tabletop', '--record', 'after-action.md'], around)).toBe(0);
    expect(written()).toMatch(/^# ours\ngate: high # never red\n+follow-up:\n/);
    expect(written()).toContain('do: Write down whom to call');
    expect(written()).toContain('from: tabletop exercise maintainer-phished');
    expect(written()).not.toContain('Somebody should');
    expect(out()).toContain('2 entries added to follow-up');
    expect(err()).toContain('after-action.md:6: left out, nobody owns it: Somebody should');
  });

  it('adds nothing twice', async () => {
    const { around, out } = onDisk(null, filled);
    await run(['tabletop', '--record', 'after-action.md'], around);
    const before = written();
    expect(await run(['tabletop', '--record', 'after-action.md'], around)).toBe(0);
    expect(written()).toBe(before);
    expect(out()).toContain('nothing to add, every entry stands in it already');
  });

  it('prints the difference and writes nothing with --dry-run', async () => {
    const { around, out } = onDisk(null, filled);
    expect(await run(['tabletop', '--record', 'after-action.md', '--dry-run'], around)).toBe(0);
    expect(out()).toContain('+  - do: Add a second owner');
    expect(existsSync(join(folder, path))).toBe(false);
  });

  it.each([
    [table('| x | | Do it | nothing | ada | 2027-01-31 |'), 'there is no control "nothing"'],
    [table('| x | | Do it | | ada | tomorrow |'), 'line 4: tomorrow is no day'],
    ['# Notes\n', 'line 1: no table with the columns'],
  ])('writes nothing where a row is mistaken: %s', async (text, says) => {
    const { around, err } = onDisk('gate: high\n', text);
    expect(await run(['tabletop', '--record', 'after-action.md'], around)).toBe(3);
    expect(err()).toContain(says);
    expect(written()).toBe('gate: high\n');
  });
});

describe('the options', () => {
  it('list every scenario', async () => {
    const { around, out } = stage();
    expect(await run(['tabletop', '--list'], around)).toBe(0);
    for (const id of scenarioIds) expect(out()).toMatch(new RegExp(`^${id} +A?`, 'm'));
  });

  it.each([
    [['tabletop'], 'say which: --scenario'],
    [['tabletop', '--scenario', 'maintainer-fished'], 'did you mean maintainer-phished?'],
    [['tabletop', '--scenario', 'poisoned-action', '--minutes', '45'], '--minutes is 60 or 90, not "45"'],
    [['tabletop', '--scenario', 'poisoned-action'], 'say where to: --output FOLDER'],
    [['drill', '--scenario', 'poisoned-action', '--demo', '--account', 'acme'], 'name one of them'],
    [['tabletop', '--record', 'x.md', 'a', 'b'], 'name one PATH'],
  ])('refuse %j', async (words, says) => {
    const { around, err } = onDisk(null, '');
    writeFileSync(join(folder, 'x.md'), '');
    expect(await run(words, around)).toBe(2);
    expect(err()).toContain(says);
  });
});
