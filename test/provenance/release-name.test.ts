import { describe, expect, it } from 'vitest';
import { isNamedFor, parseReleaseName } from '../../src/provenance/release-name.ts';

describe('the name of an attested file', () => {
  it.each([
    ['npm', 'demo', '1.0.0', 'pkg:npm/demo@1.0.0', true],
    ['npm', '@octo/demo', '1.0.0', 'pkg:npm/%40octo/demo@1.0.0', true],
    ['npm', '@octo/demo', '1.0.0', 'pkg:npm/octo/demo@1.0.0', false],
    ['npm', 'demo', '1.0.0', 'pkg:npm/demo@1.0.0-evil', false],
    ['npm', 'demo', '1.0.0', 'pkg:npm/Demo@1.0.0', false],
    ['pypi', 'Octo.Demo', '1.0', 'octo_demo-1.0.tar.gz', true],
    ['pypi', 'octo-demo', '1.0', 'octo-demo-1.0.zip', true],
    ['pypi', 'octo-demo', '1.0', 'octo_demo-1.0-py3-none-any.whl', true],
    ['pypi', 'octo-demo', '1.0', 'octo_demo-1.0-1-cp312-cp312-macosx_11_0_arm64.whl', true],
    ['pypi', 'octo', '1.0', 'octo_demo-1.0.tar.gz', false],
    ['pypi', 'octo', '1.0', 'octo-1.0.1.tar.gz', false],
    ['pypi', 'octo', '1.0', 'octo-1.0.exe', false],
    ['rubygems', 'demo', '1.0.0', 'demo-1.0.0.gem', true],
    ['rubygems', 'demo', '1.0.0', 'demo-1.0.0-x86_64-linux.gem', true],
    ['rubygems', 'demo', '1.0.0', 'demo-1.0.0.1.gem', false],
    ['rubygems', 'demo', '1.0.0', 'demo-evil-1.0.0.gem', false],
    ['github', 'octo/demo', '1.0.0', 'whatever.zip', null],
  ] as const)('%s %s %s: %s', (registry, name, version, subject, expected) => {
    expect(isNamedFor(subject, { registry, name, version })).toBe(expected);
  });
});

it.each([
  ['demo@1.0.0', { name: 'demo', version: '1.0.0' }],
  ['@octo/demo@1.0.0', { name: '@octo/demo', version: '1.0.0' }],
  ['@octo/demo', null],
  ['demo@', null],
  ['demo', null],
])('%s in its parts', (typed, expected) => {
  expect(parseReleaseName('npm', typed)).toEqual(expected === null ? null : { registry: 'npm', ...expected });
});
