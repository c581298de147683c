import { describe, expect, test } from 'vitest';
import { isRepository, isSameOrigin, originOf, originsOf } from '../../../src/ledger/guards/repositories.ts';
import { anIdentity, aRow, facts, theRepository } from '../builders.ts';

const { repository } = facts({ repository: { formerNames: ['Old/Lantern'] } });
const elsewhere = { issuer: 'https://gitlab.com', repositoryUrl: 'https://gitlab.com/Octo/Lantern' };

describe('where something was built', () => {
  test('is a name and a number on GitHub, and an address elsewhere', () => {
    expect(originOf(anIdentity({ repositoryUrl: 'https://github.com/Octo/Lantern' }))).toEqual({
      name: 'octo/lantern',
      id: '4711',
    });
    const address = { name: 'https://gitlab.com/octo/lantern', id: null };
    expect(originOf(anIdentity(elsewhere))).toEqual(address);
    expect(originOf(anIdentity({ ...elsewhere, issuer: anIdentity().issuer })), 'of no repository there').toEqual(
      address,
    );
    const copied = { ...elsewhere, repositoryUrl: 'https://github.com/octo/lantern' };
    expect(originOf(anIdentity(copied)), 'by another issuer').toEqual({
      name: 'https://github.com/octo/lantern',
      id: null,
    });
    expect(originOf(anIdentity({ repositoryUrl: null }))).toEqual({ name: null, id: null });
  });

  test('is what certificates say, and what the registry recorded only without any', () => {
    expect(originsOf(aRow({ repository: 'mallory/lantern' }))).toEqual([{ name: theRepository, id: '4711' }]);
    expect(originsOf(aRow({ repository: 'Mallory/Lantern', identities: [] }))).toEqual([
      { name: 'mallory/lantern', id: null },
    ]);
    expect(originsOf(aRow({ repository: null, identities: [] }))).toEqual([]);
  });

  // GitHub's number outlives a name, and a name can be taken by others.
  test.each([
    ['a/b', '1', 'c/d', '1', true],
    ['a/b', '1', 'a/b', '2', false],
    ['a/b', '1', 'a/b', null, true],
    ['a/b', null, 'c/d', '1', false],
    [null, '1', 'a/b', null, null],
    ['a/b', null, null, '1', null],
  ])('%s number %s and %s number %s: %s', (name, id, otherName, otherId, expected) => {
    expect(isSameOrigin({ name, id }, { name: otherName, id: otherId })).toBe(expected);
  });

  test.each([
    [theRepository, '4711', true],
    ['some/name', '4711', true],
    [theRepository, '666', false],
    [theRepository, null, true],
    ['old/lantern', null, true],
    ['some/name', null, false],
    [null, null, false],
  ])('%s number %s is the repository: %s', (name, id, expected) => {
    expect(isRepository({ name, id }, repository)).toBe(expected);
  });
});
