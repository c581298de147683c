import { expect, test } from 'vitest';
import {
  everything,
  type ListQuery,
  listSearch,
  readListQuery,
  readPageNumber,
} from '../../../src/web/organisation/list-query.ts';

const read = (search: string) => readListQuery(new URLSearchParams(search));

test('what is asked for stands in the address, and is read from it again', () => {
  const asked: ListQuery = {
    search: 'mint & more',
    registry: 'crates.io',
    how: 'job-token',
    control: 'publish-pins',
    severity: 'high',
    quiet: true,
    sort: 'name',
    descending: true,
  };
  expect(read(listSearch(asked))).toEqual(asked);
  expect(readPageNumber(new URLSearchParams(listSearch(asked, 7)))).toBe(7);
  expect(listSearch(everything)).toBe('');
  expect(read('')).toEqual(everything);
});

test('each order begins with what is to be seen first', () => {
  expect(read('sort=name').descending).toBe(false);
  expect(read('sort=packages').descending).toBe(true);
  expect(read('sort=risk&order=up').descending).toBe(false);
});

test('a value that there is not is passed over', () => {
  expect(read('registry=__proto__&how=x&control=constructor&severity=worst&quiet=yes&sort=owner&order=x')).toEqual(
    everything,
  );
  expect(read(`q=${'a'.repeat(5000)}`).search).toHaveLength(140);
  for (const page of ['0', '-1', '1e9', '99999999', 'x', ''])
    expect(readPageNumber(new URLSearchParams({ page }))).toBe(1);
});
