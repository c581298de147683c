import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { publishedHow } from '../../types/posture.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { severities } from '../../types/severity.ts';
import { howWords, mark } from '../layout/index.ts';
import { addresses, type Html } from '../page.ts';
import { listAddress } from './list-address.ts';
import { everything, type ListQuery } from './list-query.ts';

/** What the list can be narrowed to. */
export interface FilterChoices {
  readonly registries: readonly RegistryId[];
  /** Those with findings, by id. */
  readonly controls: readonly { readonly control: string; readonly title: string }[];
}

/** The form that asks for another list, and what the one that is shown is narrowed to: each of it can be taken away. */
export function filterView(account: string, query: ListQuery, choices: FilterChoices): Html {
  const { search, registry, how, control, severity, quiet, sort } = query;
  return html`<form class="filter" method="get" action="${addresses.organisation(account)}#repositories" role="search" aria-label="Repositories">
<label class="broad">Name <input type="search" name="q" value="${search}" maxlength="140" autocomplete="off" spellcheck="false"></label>
${select(
  'Registry',
  'registry',
  registry,
  'any',
  choices.registries.map((id) => [id, registryOf(id).title]),
)}
${select(
  'Published by',
  'how',
  how,
  'any way',
  publishedHow.map((each) => [each, howWords[each]]),
)}
${select(
  'Fails',
  'control',
  control,
  'any control',
  choices.controls.map((each) => [each.control, each.title]),
)}
${select(
  'Findings',
  'severity',
  severity,
  'any, or none',
  severities.map((each) => [each, each === 'critical' ? each : `${each} or above`]),
)}
${select('Order', 'sort', sort, null, sorts)}
<label class="check"><input type="checkbox" name="quiet" value="1"${quiet ? html` checked` : ''}> Also those that publish nothing</label>
<div class="send"><button>Show</button></div>
</form>
${chosen(account, query, choices)}`;
}

const sorts = [
  ['risk', 'gravest findings first'],
  ['name', 'name'],
  ['level', 'lowest level first'],
  ['audited', 'longest not audited first'],
  ['packages', 'most packages first'],
] as const;

function select(
  label: string,
  name: string,
  value: string | null,
  any: string | null,
  options: readonly (readonly [value: string, label: string])[],
): Html {
  return html`<label>${label} <select name="${name}">${any === null ? '' : html`<option value="">${any}</option>`}${options.map(
    ([each, text]) => html`<option value="${each}"${each === value ? html` selected` : ''}>${text}</option>`,
  )}</select></label>`;
}

function chosen(account: string, query: ListQuery, choices: FilterChoices): Html {
  const { search, registry, how, control, severity, quiet } = query;
  const title = choices.controls.find((each) => each.control === control)?.title ?? control;
  const all: readonly (readonly [string, Partial<ListQuery>] | null)[] = [
    search === '' ? null : [`name holds “${search}”`, { search: '' }],
    registry === null ? null : [`on ${registryOf(registry).title}`, { registry: null }],
    how === null ? null : [`by ${howWords[how]}`, { how: null }],
    control === null ? null : [`fails: ${title}`, { control: null }],
    severity === null
      ? null
      : [severity === 'critical' ? 'critical findings' : `findings of ${severity} or above`, { severity: null }],
    quiet ? ['also those that publish nothing', { quiet: false }] : null,
  ];
  const set = all.flatMap((each) => (each === null ? [] : [each]));
  if (set.length === 0) return html``;
  return html`<ul class="chosen" aria-label="What the list is narrowed to">${set.map(
    ([label, without]) =>
      html`<li><a href="${listAddress(account, { ...query, ...without })}">${label} ${mark('fail')}<span class="hidden">take away</span></a></li>`,
  )}${set.length > 1 ? html`<li><a href="${listAddress(account, everything)}">All of them</a></li>` : ''}</ul>`;
}
