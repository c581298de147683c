import { describe, expect, it } from 'vitest';
import { versionKey } from '../../src/ledger/version-key.ts';

const loose = (text: string) => versionKey(text)?.loose ?? null;

describe('the key of a version', () => {
  it.each([
    ['1.0rc1', '1.0.0-rc.1'],
    ['v1.2', '1.2.0'],
    ['1.0a2', '1.0-alpha2'],
    ['8_5_0', '8.5.0'],
    ['6.5.2.Final', '6.5.2'],
    ['2024.01.05', '2024.1.5'],
    ['5.0-M2', '5.0.0-milestone.2'],
    ['v2.0.0+incompatible', '2.0.0'],
  ])('is the same for %s and %s', (one, other) => {
    expect(loose(one)).not.toBeNull();
    expect(loose(one)).toBe(loose(other));
  });

  it.each([
    ['1.0.0-1', '1.0.0.1'],
    ['1.2.0', '1.20'],
    ['1.0.0-rc.1', '1.0.0'],
    ['1.0.0-rc.1', '1.0.0-rc.10'],
    ['10', '1'],
  ])('tells %s from %s', (one, other) => {
    expect(loose(one)).not.toBe(loose(other));
  });

  it('keeps zeros apart where it is exact', () => {
    expect(versionKey('1.2')?.exact).not.toBe(versionKey('1.2.0')?.exact);
  });

  it('is none for what is no version', () => {
    expect([loose('main'), loose(''), loose('1'.repeat(300)), loose('-1')]).toEqual([null, null, null, null]);
  });
});

it.each(['1.0.0-constructor', '1.0.0-tostring.1', '1.0.0-__proto__'])(
  'of %s holds its words and nothing else',
  (version) => {
    expect(versionKey(version)?.exact).toMatch(/^1\.0\.0\|[a-z\d.]*$/);
  },
);
