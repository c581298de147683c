import { describe, expect, it } from 'vitest';
import { connection, type Page } from '../../../src/sandbox/graphql/connection.ts';

const letters = ['a', 'b', 'c', 'd', 'e'];
const page = (wanted: Page) => connection(letters, wanted, (letter) => letter.toUpperCase());

describe('a connection', () => {
  it('hands out parts that follow each other', () => {
    const first = page({ first: 2 });
    expect(first).toMatchObject({ totalCount: 5, nodes: ['A', 'B'] });
    const second = page({ first: 2, after: first.pageInfo.endCursor });
    expect(second.nodes).toEqual(['C', 'D']);
    const third = page({ first: 2, after: second.pageInfo.endCursor });
    expect(third.nodes).toEqual(['E']);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
  });

  it('hands out parts from the end', () => {
    const last = page({ last: 2 });
    expect(last.nodes).toEqual(['D', 'E']);
    expect(page({ last: 2, before: last.pageInfo.startCursor }).nodes).toEqual(['B', 'C']);
    expect(last.pageInfo.hasPreviousPage).toBe(true);
  });

  it('hands out nothing for nothing, and all to a cursor that it never gave', () => {
    expect(page({ first: 0 })).toMatchObject({ nodes: [], pageInfo: { startCursor: null, endCursor: null } });
    expect(page({ first: 9, after: 'bm90IG9uZQ==' }).nodes).toHaveLength(5);
  });
});
