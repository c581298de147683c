import { html } from 'hono/html';
import { trackSubjects, trackTitles } from '../../reports/levels.ts';
import type { PosturePage, PostureRow, PostureSort } from '../../store/stored-postures.ts';
import { publishedHow } from '../../types/posture.ts';
import { type Track, tracks } from '../../types/principle-id.ts';
import { type Severity, severities } from '../../types/severity.ts';
import { age, type Cell, type Column, empty, grouped, many, mark, table } from '../layout/index.ts';
import { addresses, type Html } from '../page.ts';
import { listAddress } from './list-address.ts';
import { everything, isDescending, type ListQuery, listSearch } from './list-query.ts';
import { sum } from './published-view.ts';

/** How many rows a page of the list has. */
export const rowsOfPage = 50;

/** One page of the list of repositories, with the way to the others. */
export interface ListModel {
  readonly account: string;
  readonly query: ListQuery;
  /** From 1. */
  readonly number: number;
  readonly page: PosturePage;
  /** How many repositories the person may see at all. */
  readonly seen: number;
}

export function listView(model: ListModel, now: number): Html {
  const { account, query, page, number } = model;
  if (page.rows.length === 0) return nothing(model);
  const first = (number - 1) * rowsOfPage + 1;
  return html`<p class="quiet small">${grouped(first)} to ${grouped(first + page.rows.length - 1)} of ${many(page.total, 'repository', 'repositories')}</p>
${table({
  caption: 'Repositories',
  look: 'repositories',
  columns: columns.map((column) => ({ ...column, ...order(column.by, query, account) })),
  rows: page.rows.map((row) => cells(row, now)),
})}
${pages(model)}`;
}

/** Why there is no row, as far from "all is well" as it is. */
function nothing({ account, query, seen, number }: ListModel): Html {
  if (seen === 0)
    return empty('There is no repository here that you may see, or the app is installed on none of them.');
  if (number > 1)
    return empty(
      'The list ends before this page.',
      html`<a href="${listAddress(account, query)}">To its first page</a>`,
    );
  const all = { ...everything, quiet: true };
  if (listSearch({ ...query, quiet: true }) !== listSearch(all))
    return empty(
      'No repository fits what is filtered by.',
      html`<a href="${listAddress(account, everything)}">Remove all filters</a>`,
    );
  return query.quiet
    ? empty('There is no repository.')
    : empty(
        `None of the ${many(seen, 'repository', 'repositories')} that you may see publishes anything, as far as their files tell.`,
        html`<a href="${listAddress(account, all)}">Show them all the same</a>`,
      );
}

interface ListColumn extends Column {
  readonly by?: PostureSort;
}

const trackHeads: Readonly<Record<Track, string>> = {
  authentication: 'Authn',
  authorization: 'Authz',
  general: 'General',
  cli: 'CLI',
};

const severityHeads: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

const columns: readonly ListColumn[] = [
  { title: 'Repository', by: 'name' },
  ...severities.map((severity): ListColumn => {
    const title = severityHeads[severity];
    return severity === 'critical' ? { title, isNumber: true, by: 'risk' } : { title, isNumber: true };
  }),
  { title: 'Packages', isNumber: true, by: 'packages' },
  { title: 'Published', isPlain: true },
  { title: 'On' },
  ...tracks.map(
    (track, index): ListColumn => ({
      title: trackHeads[track],
      head: html`<abbr title="Level of ${trackTitles[track]}: ${trackSubjects[track]}">${trackHeads[track]}</abbr>`,
      isNumber: true,
      ...(index === 0 ? { by: 'level' as const } : {}),
    }),
  ),
  { title: 'Audited', by: 'audited' },
];

function order(by: PostureSort | undefined, query: ListQuery, account: string): Partial<Column> {
  if (by === undefined) return {};
  const isThis = query.sort === by;
  const descending = isThis ? !query.descending : isDescending[by];
  const href = listAddress(account, { ...query, sort: by, descending });
  return isThis ? { href, sorted: query.descending ? 'descending' : 'ascending' } : { href };
}

function cells(row: PostureRow, now: number): readonly Cell[] {
  const { findings, packages, registries, levels, auditedAt } = row;
  const publishes = auditedAt !== null && sum(packages) > 0;
  return [
    nameCell(row),
    ...severities.map((severity) => (findings[severity] === 0 ? null : findings[severity])),
    auditedAt === null ? null : sum(packages),
    publishes ? howCell(row) : null,
    publishes ? registries.join(', ') : null,
    ...tracks.map((track) => (publishes ? levels[track] : null)),
    auditedAt === null ? null : age(auditedAt, now),
  ];
}

function nameCell(row: PostureRow): Html {
  const { owner, name, visibility } = row;
  return html`<a href="${addresses.repository(owner, name)}">${name}</a>${visibility === 'public' ? '' : html` <span class="tag">${visibility}</span>`}${stateTag(row)}`;
}

/** What a row without findings means: that all is well is said only where it was looked at, and something is published. */
function stateTag({ archived, auditedAt, packages, findings }: PostureRow): Html {
  if (archived) return html` <span class="tag">archived</span>`;
  if (auditedAt === null) return html` <span class="tag">not audited yet</span>`;
  if (sum(packages) === 0) return html` <span class="tag">publishes nothing</span>`;
  if (severities.every((severity) => findings[severity] === 0))
    return html` <span class="word small v-pass">${mark('pass')} no finding</span>`;
  return html``;
}

function howCell({ packages }: PostureRow): Html {
  return html`${publishedHow
    .filter((how) => packages[how] > 0)
    .map((how) => html`<span class="word"><i class="patch p-${how}"></i> ${packages[how]} ${rowWords[how]}</span> `)}`;
}

const rowWords = { trusted: 'trusted', 'job-token': "job's token", unknown: 'not known', token: 'token' } as const;

function pages({ account, query, number, page }: ListModel): Html {
  const last = Math.max(1, Math.ceil(page.total / rowsOfPage));
  if (last === 1) return html``;
  const way = (to: number, label: string, rel?: 'prev' | 'next') =>
    html`<li><a href="${listAddress(account, query, to)}"${rel === undefined ? '' : html` rel="${rel}"`}>${label}</a></li>`;
  return html`<nav aria-label="Pages of the list"><ul class="pages">
${number > 2 ? way(1, 'First') : ''}${number > 1 ? way(number - 1, 'Previous', 'prev') : ''}
<li><span aria-current="page">Page ${number} of ${last}</span></li>
${number < last ? way(number + 1, 'Next', 'next') : ''}${number < last - 1 ? way(last, 'Last') : ''}
</ul></nav>`;
}
