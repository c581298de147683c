import { expect, it } from 'vitest';
import { dealt } from '../long.ts';
import { openTestStore } from '../store/databases.ts';
import { faultKinds } from './faults.ts';
import type { Stores } from './places.ts';
import { planOf } from './plan.ts';
import { lineOf, summaryOf } from './print.ts';
import { run } from './run.ts';
import { differences } from './view.ts';

/** Stores of the tests, each of which is closed with its run. */
const stores: Stores = {
  kind: 'memory',
  async make() {
    const opened = await openTestStore();
    const shared = { ...opened, store: { ...opened.store, close: () => Promise.resolve() } };
    return {
      kind: 'memory',
      place: 'memory',
      database: null,
      open: () => Promise.resolve(shared),
      remove: () => opened.store.close(),
    };
  },
  close: () => Promise.resolve(),
};

// The whole is `npm run test:faults`; this is the part of it that needs no processes of its own
it.each(dealt([7, 20], 0, 2))(
  'whatever goes wrong, all is well in the end: seed %i',
  async (seed) => {
    const outcome = await run({ seed, stores, pool: null, lane: 0 });
    expect(outcome.problems, lineOf(outcome)).toEqual([]);
    expect(outcome.checked).toBeGreaterThan(10);
    expect(outcome.acts).toBeGreaterThan(0);
    expect(summaryOf([outcome])).toMatch(/\n1 passed, 0 failed$/);
  },
  120_000,
);

it('a plan follows from its seed alone, and from what the stage has', () => {
  const all = new Set(['processes', 'replicas', 'server', 'disk'] as const);
  expect(planOf(5, all)).toEqual(planOf(5, all));
  expect(planOf(5, all)).not.toEqual(planOf(6, all));
  const plans = Array.from({ length: 200 }, (_, seed) => planOf(seed, new Set()));
  const used = new Set(plans.flatMap(({ steps }) => steps.flatMap(({ fault }) => fault ?? [])));
  expect([...used].toSorted()).toEqual(
    faultKinds
      .filter(({ needs }) => needs.length === 0)
      .map(({ name }) => name)
      .toSorted(),
  );
});

it('two views are told apart, and where', () => {
  expect(differences({ a: { b: [1, 2] } }, { a: { b: [1, 2] } })).toEqual([]);
  expect(differences({ a: { b: [1, 2] } }, { a: { b: [1, 3] } })).toEqual(['a .b.1 is 2, and 3 to a fresh app']);
  expect(differences({}, { a: 1 })).toEqual(['a  is nothing, and 1 to a fresh app']);
});
