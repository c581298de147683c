import { assert, constantFrom, integer, option, property, record, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultSchedule,
  type LookRules,
  type LookState,
  leastInterval,
  nextLook,
  planLooks,
} from '../../../src/jobs/watch/schedule.ts';
import type { RegistryId } from '../../../src/types/registry-id.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = 1_800_000_000_000;

const rules = (feeds: readonly RegistryId[] = [], followed: readonly [RegistryId, number][] = []): LookRules => ({
  schedule: { ...defaultSchedule, jitter: 0 },
  feeds: new Set(feeds),
  followed: new Map(followed),
});
const package_ = (more: Partial<LookState> = {}): LookState => ({
  registry: 'hex',
  repositoryId: 7,
  releasedAt: null,
  changedAt: null,
  hurryUntil: 0,
  failures: 0,
  ...more,
});
const minutesUntilNext = (state: LookState, by = rules()) => (nextLook(state, by, now) - now) / minute;

describe('the next look', () => {
  it.each([
    ['released this week', 3 * day, 10],
    ['released last month', 30 * day, 30],
    ['released last year', 300 * day, 60],
  ])('at a package without a feed, %s', (_, age, minutes) => {
    expect(minutesUntilNext(package_({ releasedAt: now - age }))).toBe(minutes);
  });

  it('at a package that never released comes within the hour', () => {
    expect(minutesUntilNext(package_())).toBe(60);
  });

  it('is left to the feed where the registry has one, but for a few a day', () => {
    const state = package_({ registry: 'npm', releasedAt: now - day });
    expect(minutesUntilNext(state, rules(['npm']))).toBe(360);
    expect(minutesUntilNext(state, rules())).toBe(10);
  });

  it('comes within a minute in a hurry, and where there is a feed at its begin and its end only', () => {
    const state = package_({ registry: 'npm', hurryUntil: now + 15 * minute });
    expect(minutesUntilNext(state, rules())).toBe(1);
    expect(minutesUntilNext(state, rules(['npm']))).toBe(1);
    const begun = { ...state, hurryUntil: now + 14 * minute };
    expect(minutesUntilNext(begun, rules())).toBe(1);
    expect(minutesUntilNext(begun, rules(['npm']))).toBe(14);
    expect(minutesUntilNext({ ...state, hurryUntil: now }, rules(['npm']))).toBe(360);
  });

  it('comes again for what arrives late after a new version', () => {
    const noticed = { registry: 'npm', releasedAt: now, changedAt: now } as const;
    const times: number[] = [];
    for (let at = now; times.length < 3; ) {
      at = nextLook(package_(noticed), rules(['npm']), at);
      if ([10, 65, 1500].includes((at - now) / minute)) times.push((at - now) / minute);
    }
    expect(times).toEqual([10, 65, 1500]);
  });

  it('is no earlier where an old version has changed', () => {
    const state = package_({ registry: 'npm', releasedAt: now - 30 * day, changedAt: now });
    expect(minutesUntilNext(state, rules(['npm']))).toBe(360);
  });

  it.each([
    [1, 2],
    [2, 5],
    [3, 15],
    [4, 60],
    [9, 60],
  ])('after %i failures in a row waits %i minutes, whatever the hurry', (failures, minutes) => {
    expect(minutesUntilNext(package_({ failures, hurryUntil: now + hour }))).toBe(minutes);
  });

  it('is put off where there are more packages than a service answers in a day', () => {
    const few = package_({ registry: 'maven-central', releasedAt: now });
    expect(minutesUntilNext(few, rules([], [['maven-central', 3]]))).toBe(10);
    const many = minutesUntilNext(few, rules([], [['maven-central', 1000]]));
    expect(many).toBeGreaterThan(60);
    expect(many * minute).toBeCloseTo(leastInterval('maven-central', rules([], [['maven-central', 1000]])), -1);
  });

  it('always lies ahead, and never further than the table and the budget say', () => {
    const time = integer({ min: now - 400 * day, max: now });
    const states = record({
      registry: constantFrom<RegistryId>('npm', 'pypi', 'hex', 'maven-central', 'jsr', 'go'),
      repositoryId: integer({ min: 1, max: 2 ** 40 }),
      releasedAt: option(time),
      changedAt: option(time),
      hurryUntil: integer({ min: 0, max: now + hour }),
      failures: integer({ min: 0, max: 6 }),
    });
    assert(
      property(states, integer({ min: 0, max: 3000 }), (state, count) => {
        const by = { ...rules(['npm', 'pypi'], [[state.registry, count]]), schedule: defaultSchedule };
        const next = nextLook(state, by, now);
        expect(next).toBeGreaterThan(now);
        expect(next - now).toBeLessThanOrEqual(Math.max(6 * hour, leastInterval(state.registry, by)) + 1);
      }),
    );
  });

  it('differs between repositories and is the same within one', () => {
    const by = { ...rules(), schedule: defaultSchedule };
    const next = (repositoryId: number) => nextLook(package_({ repositoryId }), by, now);
    expect(next(1)).toBe(next(1));
    const times = new Set(Array.from({ length: 100 }, (_, index) => next(1000 + index)));
    expect(times.size).toBe(100);
    expect(Math.max(...times) - now).toBeLessThanOrEqual(hour);
    expect(Math.min(...times) - now).toBeGreaterThanOrEqual(0.8 * hour);
  });
});

describe('the looks of a story', () => {
  const story = { repositoryId: 1, from: 0, until: 30 * hour, shown: [5 * minute + 1] };

  it('find a new version by the feed within two minutes, and look again', () => {
    const looks = planLooks({ ...story, registry: 'npm' }, rules(['npm']));
    expect(looks.filter(({ because }) => because !== 'regular')).toEqual([
      { at: 0, because: 'first' },
      { at: 6 * minute, because: 'new-version' },
      { at: 16 * minute, because: 'late' },
      { at: 71 * minute, because: 'late' },
      { at: 6 * minute + 25 * hour, because: 'late' },
    ]);
  });

  it('find it without a feed at the next look, sooner in a hurry', () => {
    const found = (hurried: readonly number[]) =>
      planLooks({ ...story, registry: 'hex', releasedAt: 0, hurried }, rules()).find(
        ({ because }) => because === 'new-version',
      )?.at;
    expect(found([])).toBe(10 * minute);
    expect(found([3 * minute])).toBe(6 * minute);
  });

  it('see soon after a push what no feed tells, such as a tag that was moved', () => {
    const pushed = [3 * hour, 3 * hour + 20_000, 9 * hour];
    const looks = planLooks({ ...story, registry: 'packagist', shown: [], hurried: pushed }, rules(['packagist']));
    const inHurry = looks
      .map(({ at }) => at / minute)
      .filter((at) => [180, 540].some((from) => at >= from && at <= from + 16));
    expect(inHurry).toEqual([181, 182, 195 + 1 / 3, 541, 555]);
  });

  it('are those that the app would make: a push is no look by itself, and one that is near stays', () => {
    const looks = planLooks(
      { ...story, registry: 'hex', shown: [], hurried: [59.5 * minute], until: 62 * minute },
      rules(),
    );
    expect(looks.map(({ at }) => at / minute)).toEqual([0, 60, 61, 62]);
  });

  it('see every version, however they come', () => {
    assert(
      property(
        constantFrom<RegistryId>('npm', 'hex'),
        uniqueArray(integer({ min: 1, max: 20 * hour }), { maxLength: 8 }),
        (registry, shown) => {
          const looks = planLooks({ ...story, registry, shown }, rules(['npm']));
          const least = registry === 'npm' ? 2 * minute : hour;
          for (const time of shown) expect(looks.find(({ at }) => at >= time)?.at).toBeLessThanOrEqual(time + least);
        },
      ),
    );
  });
});
