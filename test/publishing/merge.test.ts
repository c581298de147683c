import { describe, expect, it } from 'vitest';
import { mergePublications } from '../../src/publishing/merge.ts';
import type { Publication } from '../../src/publishing/publication.ts';
import { published, publishedOnce } from './map-of.ts';

async function aPublication(more: Partial<Publication> = {}): Promise<Publication> {
  return { ...(await publishedOnce('- run: npm publish')), ...more };
}

describe('publications of the same step', () => {
  it('are one, with the packages and files of both and the graver credential', async () => {
    const merged = mergePublications([
      await aPublication({ packages: ['b', 'a'], auth: 'trusted-publishing', reaches: ['y'] }),
      await aPublication({ packages: ['c', 'a'], auth: 'token', reaches: ['x'] }),
    ]);
    expect(merged).toMatchObject([{ packages: ['a', 'b', 'c'], auth: 'token', reaches: ['x', 'y'] }]);
  });

  it.each<[boolean | null, boolean | null, boolean | null]>([
    [true, null, true],
    [null, false, false],
    [true, false, false],
    [true, true, true],
  ])('with provenance %s and %s have %s', async (a, b, expected) => {
    const both = [await aPublication({ provenance: a }), await aPublication({ provenance: b })];
    expect(mergePublications(both)[0]?.provenance).toBe(expected);
    expect(mergePublications(both.toReversed())[0]?.provenance).toBe(expected);
  });

  it('are as sure as the surer of them', async () => {
    const both = [
      await aPublication({ confidence: 'low', reason: 'guessed' }),
      await aPublication({ confidence: 'high', reason: '' }),
    ];
    expect(mergePublications(both)).toMatchObject([{ confidence: 'high', reason: '' }]);
    expect(mergePublications(both.toReversed())).toMatchObject([{ confidence: 'high', reason: '' }]);
  });
});

it('keeps publications of different steps and registries apart, in their order', async () => {
  const publications = await published(
    '- run: npm publish\n- run: docker push octo/left && docker push ghcr.io/octo/left\n- run: npm publish --tag next',
  );
  expect(publications.map(({ registry, site }) => [registry, site?.at.line])).toEqual([
    ['docker-hub', 7],
    ['ghcr', 7],
    ['npm', 6],
    ['npm', 8],
  ]);
});
