import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare, type FigureName, figures, figuresOf } from '../../scripts/corpus-floor.ts';

const floor = figuresOf(JSON.parse(readFileSync(new URL('../corpus-floor.json', import.meta.url), 'utf8')));
const worse = (now: typeof floor) => compare(now, floor).filter(({ verdict }) => verdict === 'worse');

describe('the floor of the corpus', () => {
  it('is held by itself', () => {
    expect(worse(floor)).toEqual([]);
  });

  it.each(figures)('sees $name getting worse, and is pleased where it gets better', ({ name, better }) => {
    const step = better === 'more' ? 0.0001 : 1;
    const moved = (by: number) => ({ ...floor, [name]: floor[name] + by });
    const lower = better === 'more' ? moved(-step) : moved(step);
    const higher = better === 'more' ? moved(step) : moved(-step);
    expect(worse(lower)).toEqual([{ name, floor: floor[name], now: lower[name], verdict: 'worse' }]);
    expect(
      compare(higher, floor)
        .filter(({ verdict }) => verdict === 'better')
        .map((row) => row.name),
    ).toEqual([name]);
  });

  it.each(figures)('refuses a score without $name', ({ name }) => {
    const rest: Partial<Record<FigureName, number>> = { ...floor };
    delete rest[name];
    expect(() => figuresOf(rest)).toThrow(`there is no number "${name}"`);
    expect(() => figuresOf({ ...floor, [name]: null })).toThrow(name);
  });
});
