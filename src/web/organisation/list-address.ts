import { addresses } from '../page.ts';
import { type ListQuery, listSearch } from './list-query.ts';

/** Where a list of repositories is, as it is asked for; the browser goes on to the list itself. */
export function listAddress(account: string, query: ListQuery, page = 1): string {
  const search = listSearch(query, page);
  return `${addresses.organisation(account)}${search === '' ? '' : `?${search}`}#repositories`;
}
