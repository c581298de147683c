import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { releaseLine } from '../../src/ledger/lines.ts';
import { registryIds } from '../../src/types/registry-id.ts';

describe('the line of a version', () => {
  it.each([
    ['npm', '1.14.1', '1', false],
    ['npm', '0.30.4', '0.30', false],
    ['npm', '0.0.7', '0.0', false],
    ['npm', '2.0.0-next.3', '2 next', true],
    ['npm', '2.0.0-beta2', '2 beta', true],
    ['npm', '3.0.0-0', '3 pre', true],
    ['npm', '0.0.0-nightly-20260301', '0.0 nightly', true],
    ['npm', '1.0.0-4f2a91c', '1 pre', true],
    ['npm', 'latest', 'other', false],
    ['crates.io', '1.0.0+zstd.1.5', '1', false],
    ['go', 'v1.2.3', '1', false],
    ['go', 'v2.0.0+incompatible', '2', false],
    ['go', 'v0.0.0-20210101000000-abcdef123456', '0.0 pre', true],
    ['nuget', '13.0.3.1', '13', false],
    ['nuget', '4.0.0.1-preview5', '4 preview', true],
    ['packagist', 'v5.4', '5', false],
    ['packagist', '1.0.0beta2', '1 beta', true],
    ['packagist', 'dev-main', 'other', false],
    ['pypi', '2026.11.1', '2026', false],
    ['pypi', '4.0rc1', '4 rc', true],
    ['pypi', '1.0a3', '1 alpha', true],
    ['pypi', '1.0.dev4', '1 dev', true],
    ['pypi', '1.4.post2', '1', false],
    ['pypi', '1!0.3', '1!0.3', false],
    ['pypi', 'not a version', 'other', false],
    ['rubygems', '7.1.3', '7', false],
    ['rubygems', '7.2.0.rc1', '7 rc', true],
    ['rubygems', '0.9.1.pre.2', '0.9 pre', true],
    ['maven-central', '33.4.0-jre', '33', false],
    ['maven-central', '33.4.0-android', '33', false],
    ['maven-central', '6.5.2.Final', '6', false],
    ['maven-central', '6.0.0.CR1', '6 rc', true],
    ['maven-central', '5.0-M2', '5 milestone', true],
    ['maven-central', '2.0-beta-1', '2 beta', true],
    ['maven-central', '1.0-SNAPSHOT', '1 snapshot', true],
    ['maven-central', '0.9.2', '0.9', false],
    ['maven-central', '2.4.0-constructor', '2', false],
    ['maven-central', 'r09', 'other', false],
  ] as const)('of %s %s is %s', (registry, version, name, isPrerelease) => {
    expect(releaseLine(registry, version)).toEqual({ name, isPrerelease });
  });

  it('is found for anything at all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...registryIds),
        fc.string({ maxLength: 400, unit: 'binary' }),
        (registry, version) => {
          expect(releaseLine(registry, version).name).not.toBe('');
        },
      ),
    );
  });

  it('is found for anything that looks like a version', () => {
    const piece = fc.constantFrom(
      '0',
      '1',
      '12',
      '.',
      '-',
      '+',
      '_',
      '!',
      'v',
      'a',
      'b',
      'rc',
      'dev',
      'post',
      'm',
      'x',
    );
    const version = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...registryIds), version, (registry, text) => {
        expect(releaseLine(registry, text).name).not.toBe('');
      }),
    );
  });
});
