import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  ledToMigration,
  migrationBlocks,
  migrationSection,
  renderGuide,
} from '../../../src/reports/migration/index.ts';
import { publicView } from '../../../src/reports/public-view.ts';
import type { Migration } from '../../../src/types/migration.ts';
import { aFinding, aReport } from '../report-fixture.ts';
import { aForm, aMigration, aPackage, stepsOf } from './fixture.ts';

const home = { repository: 'acme/widgets', commit: 'HEAD' };
const words = { registryTitle: (id: string) => id.toUpperCase(), home };
const section = (...migrations: readonly Migration[]) =>
  migrationSection({ migrations: [...migrations] }, words).join('\n');
const names = Array.from({ length: 30 }, (_, index) => `@acme/p${index}`);

/** What a repository could try to say. */
const hostile = '@octocat <script>alert(1)</script> [x](https://evil.example) #1\n- [x] done `code` ~~~';

describe('the section of the issue', () => {
  it('ticks what is done, spells out what is next, and names the rest', () => {
    const text = section(aMigration());
    expect(text).toContain('### Moving to trusted publishing on NPM\n\n- [x] **Step ready**: evidence of `ready`.\n');
    expect(text).toContain('- [ ] **Step configure** (next): evidence of `configure`.\n\n  1. Do configure.');
    expect(text).toContain('Enter for `@acme/core`: Repository `widgets`, Environment name (leave it empty).');
    expect(text).toContain('  ```sh\n  npm trust github @acme/core --repo acme/widgets\n  ```');
    expect(text.split('\n').slice(-3)).toEqual(['- [ ] Step verify', '- [ ] Step refuse', '- [ ] Step delete']);
  });

  it('tells of the release together with the form, which shows only by it', () => {
    expect(section(aMigration())).toContain('- [ ] Step publish\n\n  1. Do publish.');
    expect(section(aMigration({ steps: stepsOf('next') }))).not.toContain('Do publish.');
  });

  it('has nothing to tick where the registry has nothing to offer, and says what would settle the rest', () => {
    const text = section(aMigration({ steps: stepsOf('done', 'done', 'done', 'cannot-tell', 'not-offered', 'next') }));
    expect(text).toContain('\n- **Step refuse**: evidence of `refuse`.');
    expect(text).toContain('**Step verify** (cannot be seen from here): evidence of `verify`. This settles verify.');
  });

  it('is left out where nothing is next, and in reports of before', () => {
    expect(section(aMigration({ steps: stepsOf('done', 'done', 'done', 'done', 'cannot-tell', 'cannot-tell') }))).toBe(
      '',
    );
    expect(migrationSection({}, words)).toEqual([]);
  });

  it('takes about forty lines at most, however many packages there are', () => {
    const form = aForm({ packages: names.map((name) => aPackage(name)) });
    const text = section(aMigration({ forms: Array.from({ length: 12 }, () => form) }));
    expect(text).toContain('npm trust github @acme/p9 ');
    expect(text).not.toContain('npm trust github @acme/p10 ');
    expect(text).toContain('20 more commands: `mintmark migrate-publishing` shows all.');
    expect(text).toContain('9 more forms');
    const one = section(aMigration({ forms: [form] }));
    expect(one.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(40);
  });

  it('asks for no form again that is filled in, and counts packages that are left out', () => {
    const filled = aForm({ packages: [aPackage('@acme/core', { state: 'trusted', release: '1.0.0', command: null })] });
    const left = aForm({ packages: [aPackage('@acme/other')], omitted: 7 });
    const text = section(aMigration({ forms: [filled, left] }));
    expect(text.match(/Enter for [^:]+:/g)).toEqual(['Enter for `@acme/other` and 7 more packages:']);
  });

  it('stays within its bytes, however many registries there are', () => {
    const packages = names.map((name) =>
      aPackage(name.padEnd(190, 'x'), { command: null, page: `https://registry.example/${name.padEnd(300, 'x')}` }),
    );
    const text = section(...Array.from({ length: 20 }, () => aMigration({ forms: [aForm({ packages })] })));
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(16_000);
    expect(text).toMatch(/\d+ more moves left out here/);
  });

  it('leads pages of the repository to the server that it is on', () => {
    const steps = stepsOf('next').map((step) => ({
      ...step,
      links: ['https://github.com/acme/widgets/settings/secrets/actions'],
    }));
    const own = { ...words, home: { ...home, server: 'https://git.example' } };
    expect(migrationSection({ migrations: [aMigration({ steps })] }, own).join('')).toContain(
      '<https://git.example/acme/widgets/settings/secrets/actions>',
    );
  });

  it('lets no name be anything but text', () => {
    const steps = stepsOf('done', 'next').map((step) => ({ ...step, shows: step.shows === null ? null : hostile }));
    const fields = [{ label: 'Repository', value: hostile, hint: null }];
    const packages = [aPackage(hostile, { command: null, page: hostile }), aPackage(hostile, { state: 'new' })];
    const text = section(aMigration({ steps, forms: [aForm({ fields, packages })], newPackages: 'Make it first.' }));
    const outside = text.replace(/(`+)[^`][\s\S]*?\1/g, '');
    expect(outside).not.toMatch(/@octocat|<script|\]\(https:\/\/evil/);
    expect(text.match(/^\s*- \[.\] /gm)).toHaveLength(6);
  });
});

describe('a finding whose steps the section spells out', () => {
  const report = { migrations: [aMigration()] };

  it('leads there', () => {
    expect(ledToMigration(aFinding(), report, words).remediation).toEqual({
      steps: ['Follow the steps of “Moving to trusted publishing on NPM” above.'],
      links: [],
      fixable: false,
    });
  });

  it.each([
    ['of another control', aFinding({ control: 'publish-pins' }), report],
    ['of another registry', aFinding({ registry: 'pypi' }), report],
    ['that stands in no file', aFinding({ locations: [] }), report],
    ['without a section', aFinding(), {}],
  ])('%s keeps its own', (_, finding, told) => {
    expect(ledToMigration(finding, told, words)).toBe(finding);
  });
});

it('is not told in public where it speaks of what may be an attack', () => {
  const open = aMigration({ registry: 'pypi' });
  const report = aReport({ migrations: [aMigration({ confidential: true }), open] });
  expect(publicView(report).migrations).toEqual([open]);
});

describe('the guide in a terminal', () => {
  const guide = (migrations: readonly Migration[], width = 80, color = false) =>
    renderGuide(migrations, { width, color, registryTitle: words.registryTitle });

  it('numbers the steps, with their marks, and counts those that can be done', () => {
    const text = guide([aMigration({ steps: stepsOf('done', 'next', 'later', 'later', 'not-offered', 'later') })]);
    expect(text).toContain('1 of 5 steps done');
    expect(text.split('\n').filter((line) => /^\S? +\d Step|^. \d Step/.test(line))).toEqual([
      '✔ 1 Step ready',
      '→ 2 Step configure (next)',
      '  3 Step publish',
      '  4 Step verify',
      '– 5 Step refuse',
      '  6 Step delete',
    ]);
  });

  it('breaks every line but what is copied', () => {
    const text = guide([aMigration({ forms: [aForm({ packages: names.map((name) => aPackage(name)) })] })], 40);
    const long = text.split('\n').filter((line) => line.length > 40);
    expect(long.length).toBeGreaterThanOrEqual(30);
    for (const line of long) expect(line).toMatch(/^ +(?:npm trust github|https:\/\/)/);
  });

  it('writes no escape of others, and the same words with colour', () => {
    const strange = '\u001b[2J\u202eevil\u0007';
    const forms = [
      aForm({
        fields: [{ label: 'Repository', value: strange, hint: null }],
        packages: [aPackage(strange, { command: null, page: 'https://registry.example/' })],
      }),
    ];
    const plain = guide([aMigration({ forms })]);
    for (const character of ['\u0007', '\u001b', '\u202e']) expect(plain).not.toContain(character);
    expect(stripVTControlCharacters(guide([aMigration()], 80, true)).replaceAll('`', '')).toBe(
      guide([aMigration()]).replaceAll('`', ''),
    );
  });
});

it('spells out everything as Markdown for a person who asked for it', () => {
  const text = migrationBlocks([aMigration({ forms: [aForm({ packages: names.map((name) => aPackage(name)) })] })], {
    ...words,
    extent: 'whole',
  }).join('\n');
  for (const name of names) expect(text).toContain(`npm trust github ${name} `);
  expect(text).toContain('Do delete.');
});
