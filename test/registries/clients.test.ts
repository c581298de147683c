import { describe, expect, it } from 'vitest';
import { registries } from '../../src/registries/index.ts';

const asked = registries.flatMap(({ id, client, feedEverySeconds }) =>
  client === undefined ? [] : [{ id, client, feedEverySeconds }],
);

describe.each(asked)('the client of $id', ({ client, feedEverySeconds }) => {
  it('has a feed where its registry says how often that may be read', async () => {
    expect((await client()).feed !== undefined).toBe(feedEverySeconds !== undefined);
  });
});

it('is said of no registry that has no client', () => {
  const strange = registries.filter(({ client, feedEverySeconds }) => client === undefined && feedEverySeconds);
  expect(strange.map(({ id }) => id)).toEqual([]);
});
