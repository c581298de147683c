import type { Answer } from './answer.ts';
import type { Call } from './route.ts';

/** One page of a list, with `Link` as GitHub sends it: 30 a page where nothing is asked for, 100 at most. */
export function paginate<Item>(
  call: Call,
  items: readonly Item[],
  body: (page: readonly Item[], total: number) => unknown,
): Answer {
  const size = Math.min(whole(call.query.get('per_page'), 30), 100);
  const page = whole(call.query.get('page'), 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = linkHeader(call, page, last);
  return {
    status: 200,
    body: body(items.slice((page - 1) * size, page * size), items.length),
    ...(link === '' ? {} : { headers: { link } }),
  };
}

function linkHeader(call: Call, page: number, last: number): string {
  const to = (target: number, relation: string) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(target));
    return `<${call.world.url}${call.path}?${query.toString()}>; rel="${relation}"`;
  };
  return [
    ...(page > 1 ? [to(page - 1, 'prev')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
    ...(page > 1 ? [to(1, 'first')] : []),
  ].join(', ');
}

function whole(text: string | null, fallback: number): number {
  const number = Number(text ?? fallback);
  return Number.isInteger(number) && number >= 1 ? number : fallback;
}
