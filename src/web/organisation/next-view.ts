import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { compareSeverity } from '../../types/severity.ts';
import { grouped, many, severityWord } from '../layout/index.ts';
import type { Html } from '../page.ts';
import { listAddress } from './list-address.ts';
import { everything, type ListQuery } from './list-query.ts';
import { type NextStep, orderSentence, type Place } from './next-steps.ts';

/** What to do next, with the reason for its order. A control is named once, with the registries that it is about. */
export function nextView(account: string, steps: readonly NextStep[]): Html {
  const all = [...Map.groupBy(steps, ({ control }) => control).values()];
  const [shown, rest] = [all.slice(0, mostShown), all.slice(mostShown)];
  return html`<ol class="steps">${shown.map((same) => item(account, same))}</ol>
${rest.length === 0 ? '' : html`<details><summary>${many(rest.length, 'more point')}</summary><ol class="steps on">${rest.map((same) => item(account, same))}</ol></details>`}
<p class="quiet small">${orderSentence}</p>`;
}

const mostShown = 9;

/** A control can fail where nothing is published, too. */
const wherever: ListQuery = { ...everything, quiet: true };

function item(account: string, same: readonly NextStep[]): Html {
  const [first] = same;
  if (first === undefined) return html``;
  const { control, title } = first;
  const [gravest = first.severity] = same.map(({ severity }) => severity).toSorted(compareSeverity);
  return html`<li><div><p><a class="what" href="${listAddress(account, { ...wherever, control })}">${title}</a></p>
<p class="row">${severityWord(gravest)} ${same.map((step) => html`<span>${where(account, step)}</span> `)}</p>
<p class="quiet small">${effortWords(together(same))}</p></div></li>`;
}

function where(account: string, { control, registry, repositories }: NextStep): Html {
  if (registry === null) return html`${many(repositories, 'repository', 'repositories')}`;
  return html`<a href="${listAddress(account, { ...wherever, control, registry })}">${registryOf(registry).title}</a> ${grouped(repositories)}`;
}

type Effort = Pick<NextStep, 'findings' | 'fixable' | 'place'>;

function together(same: readonly NextStep[]): Effort {
  const sum = (of: (step: NextStep) => number) => same.reduce((all, step) => all + of(step), 0);
  return {
    findings: sum(({ findings }) => findings),
    fixable: sum(({ fixable }) => fixable),
    place: same[0]?.place ?? 'files',
  };
}

/** `340 findings: 300 by a pull request, 40 on the registry or in files by hand`. */
export function effortWords({ findings, fixable, place }: Effort): string {
  const all = many(findings, 'finding');
  const byHand = findings - fixable;
  if (byHand === 0) return `${all}, ${findings === 1 ? '' : 'each '}by a pull request that Mintmark prepares`;
  const hand = placeWords[place];
  return fixable === 0
    ? `${all}, ${hand}`
    : `${all}: ${grouped(fixable)} by a pull request, ${grouped(byHand)} ${hand}`;
}

const placeWords: Readonly<Record<Place, string>> = {
  switch: 'by one setting of the organisation',
  registry: 'on the registry or in files by hand',
  github: 'in settings of GitHub or in files by hand',
  files: 'in files by hand',
};
