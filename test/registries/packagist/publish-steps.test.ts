import { describe, expect, it } from 'vitest';
import { mapOf } from '../../publishing/map-of.ts';
import { publishedTo, run, use } from '../steps-of.ts';

const library = { 'composer.json': '{ "name": "octo/left", "type": "library" }' };

describe('packages of Packagist', () => {
  it('are published by a tag: no step does it', async () => {
    const { publications } = await mapOf(library);
    expect(publications).toMatchObject([{ registry: 'packagist', site: null, auth: 'unknown', provenance: null }]);
  });

  it.each([
    ['a step that tags', run('git tag v1.0.0 && git push --tags')],
    ['a step that makes a release', use('softprops/action-gh-release@v2')],
  ])('have no publishing step: %s', async (_, steps) => {
    expect(await publishedTo('packagist', library, steps)).toEqual([]);
  });
});
