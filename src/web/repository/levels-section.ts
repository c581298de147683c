import { html } from 'hono/html';
import { principles, principlesSource } from '../../principles/index.ts';
import { trackSubjects, trackTitles } from '../../reports/levels.ts';
import { firstOf } from '../../reports/text/words.ts';
import { type Track, tracks } from '../../types/principle-id.ts';
import type { Report, ReportControl } from '../../types/report.ts';
import { levelMeter, many, outside, section, table } from '../layout/index.ts';
import type { Html } from '../page.ts';

/** The four levels with what holds each back, and what they ask. */
export function levelsSection({ levels, controls }: Report): Html {
  return section(
    'levels',
    'Levels',
    html`<p class="quiet">From 0 to 3, by the ${outside(principlesSource, 'Principles for Package Repository Security')}: what this project does, of what its registries offer.</p>
${table({
  caption: 'Levels',
  columns: [{ title: 'Track' }, { title: 'Level' }, { title: 'Held back by' }],
  rows: tracks.map((track) => [
    html`${trackTitles[track]}<span class="quiet small subject">${trackSubjects[track]}</span>`,
    levelMeter(levels[track]),
    heldBy(levels[track], controls),
  ]),
})}
${tracks.map((track) => meaning(track, controls))}`,
  );
}

function heldBy({ held, level, ceiling }: Report['levels'][Track], controls: readonly ReportControl[]): Html | string {
  const { shown, left } = firstOf(held, 6);
  if (shown.length === 0) {
    if (ceiling === null) return 'nothing that was asked; what the registries offer is not known';
    return level >= ceiling ? 'nothing: all that the registries offer is reached' : 'nothing that was asked here';
  }
  const ids = new Set(controls.map(({ id }) => id));
  return html`${shown.map(
    (id, index) => html`${index === 0 ? '' : ', '}${ids.has(id) ? html`<a href="#control-${id}">${id}</a>` : id}`,
  )}${left === 0 ? '' : ` and ${many(left, 'other')}`}`;
}

/** Each line of a track that leaves a project something to do, with how this one stands. */
function meaning(track: Track, controls: readonly ReportControl[]): Html {
  const lines = principles.filter((line) => line.track === track && line.projectDoes !== null);
  return html`<details class="fold"><summary>What ${trackTitles[track]} asks</summary><ul class="asked">
${lines.map(
  ({ id, level, title, projectDoes }) =>
    html`<li><span class="quiet n">${level}</span><div><strong>${title}.</strong> ${projectDoes} <span class="quiet">${standing(id, controls)}</span></div></li>
`,
)}</ul></details>`;
}

function standing(id: string, controls: readonly ReportControl[]): string {
  const verdicts = new Set(controls.filter((each) => each.principles.includes(id)).map(({ verdict }) => verdict));
  if (verdicts.size === 0) return 'Not asked by any control.';
  if (verdicts.has('fail')) return 'Not so here.';
  if (verdicts.has('unknown')) return 'Not known here.';
  if (verdicts.has('pass')) return 'So here.';
  return verdicts.has('accepted') ? 'Accepted for a while.' : 'Does not apply here.';
}
