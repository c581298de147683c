import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { credentialWords } from '../../reports/summary.ts';
import { visible } from '../../reports/text/visible.ts';
import { count, firstOf } from '../../reports/text/words.ts';
import type { Report, ReportPublication } from '../../types/report.ts';
import type { Html } from '../page.ts';
import { shortPath, weakWords } from './map-paths.ts';

/** Where a line of a file is, as a link or, where there is none to be had, as text. */
export type PlaceLink = (place: { readonly path: string; readonly line: number }, label: string) => Html | string;

/**
 * The map in words: workflows with their jobs, jobs with their steps, and what each hands to which registry. Where there
 * are many, each workflow is folded.
 */
export function mapList(
  { publications, elsewhere }: Pick<Report, 'publications' | 'elsewhere'>,
  link: PlaceLink,
): Html {
  const { shown, left } = firstOf(publications, most.inAll);
  const workflows = [...Map.groupBy(shown, ({ workflow }) => workflow)];
  const view = publications.length > most.open ? foldedWorkflow : openWorkflow;
  return html`<ul class="ways">
${workflows.map(
  ([workflow, inside]) =>
    html`<li>${view(workflow, inside, link)}</li>
`,
)}
${left === 0 ? '' : html`<li>${count(left, 'more publication')}; the JSON report has all</li>`}
${firstOf(elsewhere, most.steps).shown.map(
  ({ name, via, workflow, job, line }) =>
    html`<li>${link({ path: workflow, line }, `${shortPath(workflow)}:${line}`)}, job <code>${visible(job)}</code>: <code>${visible(via)}</code> → ${visible(name)}, which is no public registry</li>
`,
)}
</ul>`;
}

const most = { inAll: 40, open: 8, jobs: 10, steps: 10, packages: 6 } as const;

type Publications = readonly ReportPublication[];

function openWorkflow(workflow: string | null, publications: Publications, link: PlaceLink): Html {
  return html`${workflow === null ? withoutWorkflow : link({ path: workflow, line: 1 }, shortPath(workflow))}${jobs(publications, link)}`;
}

const withoutWorkflow = 'Without a workflow';

function foldedWorkflow(workflow: string | null, publications: Publications, link: PlaceLink): Html {
  const weak = publications.filter((each) => weakWords(each).length > 0).length;
  return html`<details class="fold"><summary>${workflow === null ? withoutWorkflow : shortPath(workflow)} <span class="quiet">${count(publications.length, 'publication')}</span>${
    weak === 0 ? '' : html` <span class="weak-word">${weak} weak</span>`
  }</summary>${jobs(publications, link)}</details>`;
}

function jobs(publications: Publications, link: PlaceLink): Html {
  const groups = [...Map.groupBy(publications, ({ job }) => job)];
  const { shown, left } = firstOf(groups, most.jobs);
  return html`<ul class="ways">${shown.map(([job, inside]) =>
    job === null
      ? steps(inside, link)
      : html`<li>job <code>${visible(job)}</code>${environmentOf(inside)}<ul class="ways">${steps(inside, link)}</ul></li>`,
  )}${left === 0 ? '' : html`<li>${count(left, 'more job')}</li>`}</ul>`;
}

function environmentOf([first]: Publications): Html | string {
  const environment = first?.environment ?? null;
  return environment === null ? '' : html` in environment <code>${visible(environment)}</code>`;
}

function steps(publications: Publications, link: PlaceLink): Html {
  const { shown, left } = firstOf(publications, most.steps);
  return html`${shown.map(
    (each) => html`<li>${step(each, link)}</li>
`,
  )}${left === 0 ? '' : html`<li>${count(left, 'more step')}</li>`}`;
}

function step(publication: ReportPublication, link: PlaceLink): Html {
  const { via, workflow, line, registry, packages } = publication;
  const { shown, left } = firstOf(packages, most.packages);
  const names =
    shown.length === 0
      ? 'a package that files do not name'
      : html`${shown.map((name, index) => html`${index === 0 ? '' : ', '}<code>${visible(name)}</code>`)}${left === 0 ? '' : ` and ${left} more`}`;
  const weak = weakWords(publication);
  return html`<code>${visible(via)}</code>${
    workflow === null || line === null ? '' : html` (${link({ path: workflow, line }, `line ${line}`)})`
  }, ${visible(credentialWords(publication, visible))} → ${registryOf(registry).title} → ${names}${
    weak.length === 0 ? '' : html` <span class="weak-word">${weak.join(', ')}</span>`
  }`;
}
