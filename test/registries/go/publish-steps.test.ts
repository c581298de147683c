import { describe, expect, it } from 'vitest';
import { mapOf } from '../../publishing/map-of.ts';
import { publishedTo, run, use } from '../steps-of.ts';

const library = { 'go.mod': 'module example.com/left\n', 'left.go': 'package left\n' };

describe('Go modules', () => {
  it('are published by a tag: no step does it', async () => {
    const { publications } = await mapOf(library);
    expect(publications).toMatchObject([{ registry: 'go', site: null, auth: 'unknown', provenance: null }]);
  });

  it.each([
    ['a step that tags', run('git tag v1.0.0 && git push --tags')],
    ['a step that makes a release', use('softprops/action-gh-release@v2')],
  ])('have no publishing step: %s', async (_, steps) => {
    expect(await publishedTo('go', library, steps)).toEqual([]);
  });
});
