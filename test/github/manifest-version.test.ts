import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifestVersion } from '../../src/github/manifest-version.ts';

describe('versions in manifests', () => {
  it.each([
    ['package.json', '{"version":"1.2.3"}', '1.2.3'],
    ['a/pyproject.toml', '[project]\nversion = "4.5"\n', '4.5'],
    ['Cargo.toml', '[package]\nversion = "0.1.0"\n', '0.1.0'],
    ['Cargo.toml', '[package]\nversion = { workspace = true }\n', null],
    ['pyproject.toml', '[project]\ndynamic = ["version"]\n', null],
    ['package.json', '{"version":1}', null],
    ['package.json', '[]', null],
    ['package.json', '{', null],
    ['widget.gemspec', 'Gem::Specification.new { |s| s.version = "1.0" }', null],
    ['package.json', `{"version":"1","a":"${' '.repeat(600_000)}"}`, null],
  ])('%s: %s', (path, text, version) => {
    expect(manifestVersion(path, text)).toBe(version);
  });

  it('are looked for in anything without a throw', () => {
    fc.assert(
      fc.property(fc.constantFrom('a.json', 'a.toml', 'a'), fc.string(), (path, text) => {
        const version = manifestVersion(path, text);
        expect(version === null || text.includes(version) || path === 'a.json').toBe(true);
      }),
    );
  });
});
