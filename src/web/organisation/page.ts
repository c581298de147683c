import { html } from 'hono/html';
import type { RegistryId } from '../../types/registry-id.ts';
import type { SignedRequest } from '../document.ts';
import { feedAlternative } from '../feeds/index.ts';
import { grouped, section } from '../layout/index.ts';
import { addresses, type Html, type PageContent } from '../page.ts';
import { courseView } from './course-view.ts';
import { filterView } from './filter-view.ts';
import { levelsView } from './levels-view.ts';
import { type ListQuery, listSearch, readListQuery, readPageNumber } from './list-query.ts';
import { type ListModel, listView, rowsOfPage } from './list-view.ts';
import { nextView } from './next-view.ts';
import { type Overview, readOverview } from './overview.ts';
import { countsOf, publishedView, sum } from './published-view.ts';
import { statusView } from './status-view.ts';
import { unseenView } from './unseen-view.ts';

/** `/o/:account`: how all repositories of an account publish, as far as the person may see them. */
export async function organisationPage(request: SignedRequest): Promise<PageContent | null> {
  const { sight, store, url, parameters, service, now } = request;
  const found = await sight.installation(parameters['account'] ?? '');
  if (found === null) return null;
  const { installation } = found;
  const { account } = installation;
  const seen = [...(await found.repositories()).keys()];
  const [query, number] = [readListQuery(url.searchParams), readPageNumber(url.searchParams)];
  const [overview, page] = await Promise.all([
    readOverview(store, found, seen, now),
    store.postures.list(seen, { ...query, offset: (number - 1) * rowsOfPage, limit: rowsOfPage }),
  ]);
  const registries = registriesIn(overview);
  const list: ListModel = { account, query, number, page, seen: seen.length };
  return {
    title: account,
    crumbs: [],
    content: html`<div class="head"><h1>${account}</h1>
<p class="lede">${ledeOf(overview)}</p></div>
${statusView(installation, overview, now)}
${figures(account, overview)}
${section(
  'repositories',
  'Repositories',
  html`${seen.length === 0 ? '' : filterView(account, query, { registries, controls: controlsIn(overview) })}
${listView(list, now)}`,
)}
${section('unseen', 'What Mintmark cannot see', unseenView(installation, service, { ...overview, registries }))}`,
    alternatives: [...documentsOf(account, query), ...feedAlternative(request, { account })],
  };
}

function documentsOf(account: string, query: ListQuery): NonNullable<PageContent['alternatives']> {
  const search = listSearch(query);
  return [
    {
      href: `${addresses.organisation(account)}/repositories.csv${search === '' ? '' : `?${search}`}`,
      type: 'text/csv',
      title: 'CSV of these repositories',
    },
    { href: `/api/v1/organisations/${encodeURIComponent(account)}`, type: 'application/json', title: 'JSON' },
  ];
}

function ledeOf({ repositories, packages, next }: Overview): Html {
  const counts = countsOf(packages);
  const findings = next.reduce((all, step) => all + step.findings, 0);
  const seen = html`${counted(repositories, 'repository', 'repositories')} that you may see`;
  const open = findings === 0 ? 'Nothing is open.' : html`${counted(findings, 'finding is', 'findings are')} open.`;
  return packages.length === 0
    ? html`${seen}. No package is known to be published from here.${findings === 0 ? '' : html` ${open}`}`
    : html`${counted(sum(counts), 'package', 'packages')} from ${seen}, <strong>${grouped(counts.trusted)}</strong> by trusted publishing. ${open}`;
}

function counted(number: number, one: string, more: string): Html {
  return html`<strong>${grouped(number)}</strong> ${number === 1 ? one : more}`;
}

function figures(account: string, { packages, course, levels, next }: Overview): Html {
  const todo = next.length === 0 ? html`<p>Nothing is open.</p>` : nextView(account, next);
  if (packages.length === 0) return next.length === 0 ? html`` : section('next', 'What to do next', todo);
  return html`<div class="pair">
<div>
${section('published', 'How packages are published', publishedView(account, packages))}
${section('course', 'Over the last year', courseView(course))}
${section('levels', 'Levels across repositories', levelsView(levels))}
</div>
<div>
${section('next', 'What to do next', todo)}
</div>
</div>`;
}

function registriesIn({ packages }: Overview): readonly RegistryId[] {
  return [...new Set(packages.map(({ registry }) => registry))];
}

function controlsIn({ next }: Overview): readonly { readonly control: string; readonly title: string }[] {
  const byTitle = new Map(next.map(({ control, title }) => [control, { control, title }]));
  return [...byTitle.values()].toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
}
