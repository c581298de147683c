import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { firstOf } from '../../reports/text/words.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import type { ReportControl } from '../../types/report.ts';
import { many, section } from '../layout/index.ts';
import type { Html } from '../page.ts';
import type { ControlEntry, ControlGroups } from './control-entries.ts';
import { historyOf } from './control-history.ts';
import { failingControls, type UnderWay } from './failing-controls.ts';
import type { GitHubPages } from './github-links.ts';
import { said } from './said.ts';

/** The controls that ask for something: to be put right, to be settled, to be renewed. */
export function openControls(groups: ControlGroups, under: UnderWay, pages: GitHubPages): Html {
  return html`${section('fail', 'What to put right', failingControls(groups.fail, under, pages))}
${groups.unknown.length === 0 ? '' : section('unknown', 'What is not known, and what would settle it', unknowns(groups.unknown))}
${groups.accepted.length === 0 ? '' : section('accepted', 'Accepted for a while', answersList(groups.accepted))}`;
}

/** The controls that ask for nothing more. */
export function settledControls(groups: ControlGroups): Html {
  return html`${groups.pass.length === 0 ? '' : section('pass', 'What is as it should be', answersList(groups.pass))}
${
  groups['not-applicable'].length === 0
    ? ''
    : html`<section class="part" aria-labelledby="not-applicable"><details class="fold"><summary><h2 id="not-applicable">${many(groups['not-applicable'].length, 'control')} without an object here</h2></summary>${answersList(groups['not-applicable'])}</details></section>`
}`;
}

/** Answers of one control that are shown. */
const mostAnswers = 6;

function unknowns(entries: readonly ControlEntry[]): Html {
  return html`<ul class="controls">${entries.map((entry) => {
    const own = entry.answers.filter(({ verdict }) => verdict === 'unknown');
    const { shown, left } = firstOf(bySettling(own), mostAnswers);
    return html`<li id="control-${entry.id}"><h3>${entry.title}</h3>
${shown.map(([first, registries]) => html`<p>${registriesOf(registries)}${said(first.reason)}${first.settles === null ? '' : html` <span class="settles">${said(first.settles)}</span>`}</p>`)}
${left === 0 ? '' : html`<p class="quiet">${many(left, 'more answer')}</p>`}${historyOf(entry)}</li>
`;
  })}</ul>`;
}

/** Answers that say the same of different registries are told once. */
function bySettling(
  answers: readonly ReportControl[],
): readonly (readonly [ReportControl, readonly (RegistryId | null)[]])[] {
  const groups = Map.groupBy(answers, ({ reason, settles }) => JSON.stringify([reason, settles]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [[first, group.map(({ registry }) => registry)] as const];
  });
}

function registriesOf(registries: readonly (RegistryId | null)[]): Html | string {
  const titles = [...new Set(registries.flatMap((id) => (id === null ? [] : [registryOf(id).title])))];
  return titles.length === 0 ? '' : html`<span class="quiet">${titles.join(', ')}:</span> `;
}

function answersList(entries: readonly ControlEntry[]): Html {
  return html`<ul class="controls short">${entries.map((entry) => {
    const { shown, left } = firstOf(bySettling(entry.answers), mostAnswers);
    return html`<li id="control-${entry.id}"><details class="fold"><summary>${entry.title}</summary><div class="inside">
${shown.map(([first, registries]) => html`<p>${registriesOf(registries)}${said(first.reason, 300)}</p>`)}
${left === 0 ? '' : html`<p class="quiet">${many(left, 'more answer')}</p>`}${historyOf(entry)}</div></details></li>
`;
  })}</ul>`;
}
