import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { withAges } from '../../reports/ages.ts';
import { lastRelease } from '../../reports/last-release.ts';
import { summary } from '../../reports/summary.ts';
import { visible } from '../../reports/text/visible.ts';
import { firstOf } from '../../reports/text/words.ts';
import type { Report } from '../../types/report.ts';
import type { SignedPage } from '../document.ts';
import { feedAlternative } from '../feeds/index.ts';
import { age, empty, many, mark, section } from '../layout/index.ts';
import { addresses, type Html, type PageContent, type PageRequest } from '../page.ts';
import type { SeenRepository } from '../sight.ts';
import { type ControlGroups, controlGroups } from './control-entries.ts';
import { openControls, settledControls } from './controls-section.ts';
import { type GitHubPages, githubPages } from './github-links.ts';
import { levelsSection } from './levels-section.ts';
import { mapSection } from './map-section.ts';
import { moveSections } from './move-section.ts';
import { packageRows } from './package-rows.ts';
import { packagesSection } from './packages-section.ts';
import { policySection } from './policy-section.ts';
import { type RepositoryModel, readRepository } from './read-repository.ts';
import { said } from './said.ts';
import { workSection } from './work-section.ts';

/** `/r/:owner/:name`: all that is known of how one repository publishes, and what to do about it. */
export const repositoryPage: SignedPage = async (request) => {
  const { owner = '', name = '' } = request.parameters;
  const seen = await request.sight.repository(owner, name);
  if (seen === null) return null;
  const content = repositoryContent(await readRepository(request, seen), request);
  const { repository } = seen;
  const report = { href: reportAddress(repository), type: 'application/json', title: 'JSON' };
  return { ...content, alternatives: [report, ...feedAlternative(request, repository)] };
};

function reportAddress({ owner, name }: SeenRepository['repository']): string {
  return `/api/v1/repositories/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/report`;
}

/** The page from what was read. */
export function repositoryContent(
  model: RepositoryModel,
  { url, service, now }: Pick<PageRequest, 'url' | 'service' | 'now'>,
): PageContent {
  const { repository, installation, report } = model;
  const { owner, name } = repository;
  const pages = githubPages(service.github, repository, report?.subject.commit ?? null);
  return {
    title: `${owner}/${name}`,
    crumbs: [{ href: addresses.organisation(installation.account), label: installation.account }],
    content: html`${head(model, pages, now)}
${report === null ? notAudited(model) : parts(model, withAges(report, dayOf(now)), pages, { page: pageOf(url), now })}`,
  };
}

function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

function pageOf(url: URL): number {
  const asked = Number(url.searchParams.get('packages') ?? '1');
  return Number.isSafeInteger(asked) ? asked : 1;
}

function head({ repository, report, incidents }: RepositoryModel, pages: GitHubPages, now: number): Html {
  const { owner, name, visibility, archived, auditedAt } = repository;
  const commit = report?.subject.commit ?? null;
  const standing = incidents.filter(({ state }) => state !== 'retracted');
  return html`<header class="head">
<h1>${owner}/${name}</h1>
<p class="lede"><a href="${pages.url}" rel="noreferrer">On GitHub</a> · ${visibility === 'public' ? 'public' : html`${mark('lock')} ${visibility}`}${archived ? ' · archived' : ''}${
    auditedAt === null ? '' : html` · audited ${age(auditedAt, now)}`
  }${commit === null ? '' : html` at ${pages.commit(commit)}`}</p>
${standing.map(
  ({ id, pack }) =>
    html`<p class="note bad"><strong><a href="${addresses.incident(owner, name, id)}">A release that did not come from where it should</a></strong>: <code>${visible(pack.release)}</code> of <code>${visible(pack.package)}</code> on ${registryOf(pack.registry).title}. Only those who administer this repository are told here.</p>`,
)}
</header>`;
}

function notAudited({ repository }: RepositoryModel): Html {
  return repository.archived
    ? empty('This repository is archived. Mintmark does not audit what cannot change.')
    : empty(
        'This repository has not been audited yet.',
        'The first audit comes by itself; the page of the organization tells how far all of them are.',
      );
}

function parts(
  model: RepositoryModel,
  report: Report,
  pages: GitHubPages,
  { page, now }: { readonly page: number; readonly now: number },
): Html {
  const groups = controlGroups(report, model.history);
  const { owner, name } = model.repository;
  return html`${overview(report, groups)}
${mapSection(report, pages)}
${packagesSection(packageRows(report), { owner, name, page, now })}
${openControls(groups, model, pages)}
${moveSections(report.migrations ?? [])}
${levelsSection(report)}
${policySection(model.terms, now)}
${workSection(model, pages, now)}
${settledControls(groups)}
${problems(report, pages)}`;
}

/** What there is, in a few sentences, and the way to each part. */
function overview(report: Report, groups: ControlGroups): Html {
  const title = (id: Report['publications'][number]['registry']) => registryOf(id).title;
  const [how] = summary(report, title);
  const last = lastRelease(report.releases, 'everybody', title);
  const ways = (['fail', 'unknown', 'accepted', 'pass'] as const).flatMap((verdict) => {
    const number = groups[verdict].length;
    return number === 0 ? [] : [html`<a href="#${verdict}">${counted[verdict](number)}</a>`];
  });
  return html`<div class="summary"><p>${said(how)}</p>
${last === null ? '' : html`<p>${said(last)}</p>`}
<p>${ways.map((way, index) => html`${index === 0 ? '' : ' · '}${way}`)}</p></div>`;
}

const counted = {
  fail: (number: number) => `${many(number, 'control')} to put right`,
  unknown: (number: number) => `${number} not known`,
  accepted: (number: number) => `${number} accepted`,
  pass: (number: number) => `${number} as they should be`,
} as const;

function problems({ problems: all }: Report, pages: GitHubPages): Html | string {
  if (all.length === 0) return '';
  const { shown, left } = firstOf(all, 20);
  return section(
    'problems',
    'Files that could not be read or understood',
    html`<ul class="bullets">${shown.map(
      ({ path, line, message }) =>
        html`<li>${pages.place({ path, line: line ?? 1 }, line === null ? path : `${path}:${line}`)}: ${said(message, 300)}</li>`,
    )}${left === 0 ? '' : html`<li>${many(left, 'more file')}</li>`}</ul>`,
  );
}
