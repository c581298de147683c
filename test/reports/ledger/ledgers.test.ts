import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderLedgers } from '../../../src/reports/ledger/ledgers.ts';
import { displayWidth } from '../../../src/reports/text/width.ts';
import type { Ledger } from '../../../src/types/ledger.ts';
import { aLedger, aRow, aSignal, joins } from './fixture.ts';

const plain = { width: 80, color: false, newest: 12 };

function linesOf(ledger: Ledger, options = plain): readonly string[] {
  return renderLedgers([ledger], options).split('\n');
}

describe('the table of a package', () => {
  it('reads like this', () => {
    const ledger = aLedger({
      rows: [
        aRow({
          version: '1.4.3',
          publishedAt: '2026-11-20T08:00:00.000Z',
          rank: 'none',
          by: '`mallory`',
          workflow: null,
          withdrawn: 'deprecated: stolen',
          joins: joins('missing', { commit: 'contradicted', digest: 'unknown' }),
          signals: [aSignal(), aSignal({ id: 'burst', severity: 'low', says: 'three at once', provisional: true })],
          quiet: ['no attestation, as CircleCI makes none'],
        }),
        aRow(),
      ],
      notes: ['Could not read the owners: `npm` took too long.'],
    });
    expect(renderLedgers([ledger], plain)).toBe(`coins on npm
https://www.npmjs.com/package/coins (asked 2026-11-22 12:00 UTC)
Comes from this repository: proved.
Tags every release as \`v1.2.3\`.

version  date        trust    by                     tag rel com run att dig
1.4.3    2026-11-20  none     mallory                 –   –   ✘   –   –   ?
  deprecated: stolen
  critical  tp-lost: published by the account \`mallory\`
  low       burst: three at once (not settled: evidence that can still come may
            take it back)
  innocent: no attestation, as CircleCI makes none
1.4.2    2026-11-19  trusted  release.yml on GitHub   ✔   ✔   ✔   ✔   ✔   ✔

Note: Could not read the owners: \`npm\` took too long.

✔ proved, – missing, ✘ contradicted, ? unknown: tag, GitHub release, commit,
workflow run, attestation, digest
`);
  });

  it('shows the newest rows and every older one with a signal, and counts the others', () => {
    const rows = Array.from({ length: 20 }, (_, index) =>
      aRow({ version: `1.0.${99 - index}`, signals: index === 17 ? [aSignal()] : [] }),
    );
    const lines = linesOf(aLedger({ rows, omitted: 300 }), { ...plain, newest: 2 });
    const shown = lines.filter((line) => line.startsWith('1.0.')).map((line) => line.split(' ')[0]);
    expect(shown).toEqual(['1.0.99', '1.0.98', '1.0.82']);
    expect(lines).toContain('+17 older releases without a signal (--limit)');
    expect(lines).toContain('+300 older releases not looked at');
  });

  it('puts signals of the package as a whole above its releases', () => {
    const lines = linesOf(
      aLedger({ signals: [aSignal({ id: 'owner-changed', severity: 'high', says: 'a new owner' })] }),
    );
    const signal = lines.indexOf('high      owner-changed: a new owner');
    expect(signal).toBeGreaterThan(0);
    expect(signal).toBeLessThan(lines.findIndex((line) => line.startsWith('version')));
  });

  it('keeps its columns where a version or a name has to be broken', () => {
    const row = aRow({ version: '2026.11.19-nightly.20261119123456+build', by: 'trusted publishing on GitHub' });
    const lines = linesOf(aLedger({ rows: [row, aRow({ signals: [aSignal()] })] }));
    expect(lines.filter((line) => line.endsWith(' ✔   ✔   ✔   ✔   ✔   ✔')).length).toBe(2);
    const second = lines.findIndex((line) => line.startsWith('1.4.2'));
    const below = lines.slice(second + 1).find((line) => !line.startsWith(' '.repeat(20)));
    expect(below).toMatch(/^ {2}critical {2}tp-lost/);
  });

  it('says it in words where a table would be too wide', () => {
    const lines = linesOf(aLedger({ rows: [aRow({ signals: [aSignal()] })] }), { ...plain, width: 44 });
    expect(lines).toContain('1.4.2 2026-11-19, trusted, release.yml on');
    expect(lines).toContain('  ✔   ✔   ✔   ✔   ✔   ✔');
    expect(lines).toContain('  critical  tp-lost: published by the');
  });

  it('colours marks and severities where it may', () => {
    const text = renderLedgers([aLedger({ rows: [aRow({ signals: [aSignal()] })] })], { ...plain, color: true });
    expect(text).toContain('\u001b[32m✔\u001b[0m');
    expect(text).toContain('\u001b[1;31mcritical\u001b[0m');
    expect(text).toContain('\u001b[36mmallory\u001b[0m');
  });

  it('is nothing where there is no ledger', () => {
    expect(renderLedgers([], plain)).toBe('');
  });
});

describe('what others wrote', () => {
  it('cannot write to the terminal', () => {
    const evil = '\u001b[31mred\u0007\u202e\n\r`x';
    const ledger = aLedger({
      package: evil,
      page: evil,
      habit: [evil],
      notes: [evil],
      signals: [aSignal({ says: evil })],
      rows: [aRow({ version: evil, by: evil, workflow: evil, withdrawn: evil, quiet: [evil], publishedAt: evil })],
    });
    for (const color of [false, true]) {
      const text = renderLedgers([ledger], { ...plain, color });
      expect(stripVTControlCharacters(text)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
      if (!color) expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }
  });

  it('never makes a line wider than the terminal', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 120 });
    const row = fc
      .record({ version: word, by: fc.option(word), quiet: fc.array(word, { maxLength: 1 }), says: word })
      .map(({ says, ...own }) => aRow({ ...own, signals: [aSignal({ says })] }));
    fc.assert(
      fc.property(word, fc.array(row, { maxLength: 3 }), fc.integer({ min: 40, max: 130 }), (name, rows, width) => {
        const text = renderLedgers([aLedger({ package: name, rows, page: name })], { ...plain, width });
        for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 60 },
    );
  });
});
