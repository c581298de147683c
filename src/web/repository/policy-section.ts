import { html } from 'hono/html';
import { controls } from '../../controls/index.ts';
import { registryOf } from '../../registries/index.ts';
import { visible } from '../../reports/text/visible.ts';
import { firstOf } from '../../reports/text/words.ts';
import { many, section, table } from '../layout/index.ts';
import type { Html } from '../page.ts';
import type { PolicyTerm } from './policy-terms.ts';
import { said } from './said.ts';

/** Exemptions and declarations with their last days; nothing where there are none. */
export function policySection(terms: readonly PolicyTerm[], now: number): Html | string {
  if (terms.length === 0) return '';
  const { shown, left } = firstOf(terms, most);
  return section(
    'policy',
    'Exemptions and declarations',
    html`${table({
      caption: 'Exemptions and declarations',
      columns: [{ title: 'What' }, { title: 'Ends' }, { title: 'By' }, { title: 'Reason' }],
      rows: shown.map((term) => [
        html`${words[term.what]} of <a href="#control-${term.control}">${titleOf(term.control)}</a>${term.registry === null ? '' : ` on ${registryOf(term.registry).title}`}`,
        html`<time datetime="${term.until}">${term.until}</time> <span class="${daysTo(term.until, now) <= 14 ? 'weak-word' : 'quiet'}">${endWords(daysTo(term.until, now))}</span>`,
        html`${visible(term.by)}${term.from === 'organisation' ? html` <span class="tag">organization</span>` : ''}`,
        html`${term.reason === null ? 'said by a person, since no interface shows it' : said(term.reason, 300)}${term.isUsed ? '' : html` <span class="quiet">The last audit did not need it.</span>`}`,
      ]),
    })}
${left === 0 ? '' : html`<p class="quiet">${many(left, 'more')} in <code>.github/mintmark.yml</code></p>`}
<p class="small quiet">As <code>.github/mintmark.yml</code> said when it was last read without a mistake.</p>`,
  );
}

const most = 30;

const words: Readonly<Record<PolicyTerm['what'], string>> = { exemption: 'Exemption', declaration: 'Declaration' };

function titleOf(id: string): string {
  return controls.find((control) => control.id === id)?.title ?? id;
}

const day = 86_400_000;

/** Days that are left behind today. */
function daysTo(until: string, now: number): number {
  return Math.round((Date.parse(until) - Math.floor(now / day) * day) / day);
}

function endWords(days: number): string {
  return days <= 0 ? 'today' : `in ${many(days, 'day')}`;
}
