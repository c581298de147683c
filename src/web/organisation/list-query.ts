import { controls } from '../../controls/index.ts';
import { type PostureQuery, type PostureSort, postureSorts } from '../../store/stored-postures.ts';
import { publishedHow } from '../../types/posture.ts';
import { registryIds } from '../../types/registry-id.ts';
import { severities } from '../../types/severity.ts';

/** What of the list of repositories is asked for: all of it stands in the address, so that it can be sent to somebody. */
export type ListQuery = Omit<PostureQuery, 'offset' | 'limit'>;

/** A value that is none of those that there are is as if it were not there. */
export function readListQuery(given: URLSearchParams): ListQuery {
  const sort = oneOf(postureSorts, given.get('sort')) ?? 'risk';
  return {
    search: (given.get('q') ?? '').trim().slice(0, mostCharacters),
    registry: oneOf(registryIds, given.get('registry')),
    how: oneOf(publishedHow, given.get('how')),
    control: oneOf(
      controls.map(({ id }) => id),
      given.get('control'),
    ),
    severity: oneOf(severities, given.get('severity')),
    quiet: given.get('quiet') === '1',
    sort,
    descending: oneOf(['up', 'down'], given.get('order')) === null ? isDescending[sort] : given.get('order') === 'down',
  };
}

/** From 1. */
export function readPageNumber(given: URLSearchParams): number {
  const typed = given.get('page') ?? '';
  return /^[1-9][0-9]{0,5}$/.test(typed) ? Number(typed) : 1;
}

/** The same as the part of an address behind the question mark; what is usual is left out. Empty where all is. */
export function listSearch(query: ListQuery, page = 1): string {
  const { registry, how, control, severity, quiet, sort, descending } = query;
  const pairs: readonly (readonly [string, string | null])[] = [
    ['q', query.search === '' ? null : query.search],
    ['registry', registry],
    ['how', how],
    ['control', control],
    ['severity', severity],
    ['quiet', quiet ? '1' : null],
    ['sort', sort === 'risk' ? null : sort],
    ['order', descending === isDescending[sort] ? null : descending ? 'down' : 'up'],
    ['page', page === 1 ? null : String(page)],
  ];
  const search = new URLSearchParams();
  for (const [name, value] of pairs) if (value !== null) search.set(name, value);
  return search.toString();
}

/** Nothing is asked for but all that publish something, the one at the greatest risk first. */
export const everything: ListQuery = {
  search: '',
  registry: null,
  how: null,
  control: null,
  severity: null,
  quiet: false,
  sort: 'risk',
  descending: true,
};

/** How each order begins: with what is to be seen first. */
export const isDescending: Readonly<Record<PostureSort, boolean>> = {
  risk: true,
  name: false,
  level: false,
  audited: false,
  packages: true,
};

/** GitHub's names have at most 100, and an owner's 39. */
const mostCharacters = 140;

function oneOf<T extends string>(values: readonly T[], given: string | null): T | null {
  return values.find((value) => value === given) ?? null;
}
