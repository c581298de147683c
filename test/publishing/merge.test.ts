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

  it.each([
    ['token', 'unknown', 'token'],
    ['trusted-publishing', 'unknown', 'trusted-publishing'],
    ['unknown', 'unknown', 'unknown'],
  ] as const)('that sign in by %s and %s do so by %s', async (a, b, expected) => {
    const both = [await aPublication({ auth: a }), await aPublication({ auth: b })];
    expect(mergePublications(both)[0]?.auth).toBe(expected);
    expect(mergePublications(both.toReversed())[0]?.auth).toBe(expected);
  });

  it('have each credential once, and what either may do and names', async () => {
    const credential = (secret: string, arrives: string) => ({
      kind: 'long-lived' as const,
      source: `secrets.${secret}`,
      secret,
      arrives,
      at: { path: 'a.yml', line: 1, column: 1, endLine: 1, endColumn: 1 },
    });
    const [one, other, flagged] = [credential('A', 'x'), credential('B', 'x'), credential('A', '--token')];
    const both = [
      await aPublication({ credentials: [one, other], idToken: true, environment: null, via: 'npm publish ./a' }),
      await aPublication({ credentials: [one, flagged], idToken: false, environment: 'npm', via: 'npm publish' }),
    ];
    for (const publications of [both, both.toReversed()]) {
      const [merged, ...others] = mergePublications(publications);
      expect(others).toEqual([]);
      expect(merged?.credentials).toHaveLength(3);
      expect(merged).toMatchObject({ idToken: true, environment: 'npm', via: 'npm publish' });
    }
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
