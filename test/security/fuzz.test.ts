import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadShells } from '../../src/workflows/shell/index.ts';
import { nearby } from './mutations.ts';
import { type Parser, parsers } from './parsers.ts';
import { seeds } from './seeds.ts';

/*
 * Every parser that meets foreign input, on texts near those that it expects and on any text: it ends, throws nothing but
 * what it documents, makes no more of a text than can be kept, and leaves the language as it was. The same few texts on
 * every run; `npm run test:fuzz` tries as many others as FUZZ_RUNS says, and prints the seed of what fails, which FUZZ_SEED
 * tries again.
 */

const usualRuns = 10;
const given = { runs: Number(process.env['FUZZ_RUNS'] ?? usualRuns), seed: process.env['FUZZ_SEED'] };
const isLong = given.runs > usualRuns;
const seed = given.seed === undefined ? (isLong ? Date.now() & 0x7fffffff : 20_261_101) : Number(given.seed);

beforeAll(() => loadShells());

describe('whatever the text, it is read in bounds:', { timeout: isLong ? 3_600_000 : 60_000 }, () => {
  it.each(parsers.map((parser) => [parser.name, parser] as const))('%s', async (_, parser) => {
    const numRuns = Math.max(4, Math.ceil(given.runs / (parser.cost ?? 1)));
    await fc.assert(
      fc.asyncProperty(nearby(parser.samples), (text) => expectBounded(parser, text)),
      { numRuns, seed },
    );
  });
});

describe('what was stumbled over before is read in bounds:', { timeout: 60_000 }, () => {
  const seeded = parsers.filter(({ isSeeded = true }) => isSeeded);

  it.each(seeded.map((parser) => [parser.name, parser] as const))('%s', async (_, parser) => {
    for (const { text } of seeds.filter(({ parser: name }) => name === '*' || name === parser.name))
      await expectBounded(parser, text);
  });

  it('stands under the names of parsers', () => {
    const names = new Set(['*', ...parsers.map(({ name }) => name)]);
    expect(seeds.filter(({ parser }) => !names.has(parser))).toEqual([]);
  });
});

it('the samples are what their parsers expect', async () => {
  const refused = [];
  for (const { name, samples, read } of parsers)
    for (const sample of samples) {
      const found = await read(sample);
      if (found === null || found instanceof Error) refused.push(name);
    }
  expect(refused).toEqual([]);
});

async function expectBounded({ read }: Parser, text: string): Promise<void> {
  const found = await read(text);
  expect(partsOf(found)).toBeLessThan(mostParts);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
}

/** What a text of some 20,000 characters may become. */
const mostParts = 400_000;

/** How many values there are in a value, each counted once. */
function partsOf(value: unknown): number {
  const seen = new Set<unknown>();
  const left: unknown[] = [value];
  let parts = 0;
  while (left.length > 0 && parts < mostParts) {
    const next = left.pop();
    parts += typeof next === 'string' ? 1 + next.length / 100 : 1;
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    left.push(...(next instanceof Map || next instanceof Set ? [...next].flat() : Object.values(next)));
  }
  return parts;
}
