import fc from 'fast-check';
import { expect, it } from 'vitest';
import { registryTime } from '../../src/registries/registry-time.ts';

it.each([
  ['2026-08-04T10:11:12.345Z', '2026-08-04T10:11:12.345Z'],
  ['2026-08-04T10:11:12.345678901Z', '2026-08-04T10:11:12.345Z'],
  ['2026-08-04T10:11:12Z', '2026-08-04T10:11:12.000Z'],
  ['2026-08-04T00:11:12+02:00', '2026-08-03T22:11:12.000Z'],
])('reads %s', (text, iso) => {
  expect(registryTime(text)).toEqual({ iso, milliseconds: Date.parse(iso) });
});

it.each([
  '',
  '2026',
  '2026-08-04',
  '2026-08-04T10:11:12',
  '4 Aug 2026',
  '2026-13-01T00:00:00Z',
  '9999-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  1_786_000_000_000,
  null,
  undefined,
  [],
  {},
])('does not believe %j', (value) => {
  expect(registryTime(value)).toBeNull();
});

it('reads every time that it has written', () => {
  const years = { min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(years), (date) => {
      expect(registryTime(date.toISOString())?.milliseconds).toBe(date.getTime());
    }),
  );
});
