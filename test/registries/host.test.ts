import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hostOf, isWithin } from '../../src/registries/host.ts';

it.each([
  ['https://packages.example.com/npm/', 'packages.example.com'],
  ['HTTPS://Packages.Example.COM', 'packages.example.com'],
  ['http://localhost:4873/', 'localhost'],
  ['//packages.example.com/:_authToken', 'packages.example.com'],
  ['packages.example.com/owner/image', 'packages.example.com'],
  ['packages.example.com:5000/image', 'packages.example.com'],
  ['sparse+https://index.example.com/', 'index.example.com'],
  ['git+ssh://git@example.com/x', 'example.com'],
  ['https://user:secret@packages.example.com/npm', 'packages.example.com'],
  ['https://user@packages.example.com', 'packages.example.com'],
  ['https://packages.example.com/@scope/name', 'packages.example.com'],
  ['https://packages.example.com?x=@other.example.com', 'packages.example.com'],
  ['oci://ghcr.io/owner', 'ghcr.io'],
  ['testpypi', 'testpypi'],
  ['  testpypi\n', 'testpypi'],
  ['', ''],
])('%j is at %j', (destination, host) => {
  expect(hostOf(destination)).toBe(host);
});

it('finds the host whatever stands before and behind it', () => {
  const user = fc.stringMatching(/^([a-z]{1,8}(:[a-z@]{0,8})?@)?$/);
  const rest = fc.stringMatching(/^(:\d{1,5})?(\/[a-z@:]{0,8})?(\?[a-z@/]{0,8})?$/);
  fc.assert(
    fc.property(
      fc.constantFrom('https://', '//', 'sparse+http://'),
      user,
      fc.domain(),
      rest,
      (scheme, before, domain, after) => {
        expect(hostOf(scheme + before + domain + after)).toBe(domain.toLowerCase());
      },
    ),
  );
});

it.each([
  ['https://registry.example.org/', true],
  ['example.org', true],
  ['https://evil-example.org/', false],
  ['https://example.org.evil.test/', false],
])('%s lies within example.org: %s', (destination, expected) => {
  expect(isWithin(destination, 'example.org')).toBe(expected);
});
