import { expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/docker-hub/manifests.ts';

it('finds no names in files: an image is named where it is pushed', () => {
  expect(readManifests()).toEqual({ packages: [], problems: [] });
});
