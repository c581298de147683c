import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { isLike } from '../../reports/markdown/finding-item.ts';
import { settledWords } from '../../reports/text/settled-words.ts';
import { visible } from '../../reports/text/visible.ts';
import { shorten } from '../../reports/text/width.ts';
import { firstOf } from '../../reports/text/words.ts';
import type { ReportFinding } from '../../types/report.ts';
import { many, outside } from '../layout/index.ts';
import type { Html } from '../page.ts';
import type { GitHubPages } from './github-links.ts';
import { said } from './said.ts';

/** Findings of one control that are put right by the same steps. */
export type Remedied = readonly [ReportFinding, ...ReportFinding[]];

/** The findings of a control by what puts them right, in the order of the report. */
export function byRemedy(findings: readonly ReportFinding[]): readonly Remedied[] {
  const groups = Map.groupBy(findings, ({ remediation, registry }) => JSON.stringify([registry, remediation]));
  return [...groups.values()] as unknown as readonly Remedied[];
}

/**
 * What was seen and where, and the steps that put it right.
 *
 * @param before findings right above: what differs from them in names only is not spelled out again
 */
export function remedyView(findings: Remedied, before: Remedied | undefined, pages: GitHubPages): Html {
  const [first] = findings;
  const { registry, remediation, confidential } = first;
  const { shown, left } = firstOf(findings, most.cases);
  return html`<div class="remedy">
${registry === null ? '' : html`<p class="small quiet">${registryOf(registry).title}</p>`}
<ul class="bullets">${shown.map((finding) => html`<li>${said(finding.message)}${placesOf(finding, pages)}</li>`)}${left === 0 ? '' : html`<li>${many(left, 'more')} of the same</li>`}</ul>
${confidential === true ? html`<p class="small quiet">It may be an incident under way: told only to those who may write here.</p>` : ''}
${isLike(first, before?.[0]) ? html`<p class="quiet">Put right as above, with the names of this one.</p>` : stepsOf(remediation, pages)}
</div>`;
}

/** About how many characters of a page it takes. */
export function weightOf(findings: Remedied, before: Remedied | undefined): number {
  const [first] = findings;
  const { steps, links } = first.remediation;
  const seen = findings
    .slice(0, most.cases)
    .map(({ message, locations }) => message.length + 220 * Math.min(locations.length, most.places));
  const told = isLike(first, before?.[0])
    ? []
    : [...steps.slice(0, most.steps), ...links].map(({ length }) => length + 40);
  return [...seen, ...told].reduce((sum, each) => sum + each, 150);
}

function stepsOf({ steps, links, settledBy }: ReportFinding['remediation'], pages: GitHubPages): Html {
  const { shown, left } = firstOf(steps, most.steps);
  return html`<ol class="todo">${shown.map((step) => html`<li>${said(step)}</li>`)}${left === 0 ? '' : html`<li>${many(left, 'more step')}; the JSON report has all</li>`}</ol>
${settledBy === undefined ? '' : html`<p class="quiet">${settledWords[settledBy]}</p>`}
${linksOf(links, pages)}`;
}

const most = { cases: 5, places: 4, steps: 12, links: 5 } as const;

function placesOf({ locations }: ReportFinding, pages: GitHubPages): Html | string {
  const { shown, left } = firstOf(locations, most.places);
  if (shown.length === 0) return '';
  return html` <span class="places">${shown.map((place, index) => html`${index === 0 ? '' : ', '}${pages.place(place)}`)}${left === 0 ? '' : `, ${many(left, 'more place')}`}</span>`;
}

function linksOf(links: readonly string[], pages: GitHubPages): Html | string {
  if (links.length === 0) return '';
  return html`<p class="small links">Read more: ${links.slice(0, most.links).map((link, index) => html`${index === 0 ? '' : ' · '}${linkOf(link, pages)}`)}</p>`;
}

/** Pages of the repository itself are written for github.com; they stand where the repository does. */
function linkOf(link: string, { url }: GitHubPages): Html {
  const own = new URL(url).pathname;
  const address = link.startsWith(`https://github.com${own}/`)
    ? url + link.slice(`https://github.com${own}`.length)
    : link;
  return outside(address, shorten(visible(address.replace(/^https:\/\//, '').replace(/[?#].*$/, '')), 120));
}
