import { describe, expect, it } from 'vitest';
import { fitting, fittingEnd, textWidth } from '../../../src/web/drawing/text-width.ts';

describe('the width of a text', () => {
  it('goes by its letters and its size', () => {
    expect(textWidth('iiii', 12)).toBeLessThan(textWidth('mmmm', 12) / 2);
    expect(textWidth('name', 24)).toBeCloseTo(textWidth('name', 12) * 2);
    expect(textWidth('漢字', 10), 'wide letters').toBeGreaterThan(19);
  });

  it('cuts what does not fit at its end, or at its beginning, and nothing else', () => {
    expect(fitting('release', 100, 12)).toBe('release');
    const long = `@acme/${'x'.repeat(5000)}`;
    for (const cut of [fitting(long, 100, 12), fittingEnd(long, 100, 12)])
      expect(textWidth(cut, 12)).toBeLessThanOrEqual(100);
    expect(fitting(long, 100, 12)).toMatch(/^@acme\/x+…$/);
    expect(fittingEnd('a/very/long/way/to/release.yml', 100, 12)).toMatch(/^….*release\.yml$/);
  });
});
