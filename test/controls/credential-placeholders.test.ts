import { describe, expect, test } from 'vitest';
import { isLiteralSecret, isMadeUp } from '../../src/controls/credential-placeholders.ts';

describe('the random part of a token', () => {
  test.each([
    ['q1w7e3r9', false],
    ['Q1w7E3r9', false],
    ['a1c7e3Aa1c7e3A', true],
    ['918273645012', true],
    ['qqq111www777eee333rrr999', true],
    ['qq11ww77ee33rr99', false],
    ['abcdefgh1234', true],
    ['q1w7e3r9-your-token', true],
    ['qWeRtYuIoP', false],
    ['configRegistryOfTheWhole', true],
    ['qwertyuiop', true],
    ['QWERTYUIOP', true],
  ])('%s is made up: %s', (text, expected) => {
    expect(isMadeUp(text)).toBe(expected);
  });
});

describe('what somebody wrote into a settings file', () => {
  test.each([
    ['aB3dE5gH', true],
    ['aB3dE5g', false],
    [' aB3dE5gH\n', true],
    [' aB3dE5g ', false],
    ['aabbccdde', true],
    ['aabbccdd', false],
    ['q7w3e9r1TOKEN', true],
    ['MY_SECRET_NAME', false],
    ['MY_SECRET_2ND', true],
    ['aB3dE 5gH', false],
    ['${aB3dE5gH}', false],
    ['<aB3dE5gH>', false],
    ['aB3dE5gH-example', false],
    ['Passphrase', false],
    ['aB3dE5gH'.repeat(512), true],
    [`${'aB3dE5gH'.repeat(512)}x`, false],
  ])('%s is a secret: %s', (text, expected) => {
    expect(isLiteralSecret(text)).toBe(expected);
  });
});
