import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closed, markCode, paintCode, stretchesOf } from '../../src/reports/text/marked.ts';
import { painter } from '../../src/reports/text/paint.ts';
import { wrapAfter } from '../../src/reports/text/wrap.ts';

const colored = painter({ color: true, links: false });
const plain = painter({ color: false, links: false });

describe('what stands between two backticks', () => {
  it.each([
    ['run `npm ci` now', ['run ', '<npm ci>', ' now']],
    ['`a``b`', ['<a>', '<b>']],
    ['one ` alone', ['one ', '`', ' alone']],
    ['`a` and ` alone', ['<a>', ' and ', '`', ' alone']],
    ['``', []],
    ['', []],
  ])('of %j is code', (text, stretches) => {
    expect(stretchesOf(text).map((stretch) => (stretch.isCode ? `<${stretch.text}>` : stretch.text))).toEqual(
      stretches,
    );
  });

  it('loses nothing but pairs of backticks', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ') }), (text) => {
        const joined = stretchesOf(text)
          .map((stretch) => stretch.text)
          .join('');
        expect(joined.replaceAll('`', '')).toBe(text.replaceAll('`', ''));
      }),
    );
  });

  it('is closed again where it was cut through', () => {
    expect(closed('run `npm c…')).toBe('run `npm c…`');
    expect(closed('run `npm ci` n…')).toBe('run `npm ci` n…');
  });
});

describe('code in a terminal', () => {
  const laidOut = (text: string, width: number) => paintCode(wrapAfter('→ ', markCode(text, colored), width), colored);

  it('is painted in place of its backticks, and takes no room for them', () => {
    expect(laidOut('run `npm ci` now', 16)).toEqual(['→ run \x1b[36mnpm ci\x1b[0m now']);
  });

  it('goes on over the end of a line', () => {
    expect(laidOut('run `npm publish` now', 10)).toEqual([
      '→ run \x1b[36mnpm\x1b[0m',
      '\x1b[36m  publish\x1b[0m',
      '  now',
    ]);
  });

  it('keeps its backticks where there are no colours', () => {
    expect(markCode('run `npm ci`', plain)).toBe('run `npm ci`');
  });
});
