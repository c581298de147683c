import { html } from 'hono/html';
import type { Installation } from '../../store/store.ts';
import { bar, grouped, lasting } from '../layout/index.ts';
import type { Html } from '../page.ts';
import type { Budget, Overview, Sweep } from './overview.ts';

/** What is going on: an audit of everything under way, what is left of GitHub's limits, and whether anything is done at all. */
export function statusView(
  { suspended }: Pick<Installation, 'suspended'>,
  { sweep, budgets }: Pick<Overview, 'sweep' | 'budgets'>,
  now: number,
): Html {
  const lines = [
    ...(suspended
      ? [
          html`<p class="note bad">The installation is suspended on GitHub: nothing is audited, and what stands here is as old as it says.</p>`,
        ]
      : []),
    ...(sweep === null ? [] : [sweepView(sweep)]),
    ...budgets.filter(isScarce).map((budget) => html`<p class="note warn">${budgetText(budget, now)}</p>`),
  ];
  const left = budgets.filter((budget) => !isScarce(budget));
  return html`${lines.length === 0 ? '' : html`<div class="status">${lines}</div>`}
${left.length === 0 ? '' : html`<p class="small quiet budgets">${left.map((budget, index) => html`${index === 0 ? '' : ' · '}${budgetText(budget, now)}`)}</p>`}`;
}

function sweepView({ text, done, total }: Sweep): Html {
  if (text === null) return html`<p class="note">An audit of all repositories is under way. ${meanwhile}</p>`;
  return html`<div class="note"><p>An audit of all repositories is under way: ${text}. ${meanwhile}</p>
${bar([
  { kind: 'trusted', amount: done },
  { kind: '0', amount: Math.max(0, total - done) },
])}</div>`;
}

const meanwhile = 'What it has not come to yet is shown as it was before, or not at all.';

function isScarce({ remaining, allowed, blockedUntil }: Budget): boolean {
  return blockedUntil !== null || remaining * 10 < allowed;
}

/** `GitHub budget (core): 4,312 of 5,000 left, renewed in 34 minutes`. */
export function budgetText({ resource, remaining, allowed, resetAt, blockedUntil }: Budget, now: number): string {
  const name = `GitHub budget${resource === 'all' ? '' : ` (${resource})`}`;
  if (blockedUntil !== null) return `${name}: GitHub refuses for ${lasting(blockedUntil - now)} more`;
  return `${name}: ${grouped(remaining)} of ${grouped(allowed)} left, renewed in ${lasting(resetAt - now)}`;
}
