import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from '../../src/policy/nearest.ts';

const names = ['audit', 'controls', 'principles', 'schema', 'trusted-publishing'];

describe('nearest', () => {
  it.each([
    ['adit', 'audit'],
    ['uadit', 'audit'],
    ['AUDIT', 'audit'],
    ['control', 'controls'],
    ['trusted-publisher', 'trusted-publishing'],
    ['frobnicate', null],
    ['', null],
    ['x'.repeat(100_000), null],
  ])('of %s is %s', (word, name) => {
    expect(nearest(word, names)).toBe(name);
  });

  it('takes the first of two that are equally near', () => {
    expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
  });
});

describe('didYouMean', () => {
  it('asks, or says nothing', () => {
    expect(didYouMean('adit', names)).toBe('; did you mean audit?');
    expect(didYouMean('ofline', ['offline'], (name) => `--${name}`)).toBe('; did you mean --offline?');
    expect(didYouMean('frobnicate', names)).toBe('');
  });
});
