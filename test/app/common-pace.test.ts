import { expect, it } from 'vitest';
import { commonPace } from '../../src/app/common-pace.ts';
import type { RegistryRequests } from '../../src/store/store.ts';

const one = { atOnce: 1, between: 1000 };
const several = { atOnce: 4, between: 50 };

function requests() {
  const taken: string[] = [];
  const fake: RegistryRequests = {
    async turn(service, between) {
      taken.push(`turn ${service} ${between}`);
      return 20;
    },
    async spend(service) {
      taken.push(`spend ${service}`);
      return 7;
    },
    of: () => Promise.resolve(new Map()),
  };
  return { fake, taken };
}

it('has the processes wait for each other where a service wants one request at a time', async () => {
  const { fake, taken } = requests();
  const began = performance.now();
  expect(await commonPace(fake, true).spend('crates.io', 0, one)).toBe(7);
  expect(performance.now() - began).toBeGreaterThan(15);
  expect(taken).toEqual(['turn crates.io 1000', 'spend crates.io']);
});

it.each([
  ['where several may be under way', true, several],
  ['on registries of one’s own', false, one],
] as const)('only counts %s', async (_, spaced, pace) => {
  const { fake, taken } = requests();
  expect(await commonPace(fake, spaced).spend('npm', 0, pace)).toBe(7);
  expect(taken).toEqual(['spend npm']);
});
