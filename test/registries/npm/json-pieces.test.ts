import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPieces, type Wanted } from '../../../src/registries/npm/json-pieces.ts';

describe('pieces of a document', () => {
  it('are those that are wanted, by their way through it', async () => {
    const wanted: Wanted = { name: 'whole', versions: { '*': { dist: 'whole' } } };
    const document = {
      name: 'nest',
      readme: { name: 'not this one' },
      versions: { '1.0.0': { dist: { deep: [1, { a: null }] }, scripts: { dist: 1 } }, '1.0.1': 7 },
    };
    expect(await piecesOf(JSON.stringify(document), wanted)).toEqual({
      taken: [
        [['name'], 'nest'],
        [['versions', '1.0.0', 'dist'], { deep: [1, { a: null }] }],
      ],
      entered: [
        [[], true],
        [['versions'], true],
        [['versions', '1.0.0'], true],
        [['versions', '1.0.1'], false],
      ],
    });
  });

  it('are not looked for in lists', async () => {
    expect((await piecesOf('[{"name":"nest"}]', { name: 'whole' })).taken).toEqual([]);
    expect((await piecesOf('{"a":[{"name":"nest"}]}', { a: { '*': 'whole', name: 'whole' } })).taken).toEqual([]);
  });

  it('are cut where a text is too long to be one that is looked at', async () => {
    const { taken } = await piecesOf(JSON.stringify({ name: 'x'.repeat(1_000_000) }), { name: 'whole' });
    expect(taken).toEqual([[['name'], 'x'.repeat(4096)]]);
  });

  it('are undefined where they hold too much, and the next ones are not', async () => {
    const many = Array.from({ length: 30_000 }, () => 0);
    const { taken } = await piecesOf(JSON.stringify({ a: many, b: [1] }), { '*': 'whole' });
    expect(taken).toEqual([
      [['a'], undefined],
      [['b'], [1]],
    ]);
  });

  it('are what JSON.parse makes of them, however the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.integer({ min: 1, max: 40 }), async (json, size) => {
        const { taken } = await piecesOf(json, 'whole', size);
        expect(JSON.stringify(taken)).toBe(JSON.stringify([[[], JSON.parse(json)]]));
      }),
    );
  });
});

it.each([
  '{',
  '{"a"',
  '{"a":',
  '{"a":1',
  '{"a":1,',
  '{"a":1,}',
  '[1,]',
  '[1',
  '{]',
  '[}',
  '{"a" 1}',
  '{"a":1 "b":2}',
  '1 2',
  '{}{}',
  '',
  ' ',
  'x',
  ':',
  ',',
])('refuses %j, which is no JSON', async (text) => {
  await expect(piecesOf(text, {})).rejects.toThrow('it is not JSON');
  await expect(piecesOf(text, 'whole')).rejects.toThrow('it is not JSON');
});

it('refuses what is nested too deep, wanted or not', async () => {
  for (const wanted of ['whole', {}] as const)
    await expect(piecesOf('['.repeat(200_000), wanted)).rejects.toThrow('it is nested too deep');
});

async function piecesOf(text: string, wanted: Wanted, size = 7) {
  const taken: [readonly string[], unknown][] = [];
  const entered: [readonly string[], boolean][] = [];
  const bytes = Buffer.from(text);
  async function* chunks() {
    const step = bytes.length > 10_000 ? 65_536 : size;
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  }
  await readPieces(chunks(), wanted, {
    taken: (path, value) => taken.push([path, value]),
    entered: (path, isObject) => entered.push([path, isObject]),
  });
  return { taken, entered };
}
