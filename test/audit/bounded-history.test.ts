import { expect, it } from 'vitest';
import { boundedHistory } from '../../src/audit/bounded-history.ts';
import { aFile, aHistory, aRelease, daysLater } from '../ledger/builders.ts';

const history = (count: number, over: (at: number) => Parameters<typeof aRelease>[0]) =>
  aHistory(
    Array.from({ length: count }, (_, at) =>
      aRelease({ version: `1.${at}.0`, publishedAt: daysLater(at), ...over(at) }),
    ),
  );

it('leaves what is of a usual size as it is', () => {
  const usual = history(300, () => ({ dependencies: ['lamp', 'wick'] }));
  expect(boundedHistory(usual)).toBe(usual);
});

it('leaves out the dependencies of the oldest releases where there are too many', () => {
  const names = Array.from({ length: 2000 }, (_, at) => `${at}`.padStart(214, 'x'));
  const { releases } = boundedHistory(history(1000, () => ({ dependencies: names })));
  expect(releases).toHaveLength(1000);
  expect(releases.at(-1)?.dependencies).toHaveLength(2000);
  expect(releases.at(0)).toMatchObject({ version: '1.0.0', dependencies: null });
  expect(JSON.stringify(releases).length).toBeLessThan(4_000_000);
});

it('leaves out the files of the oldest releases where there are too many', () => {
  const files = Array.from({ length: 1000 }, (_, at) => aFile({ name: `${at}.whl` }));
  const { releases } = boundedHistory(history(40, () => ({ files })));
  expect(releases.filter((release) => release.files.length === 1000).map(({ version }) => version)).toEqual(
    Array.from({ length: 15 }, (_, at) => `1.${25 + at}.0`),
  );
});
