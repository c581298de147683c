import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockEnd,
  budgetIn,
  closedBy,
  type GitHubLimit,
  isBlocked,
  keptBack,
  nothingKnown,
  together,
} from '../../src/github/budget.ts';
import { gitHubPaces } from '../../src/github/budget-paces.ts';
import type { PlannedRequest } from '../../src/github/client.ts';
import { longestPause } from '../../src/github/unavailable.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const open: GitHubLimit = { ...nothingKnown, allowed: 5000, remaining: 5000, resetAt: now + 600_000, notedAt: now };

/** Times around now, near and far, as clocks that were set may have left them. */
const time = fc.oneof(
  fc.integer({ min: now - 3 * longestPause, max: now + 3 * longestPause }),
  fc.constantFrom(0, now, now + 1, now + longestPause, now + longestPause + 1, 9e14),
);
const limit: fc.Arbitrary<GitHubLimit> = fc.record({
  allowed: fc.integer({ min: 0, max: 15_000 }),
  remaining: fc.integer({ min: 0, max: 15_000 }),
  resetAt: time,
  notedAt: time,
  blockedUntil: time,
  blockedBy: fc.constantFrom('primary-limit', 'secondary-limit', null),
});
const limits = fc.array(limit, { maxLength: 3 });
const underWay = fc.integer({ min: 0, max: 50 });

describe('whether a request may go out', () => {
  it('is answered with a time to come, and never one further away than the longest pause', () => {
    fc.assert(
      fc.property(limits, fc.constantFrom('person', 'background'), underWay, (known, urgency, sent) => {
        const closed = closedBy({ limits: known, urgency, underWay: sent, now });
        if (closed === null) return;
        expect(closed.until).toBeGreaterThan(now);
        expect(closed.until).toBeLessThanOrEqual(now + longestPause);
      }),
    );
  });

  it('is never answered with no to people and with yes to work for which nobody waits', () => {
    fc.assert(
      fc.property(limits, underWay, (known, sent) => {
        const asked = { limits: known, underWay: sent, now };
        const person = closedBy({ ...asked, urgency: 'person' });
        const background = closedBy({ ...asked, urgency: 'background' });
        expect(person !== null && background === null).toBe(false);
      }),
    );
  });

  it.each([
    ['much is left', open, null, null],
    ['a tenth is left', { ...open, remaining: 500 }, null, 600_000],
    ['a tenth of a larger hour is left', { ...open, allowed: 12_500, remaining: 1250 }, null, 600_000],
    ['little is left', { ...open, remaining: 11 }, null, 600_000],
    ['almost nothing is left', { ...open, remaining: 10 }, 600_000, 600_000],
    ['an hour that is over had nothing left', { ...open, remaining: 0, resetAt: now }, null, null],
    ['GitHub refuses', { ...open, blockedUntil: now + 60_000, blockedBy: 'secondary-limit' }, 60_000, 60_000],
    ['GitHub has refused', { ...open, blockedUntil: now, blockedBy: 'secondary-limit' }, null, null],
    ['a refusal lasts for ever', { ...open, blockedUntil: now + longestPause + 1 }, null, null],
    ['an hour lasts for ever', { ...open, remaining: 0, resetAt: now + longestPause + 1 }, null, null],
    ['an answer is from a time to come', { ...open, remaining: 0, notedAt: now + 3_600_000 }, null, null],
  ] as const)('where %s', (_, known, person, background) => {
    const asked = { limits: [known, nothingKnown], underWay: 0, now };
    const wait = (urgency: 'person' | 'background') => {
      const closed = closedBy({ ...asked, urgency });
      return closed === null ? null : closed.until - now;
    };
    expect([wait('person'), wait('background')]).toEqual([person, background]);
  });

  it('counts what is under way, and small hours by their size', () => {
    const last = { limits: [{ ...open, remaining: 30 }], urgency: 'person', now } as const;
    expect(closedBy({ ...last, underWay: 19 })).toBeNull();
    expect(closedBy({ ...last, underWay: 20 })).toMatchObject({ kind: 'primary-limit' });
    expect([60, 5].map((allowed) => [keptBack(allowed, 'person'), keptBack(allowed, 'background')])).toEqual([
      [6, 30],
      [0, 2],
    ]);
  });

  it('tells the refusal that lasts longest', () => {
    const known = [
      { ...open, blockedUntil: now + 1000, blockedBy: 'primary-limit' },
      { ...nothingKnown, blockedUntil: now + 2000, blockedBy: 'secondary-limit' },
    ];
    expect(closedBy({ limits: known, urgency: 'person', underWay: 0, now })).toMatchObject({
      kind: 'secondary-limit',
      until: now + 2000,
    });
  });
});

describe('what is known', () => {
  const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '1795435200' };

  it('comes from headers', () => {
    expect(budgetIn(headers, now)).toEqual({
      allowed: 5000,
      remaining: 4999,
      resetAt: 1_795_435_200_000,
      notedAt: now,
    });
  });

  it.each([
    ['x-ratelimit-limit', '0'],
    ['x-ratelimit-limit', ''],
    ['x-ratelimit-remaining', '-1'],
    ['x-ratelimit-remaining', '1e3'],
    ['x-ratelimit-reset', 'soon'],
    ['x-ratelimit-reset', undefined],
  ])('does not come from %s: %s', (name, value) => {
    expect(budgetIn({ ...headers, [name]: value }, now)).toBeNull();
  });

  it('by headers of any kind fits where it is kept', () => {
    const value = fc.oneof(fc.stringMatching(/^\d{1,12}$/), fc.string());
    fc.assert(
      fc.property(fc.tuple(value, value, value), ([allowed, remaining, reset]) => {
        const said = budgetIn(
          { 'x-ratelimit-limit': allowed, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset },
          now,
        );
        if (said === null) return;
        expect(said.allowed).toBeLessThan(2 ** 31);
        expect(said.remaining).toBeLessThanOrEqual(said.allowed);
        expect(Number.isSafeInteger(said.resetAt)).toBe(true);
      }),
    );
  });

  it('by two is the newer answer and the longer refusal', () => {
    const older = { ...open, remaining: 70, notedAt: now - 5, blockedUntil: now + 90, blockedBy: 'primary-limit' };
    const newer = { ...open, remaining: 40, notedAt: now - 1 };
    const both = { ...newer, blockedUntil: now + 90, blockedBy: 'primary-limit' };
    expect(together(older, newer, now)).toEqual(both);
    expect(together(newer, older, now)).toEqual(both);
    expect(together({ ...older, notedAt: now + longestPause }, newer, now)).toEqual(both);
    expect(together(newer, { ...newer, remaining: 39 }, now).remaining).toBe(39);
  });

  it('by two refuses where one of them refuses', () => {
    fc.assert(
      fc.property(limit, limit, (one, other) => {
        expect(isBlocked(together(one, other, now), now)).toBe(isBlocked(one, now) || isBlocked(other, now));
      }),
    );
  });
});

describe('a refusal', () => {
  it('lasts as long as GitHub says, and twice as long each time it comes again at once', () => {
    const secondary = { kind: 'secondary-limit', until: now + 60_000 } as const;
    expect([0, 1, 2, 40].map((before) => (blockEnd(secondary, before, now) - now) / 60_000)).toEqual([1, 2, 4, 120]);
    expect(blockEnd({ kind: 'primary-limit', until: now + 60_000 }, 3, now)).toBe(now + 60_000);
  });

  it('ends in time, whatever is said', () => {
    fc.assert(
      fc.property(time, fc.integer({ min: 0, max: 1000 }), (until, before) => {
        const end = blockEnd({ kind: 'secondary-limit', until }, before, now);
        expect(end).toBeGreaterThanOrEqual(now);
        expect(end).toBeLessThanOrEqual(now + longestPause);
      }),
    );
  });
});

describe('paces', () => {
  const minute = 60_000;
  const documented = {
    rest: [minute, 900],
    graphql: [minute, 2000],
    writes: [minute, 80],
    content: [60 * minute, 500],
  };

  it.each(Object.entries(documented))('of %s allow no more than GitHub documents', (name, [span = 0, most = 0]) => {
    const pace = gitHubPaces.find((each) => each.name === name);
    const { burst, between, lot } = pace ?? expect.unreachable();
    expect(burst.person + span / between + (lot > 1 ? lot : 0)).toBeLessThanOrEqual(most);
    expect(burst.background).toBeLessThanOrEqual(burst.person / 2);
    expect(burst.background).toBeGreaterThanOrEqual(lot);
  });

  it.each<[string, PlannedRequest, Readonly<Record<string, number>>]>([
    ['a read', { route: 'GET /repos/{owner}/{repo}/issues', resource: 'core', isWrite: false }, { rest: 1 }],
    ['a query', { route: 'POST /graphql', resource: 'graphql', isWrite: false }, { graphql: 1 }],
    ['a mutation', { route: 'POST /graphql', resource: 'graphql', isWrite: true }, { graphql: 5, writes: 1 }],
    [
      'a check run',
      { route: 'POST /repos/{owner}/{repo}/check-runs', resource: 'core', isWrite: true },
      { rest: 5, writes: 1 },
    ],
    [
      'an edit of an issue',
      { route: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}', resource: 'core', isWrite: true },
      { rest: 5, writes: 1 },
    ],
    [
      'an issue',
      { route: 'POST /repos/{owner}/{repo}/issues', resource: 'core', isWrite: true },
      { rest: 5, writes: 1, content: 1 },
    ],
    [
      'a comment',
      { route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments', resource: 'core', isWrite: true },
      { rest: 5, writes: 1, content: 1 },
    ],
  ])('of %s', (_, request, turns) => {
    const taken = gitHubPaces.map((pace) => [pace.name, pace.turns(request)] as const);
    expect(Object.fromEntries(taken.filter(([, count]) => count > 0))).toEqual(turns);
  });
});
