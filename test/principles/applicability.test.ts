import { expect, test } from 'vitest';
import { applicability, appliesTo } from '../../src/principles/applicability.ts';
import { registryIds } from '../../src/types/registry-id.ts';

test('authentication leaves out Go, which has no accounts', () => {
  expect(registryIds.filter((id) => !appliesTo('authentication', id))).toEqual(['go']);
});

test('authorization leaves out Go and Packagist, to which nothing built is uploaded', () => {
  expect(registryIds.filter((id) => !appliesTo('authorization', id))).toEqual(['packagist', 'go']);
});

test('general and cli are for all', () => {
  expect(applicability.general).toEqual(registryIds);
  expect(applicability.cli).toEqual(registryIds);
});
