import { describe, expect, it } from 'vitest';
import { scenarioPackageSchema } from '../../src/sandbox/scenario-package-schema.ts';
import { build, first, packageOf, second } from './registries/started.ts';

const problems = (value: unknown): readonly string[] =>
  (scenarioPackageSchema.safeParse(value).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

describe('a package of a scenario', () => {
  it('may say everything that the contract has', () => {
    const whole = packageOf('npm', '@coin/mint', {
      trustedPublishingOnly: true,
      twoFactorRequired: true,
      heldAt: '2026-05-01T00:00:00Z',
      advisories: [{ id: 'MAL-2026-1', at: '2026-05-01T00:00:00Z', versions: ['1.1.0'] }],
      releases: [
        { ...first, claimedCommit: null, build: null, installScript: true, dependencies: ['left'] },
        {
          ...second,
          heldSeconds: 300,
          files: [{ name: 'a.tgz', at: '2026-03-11T11:00:00Z', content: 'x', build }],
          dirty: true,
          repository: null,
          withdrawn: { kind: 'yanked', reason: 'bad', at: '2026-03-12T00:00:00Z' },
          vanishedAt: '2026-03-13T00:00:00Z',
          signingKey: 'other',
        },
      ],
    });
    expect(scenarioPackageSchema.parse(whole)).toEqual(whole);
  });

  it.each([
    ['a registry without a local one', { registry: 'ghcr' }, 'registry: a registry that the sandbox has'],
    ['a time that is none', { heldAt: 'yesterday' }, 'heldAt: an ISO 8601 time'],
    ['a key that is not known', { colour: 'red' }, 'Unrecognized key: "colour"'],
    ['a version twice', { releases: [first, first] }, 'releases.1.version: `1.0.0` is released twice'],
    [
      'two publishers at once',
      { releases: [{ ...first, by: { nobody: true, person: { name: 'ada' } } }] },
      'releases.0.by: exactly one of',
    ],
    ['no publisher', { releases: [{ ...first, by: {} }] }, 'releases.0.by: exactly one of'],
    [
      'an attestation without a build',
      { releases: [{ ...first, attested: true }] },
      'releases.0.attested: an attested release needs the `build`',
    ],
    [
      'a build of nowhere',
      { repository: null, releases: [second] },
      'releases.0.build.repository: is needed where the package itself names no repository',
    ],
    ['a ref that is a branch', { releases: [{ ...second, build: { ...build, ref: 'main' } }] }, 'a whole ref'],
    ['a file with a path', { releases: [{ ...first, files: [{ name: '../x' }] }] }, 'a file name without slashes'],
  ])('is refused with %s', (_, changed, message) => {
    const told = problems({ ...packageOf('npm', 'mint'), ...changed });
    expect(told.join('\n')).toContain(message);
  });
});
