import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { painter } from '../../src/reports/text/paint.ts';
import { layOut } from '../../src/reports/text/table.ts';
import { visible } from '../../src/reports/text/visible.ts';
import { displayWidth, shorten, splitAt } from '../../src/reports/text/width.ts';
import { count, firstOf, listing, shortList } from '../../src/reports/text/words.ts';
import { wrap, wrapAfter } from '../../src/reports/text/wrap.ts';

/** Letters that take no, one and two columns, spaces, and halves of surrogate pairs. */
const anyText = fc.string({ unit: fc.constantFrom('a', ' ', '漢', '\u0301', '😀', 'é', '\ufe0f', '❤', 'ﾊ', '\ud800') });

describe('visible', () => {
  it.each([
    ['plain text, ünïcödé and 漢字 😀', 'plain text, ünïcödé and 漢字 😀'],
    ['\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['a\r\n\tb\0\u007f\u009b', 'a\\r\\n\\tb\\x00\\x7f\\x9b'],
    ['\u202egnp.exe\u2066', '\\u{202e}gnp.exe\\u{2066}'],
    ['zero\u200bwidth\u00ad\ufeff\u3164', 'zero\\u{200b}width\\xad\\u{feff}\\u{3164}'],
    ['tags \u{e0041}', 'tags \\u{e0041}'],
    ['lines\u2028\u2029', 'lines\\u{2028}\\u{2029}'],
    ['half \ud800 a pair', 'half \\u{d800} a pair'],
    ['❤\ufe0f', '❤\ufe0f'],
  ])('shows %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves nothing to hide, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });
});

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['npm', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['漢字', 4],
    ['ｆｕｌｌ', 8],
    ['ﾊﾝｶｸ', 4],
    ['한국어', 6],
    ['😀', 2],
    ['❤', 1],
    ['❤\ufe0f', 2],
    ['𠀀', 2],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('is the sum of what splitAt takes and leaves', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, width) => {
        const [taken, rest] = splitAt(text, width);
        expect(taken + rest).toBe(text);
        expect(taken === '' && text !== '').toBe(false);
      }),
    );
  });
});

describe('shorten', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['漢字漢字', 5, '漢字…'],
    ['漢字漢字', 4, '漢…'],
    ['longer', 1, '…'],
  ])('of %j to %i is %j', (text, width, short) => {
    expect(shorten(text, width)).toBe(short);
  });
});

describe('wrap', () => {
  it('breaks at spaces, and a word only where it alone is too wide', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('a abcdefghij b', 4)).toEqual(['a', 'abcd', 'efgh', 'ij b']);
    expect(wrap('release-crates-io', 11)).toEqual(['release-', 'crates-io']);
    expect(wrap('a-bcdefghijk', 9)).toEqual(['a-bcdefgh', 'ijk']);
    expect(wrap('漢字漢字', 5)).toEqual(['漢字', '漢字']);
    expect(wrap('', 5)).toEqual(['']);
  });

  it('is never wider than given and loses nothing but spaces', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 3, max: 30 }), (text, width) => {
        const lines = wrap(text, width);
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('hangs behind a first word', () => {
    expect(wrapAfter('- ', 'one two three', 9)).toEqual(['- one two', '  three']);
  });
});

describe('layOut', () => {
  const columns = [
    { title: 'a', narrowest: null },
    { title: 'b', narrowest: 4 },
  ];
  const linesOf = (rows: readonly (readonly string[])[], width: number) =>
    layOut(
      columns,
      rows.map((row) => row.map((text) => [{ text, style: 'plain' as const }])),
      width,
    )?.lines.map((pieces) =>
      pieces
        .map(({ text, padding }) => text + padding)
        .join('')
        .trimEnd(),
    );

  it('pads by what characters take, not by how many there are', () => {
    expect(
      linesOf(
        [
          ['漢字', 'x'],
          ['abc', 'y'],
        ],
        80,
      ),
    ).toEqual(['a     b', '漢字  x', 'abc   y']);
  });

  it('breaks the cells that may be broken until the table fits', () => {
    expect(linesOf([['abc', 'one two']], 9)).toEqual(['a    b', 'abc  one', '     two']);
  });

  it('answers null where it cannot fit', () => {
    expect(linesOf([['abcdefgh', 'one two']], 13)).toBeUndefined();
  });
});

describe('words', () => {
  it('counts and lists', () => {
    expect([count(1, 'finding'), count(2, 'finding')]).toEqual(['1 finding', '2 findings']);
    expect([listing([]), listing(['a']), listing(['a', 'b']), listing(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it('never leaves out one alone', () => {
    expect(shortList(['a', 'b', 'c'], 2)).toBe('a, b, c');
    expect(shortList(['a', 'b', 'c', 'd'], 2)).toBe('a, b, +2 more');
    expect(firstOf([1, 2, 3, 4], 2)).toEqual({ shown: [1, 2], left: 2 });
  });
});

describe('painter', () => {
  it('writes escapes only where it may', () => {
    const plain = painter({ color: false, links: false });
    expect(plain.paint('critical', 'x') + plain.link('y', 'file:///y')).toBe('xy');
    const full = painter({ color: true, links: true });
    expect(full.paint('critical', 'x')).toBe('\u001b[1;31mx\u001b[0m');
    expect(full.link('y', 'file:///y')).toBe('\u001b]8;;file:///y\u001b\\y\u001b]8;;\u001b\\');
    expect(full.link('y', null)).toBe('y');
  });
});
