import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { isTurn } from '../../reports/migration/index.ts';
import { visible } from '../../reports/text/visible.ts';
import { firstOf } from '../../reports/text/words.ts';
import type { Migration, MigrationForm, MigrationStep } from '../../types/migration.ts';
import { many, outside, section } from '../layout/index.ts';
import type { Html } from '../page.ts';
import { said } from './said.ts';

/** The moves to trusted publishing that have something to do next, step by step, with what evidence shows of each. */
export function moveSections(migrations: readonly Migration[]): readonly Html[] {
  return migrations
    .filter(({ steps }) => steps.some(({ state }) => state === 'next'))
    .slice(0, most.moves)
    .map((migration) =>
      section(
        `move-${migration.registry}`,
        `Moving to trusted publishing on ${registryOf(migration.registry).title}`,
        html`<ol class="steps">${migration.steps.map((step) => stepItem(step, migration))}</ol>`,
      ),
    );
}

const most = { moves: 4, tasks: 12, forms: 3, names: 6, commands: 8, links: 5 } as const;

const states: Readonly<Record<MigrationStep['state'], { readonly word: string; readonly style: string }>> = {
  done: { word: 'done', style: 'v-pass' },
  next: { word: 'next', style: 'v-fail' },
  later: { word: 'later', style: 'quiet' },
  'cannot-tell': { word: 'cannot be seen from here', style: 'v-unknown' },
  'not-offered': { word: 'not offered', style: 'quiet' },
};

function stepItem(step: MigrationStep, migration: Migration): Html {
  const { id, state, title, shows, settles, links } = step;
  const isOpen = isTurn(step, migration);
  const tasks = firstOf(isOpen ? step.tasks : [], most.tasks);
  const { word, style } = states[state];
  return html`<li><div><p><strong>${title}</strong> <span class="${style}">${word}</span></p>
${shows === null ? '' : html`<p>${said(shows)}</p>`}${settles === null ? '' : html`<p class="settles">${said(settles)}</p>`}
${tasks.shown.length === 0 ? '' : html`<ol class="todo">${tasks.shown.map((task) => html`<li>${said(task)}</li>`)}${tasks.left === 0 ? '' : html`<li>${many(tasks.left, 'more task')}</li>`}</ol>`}
${id === 'configure' && state !== 'done' && isOpen ? forms(migration) : ''}
${isOpen && links.length > 0 ? html`<p class="small links">${links.slice(0, most.links).map((link, index) => html`${index === 0 ? '' : ' · '}${outside(link, visible(link))}`)}</p>` : ''}</div></li>
`;
}

/** What is entered where, or by which command. */
function forms({ forms: all, commandNeeds, newPackages }: Migration): Html {
  const unfilled = all.filter(({ packages }) => packages.length === 0 || packages.some(isLeft));
  const { shown, left } = firstOf(unfilled, most.forms);
  return html`${shown.map((form) => formView(form, commandNeeds))}
${left === 0 ? '' : html`<p class="quiet">${many(left, 'more form')}: <code>mintmark migrate-publishing</code> shows all.</p>`}
${newPackages === null ? '' : html`<p>${said(newPackages)}</p>`}`;
}

function formView({ fields, packages, omitted }: MigrationForm, needs: string | null): Html {
  const waiting = packages.filter(isLeft);
  const names = firstOf(waiting, most.names);
  const others = names.left + omitted;
  const commands = firstOf(
    waiting.flatMap(({ command }) => command ?? []),
    most.commands,
  );
  return html`<p>Enter for ${names.shown.length === 0 ? 'each package' : html`${names.shown.map(({ name, page }, index) => html`${index === 0 ? '' : ', '}${outside(page, html`<code>${visible(name)}</code>`)}`)}${others === 0 ? '' : ` and ${many(others, 'more package')}`}`}:</p>
<dl class="facts">${fields.map(({ label, value, hint }) => html`<div><dt>${label}</dt><dd>${value === null ? said(hint ?? '') : html`<code>${visible(value)}</code>`}</dd></div>`)}</dl>
${
  commands.shown.length === 0
    ? ''
    : html`<p>Or by command${needs === null ? '' : html`, with ${said(needs)}`}:</p>
<pre tabindex="0"><code>${commands.shown.map(visible).join('\n')}</code></pre>${commands.left === 0 ? '' : html`<p class="quiet">${many(commands.left, 'more command')}: <code>mintmark migrate-publishing</code> shows all.</p>`}`
}`;
}

function isLeft({ state }: MigrationForm['packages'][number]): boolean {
  return state !== 'trusted';
}
