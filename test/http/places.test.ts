import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, type Place, placesOf } from '../../src/http/places.ts';
import { redirectOf } from '../../src/http/redirect.ts';
import { retryAt } from '../../src/http/retry-after.ts';
import { question } from './loopback.ts';

const place = placesOf({ pypi: { main: 'https://mirror.example:8443/a/b/' } })(question('/')) as Place;

/** Text in which what matters to addresses is frequent. */
const tricky = fc
  .array(
    fc.oneof(
      fc.constantFrom('/', '..', '.', '%2e', '\\', '@', ':', '//', '?', '#', 'mirror.example', '%'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

describe('the address of a question', () => {
  it('is below its base, whatever the path', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const address = addressOf(place, `/${text}`);
        if (address === null) return;
        expect(address.origin).toBe('https://mirror.example:8443');
        expect(address.pathname.startsWith('/a/b/')).toBe(true);
        expect([address.username, address.password, address.hash]).toEqual(['', '', '']);
      }),
    );
  });

  it('is what was asked for, where its parts are encoded', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        fc.pre(!/^\.{1,2}$/.test(name));
        const path = `/${encodeURIComponent(name.toWellFormed())}`;
        const given = addressOf(place, path)?.pathname ?? '';
        expect(decodeURIComponent(given)).toBe(`/a/b/${name.toWellFormed()}`);
      }),
    );
  });
});

describe('a redirect', () => {
  const hosts = [
    'mirror.example:8443',
    'pypi.org',
    'files.pythonhosted.org',
    'pypi.org.example',
    '10.0.0.1',
    '[::1]',
    'x',
  ];
  const location = fc
    .tuple(
      fc.constantFrom('https:', 'http:', 'ftp:', ''),
      fc.constantFrom('//', '/', '\\\\', ''),
      fc.constantFrom(...hosts),
      tricky,
    )
    .map((parts) => parts.join(''));

  it('leads to the configured origin or, over https, to a host of the table', () => {
    const from = new URL('https://mirror.example:8443/a/b/c');
    const allowed = new Set(['https://mirror.example:8443', 'https://pypi.org', 'https://files.pythonhosted.org']);
    fc.assert(
      fc.property(location, (to) => {
        const found = redirectOf(to, from, place);
        if (typeof found !== 'string') expect(allowed).toContain(found.origin);
      }),
      { numRuns: 500 },
    );
    expect(redirectOf('//pypi.org/x', from, place)).toEqual(new URL('https://pypi.org/x'));
    expect(redirectOf('../x', from, place)).toEqual(new URL('https://mirror.example:8443/a/x'));
  });
});

it('a service is left alone for a second at least and an hour at most', () => {
  const now = Date.UTC(2026, 5, 1);
  const header = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  );
  fc.assert(
    fc.property(header, (text) => {
      const wait = retryAt(text, now) - now;
      expect(wait).toBeGreaterThanOrEqual(1000);
      expect(wait).toBeLessThanOrEqual(60 * 60 * 1000);
    }),
  );
});
