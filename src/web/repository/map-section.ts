import { html } from 'hono/html';
import { firstOf } from '../../reports/text/words.ts';
import type { Report } from '../../types/report.ts';
import { mapList, mapPicture } from '../drawing/index.ts';
import { empty, many, section } from '../layout/index.ts';
import type { Html } from '../page.ts';
import type { GitHubPages } from './github-links.ts';
import { said } from './said.ts';

/** How packages come from workflows to registries: drawn where there is room for it, in words everywhere. */
export function mapSection(report: Report, pages: GitHubPages): Html {
  const picture = mapPicture(report);
  if (picture === null)
    return section('map', title, empty('No file here publishes to a public registry, as far as files can tell.'));
  const ways = report.publications.length + report.elsewhere.length;
  const reasons = [...new Set(report.publications.map(({ reason }) => reason).filter((reason) => reason !== ''))];
  const { shown, left } = firstOf(reasons, mostReasons);
  return section(
    'map',
    title,
    html`<figure class="map-figure">${picture}
<figcaption>${styles}</figcaption></figure>
<details class="map-ways fold"${ways <= mostOpen ? html` open` : ''}><summary>The same in words, with links to the lines</summary>
${mapList(report, (place, label) => pages.place(place, label))}</details>
${
  shown.length === 0
    ? ''
    : html`<div class="note"><p>What makes a way unsure:</p><ul class="bullets">${shown.map((reason) => html`<li>${said(reason)}</li>`)}${left === 0 ? '' : html`<li>${many(left, 'more reason')}</li>`}</ul></div>`
}`,
  );
}

const title = 'How packages are published';
const mostOpen = 4;
const mostReasons = 6;

const styles = html`<ul class="styles" aria-hidden="true">
<li>${sample('plain')} as it should be</li>
<li>${sample('weak')} weak, and the word says why</li>
<li>${sample('unsure')} not shown by files</li>
</ul>`;

function sample(style: string): Html {
  return html`<svg class="map" width="34" height="8" viewBox="0 0 34 8"><g class="lines"><path class="${style}" stroke-width="2" d="M0 4H34"/></g></svg>`;
}
