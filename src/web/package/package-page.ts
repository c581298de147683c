import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { credentialWords } from '../../reports/summary.ts';
import { visible } from '../../reports/text/visible.ts';
import { firstOf, listing } from '../../reports/text/words.ts';
import type { Ledger } from '../../types/ledger.ts';
import { trustRanks } from '../../types/ledger-words.ts';
import { timelineForms, timelinePicture } from '../drawing/index.ts';
import { age, empty, many, outside, section } from '../layout/index.ts';
import { addresses, type Html, type Page, type PageContent, type PageRequest } from '../page.ts';
import { type GitHubPages, githubPages, rankWord, said } from '../repository/index.ts';
import { type PackageModel, readPackage } from './read-package.ts';
import { type ChosenVersions, chosenVersions } from './version-choice.ts';
import { joinTitles, signalItem, versionView } from './version-view.ts';

/** `/r/:owner/:name/p/:registry/:package{.+}`: the releases of one package, and what proves where each came from. */
export const packagePage: Page = async (request) => {
  const model = await readPackage(request);
  return model === null ? null : packageContent(model, request);
};

/** The page from what was read. */
export function packageContent(
  model: PackageModel,
  { url, service, now }: Pick<PageRequest, 'url' | 'service' | 'now'>,
): PageContent {
  const { repository, account, ledger, commit } = model;
  const { owner, name } = repository;
  const pages = githubPages(service.github, repository, commit);
  return {
    title: `${visible(model.name)} on ${registryOf(model.registry).title}`,
    crumbs: [
      { href: addresses.organisation(account), label: account },
      { href: addresses.repository(owner, name), label: name },
    ],
    content: html`${head(model, now)}
${published(model, pages)}
${ledger === null ? noHistory() : history(ledger, chosenVersions(ledger.rows, url.searchParams), { pages, now })}`,
    alternatives: ledger === null ? [] : [{ href: ledgerAddress(model), type: 'application/json', title: 'JSON' }],
  };
}

function ledgerAddress({ repository: { owner, name }, registry, name: packageName }: PackageModel): string {
  const asked = new URLSearchParams({ registry, package: packageName });
  return `/api/v1/repositories/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/ledger?${asked.toString()}`;
}

function head({ name, registry, ledger }: PackageModel, now: number): Html {
  const { title } = registryOf(registry);
  const place = ledger === null ? title : outside(ledger.page, title);
  return html`<header class="head"><h1>${visible(name)}</h1>
<p class="lede">${place}${ledger === null ? '' : html` · ${links[ledger.link]} · asked ${age(Date.parse(ledger.asked), now)}`}</p></header>`;
}

const links: Readonly<Record<Ledger['link'], string>> = {
  proved: 'comes from this repository: proved',
  claimed: 'says that it comes from this repository; nothing proves it',
  contradicted: 'does not come from this repository, by what its registry says',
  unknown: 'whether it comes from this repository is not known',
};

/** Where it is published, by the files of the audited commit. */
function published({ publications, repository }: PackageModel, pages: GitHubPages): Html {
  const map = `${addresses.repository(repository.owner, repository.name)}#map`;
  if (publications.length === 0)
    return html`<p class="summary">No workflow of this repository publishes it, as far as <a href="${map}">files can tell</a>.</p>`;
  const { shown, left } = firstOf(publications, 6);
  return html`<ul class="summary bullets">${shown.map(
    ({ workflow, line, via, job, ...publication }) =>
      html`<li><code>${visible(via)}</code>${
        workflow === null
          ? ''
          : html` in ${pages.place({ path: workflow, line: line ?? 1 })}${job === null ? '' : html`, job <code>${visible(job)}</code>`}`
      }: ${visible(credentialWords({ workflow, line, via, job, ...publication }, visible))}</li>`,
  )}${left === 0 ? '' : html`<li><a href="${map}">${many(left, 'more place')}</a></li>`}</ul>`;
}

function noHistory(): Html {
  return section(
    'releases',
    'Releases',
    empty('There is no release history to show here.', 'It comes once the registry has been asked and has answered.'),
  );
}

interface Shown {
  readonly pages: GitHubPages;
  readonly now: number;
}

function history(ledger: Ledger, chosen: ChosenVersions, shown: Shown): Html {
  const pictures = timelineForms.map((form) => timelinePicture(ledger, form));
  return html`${ledger.signals.length === 0 ? '' : section('signals', 'What does not fit', html`<ul class="bullets">${ledger.signals.map(signalItem)}</ul>`)}
${
  pictures.every((picture) => picture === null)
    ? ''
    : section('timeline', 'Releases over time', html`<figure>${pictures}<figcaption>${legend}</figcaption></figure>`)
}
${section('releases', releasesTitle(ledger, chosen), releases(ledger, chosen, shown))}
${ledger.habit.length === 0 ? '' : section('habit', 'How this project usually releases', html`<ul class="bullets">${ledger.habit.map((says) => html`<li>${said(says)}</li>`)}</ul>`)}
${ledger.notes.length === 0 ? '' : section('notes', 'What could not be read', html`<ul class="bullets">${ledger.notes.map((says) => html`<li>${said(says)}</li>`)}</ul>`)}`;
}

/** From the strongest. */
const legend = html`<ul class="styles">${[...trustRanks].toReversed().map((rank) => html`<li>${rankWord(rank)}</li>`)}<li>${rankWord(null)}</li>
<li><svg class="releases sample" width="24" height="10" viewBox="0 0 24 10" aria-hidden="true"><path class="fall" d="M0 5H24"/></svg> the rank falls</li>
<li><svg class="releases sample" width="12" height="10" viewBox="0 0 12 10" aria-hidden="true"><path class="signal" d="M6 1l5 8H1z"/></svg> something does not fit</li>
<li><svg class="releases sample" width="14" height="12" viewBox="0 0 14 12" aria-hidden="true"><path class="gone" d="M1 11l12-10"/></svg> withdrawn</li></ul>`;

function releasesTitle({ rows }: Ledger, { isOnlySignals }: ChosenVersions): string {
  const number = rows.filter(({ signals }) => signals.length > 0).length;
  return isOnlySignals ? `${many(number, 'release')} with something that does not fit` : many(rows.length, 'release');
}

function releases(ledger: Ledger, chosen: ChosenVersions, { pages, now }: Shown): Html {
  const { rows, opened, isOnlySignals } = chosen;
  const odd = ledger.rows.filter(({ signals }) => signals.length > 0).length;
  const older = ledger.omitted === 0 ? '' : html` ${many(ledger.omitted, 'older release')} were not looked at.`;
  return html`<p class="quiet small">The signs behind each: ${listing(Object.values(joinTitles))}.${older}${
    odd === 0 || odd === ledger.rows.length
      ? ''
      : isOnlySignals
        ? html` <a href="?#releases">All releases</a>`
        : html` <a href="?signals=1#releases">Only those with something that does not fit (${odd})</a>`
  }</p>
${rows.length === 0 ? empty('No release.') : ''}
<div class="release heads" aria-hidden="true"><span></span><span>Version</span><span>Line and age</span><span>Evidence</span><span>Joins</span><span>Signals</span></div>
<ul class="versions">
${rows.map((row) => versionView(row, { isOpen: row.version === opened, pages, now }))}</ul>
${turning(chosen)}`;
}

function turning({ page, pages, isOnlySignals }: ChosenVersions): Html | string {
  if (pages === 1) return '';
  const link = (to: number, label: string) =>
    html`<a href="?${isOnlySignals ? 'signals=1&' : ''}page=${to}#releases">${label}</a>`;
  return html`<p class="pages">${page > 1 ? link(page - 1, 'Newer') : ''} Page ${page} of ${pages} ${page < pages ? link(page + 1, 'Older') : ''}</p>`;
}
