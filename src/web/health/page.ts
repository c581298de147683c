import { html } from 'hono/html';
import { controls } from '../../controls/index.ts';
import { registries, registryOf } from '../../registries/index.ts';
import { age, code, empty, facts, grouped, many, section, sentence, table } from '../layout/index.ts';
import { budgetText } from '../organisation/status-view.ts';
import { addresses, type Html, type PageContent, type PageRequest, type Service } from '../page.ts';
import { type Health, type ParkedLine, readHealth } from './health.ts';

/** `/health`: what the service has to do, what failed, and what it works with. */
export async function healthPage({ sight, store, service, now }: PageRequest): Promise<PageContent | null> {
  const installations = await sight.installations();
  // Anybody on GitHub can sign in
  if (installations.length === 0) return null;
  const health = await readHealth(store, installations, service, now);
  return {
    title: 'Health',
    crumbs: [],
    content: html`<div class="head"><h1>Health</h1><p class="lede">${verdictOf(health)}</p></div>
<div class="pair"><div>
${section('queue', 'Work that waits', queue(health))}
${section('budgets', 'GitHub budgets', budgets(health, now))}
</div><div>
${section('versions', 'Versions', versions(service, health, now))}
${section('registries', 'Registries', watched(health))}
</div></div>
${section('parked', 'Work that failed for good', parked(health, now))}`,
  };
}

function verdictOf({ depth, parkedInAll }: Health): string {
  const all = Object.values(depth);
  const waiting = all.reduce((sum, kind) => sum + kind.waiting, 0);
  const active = all.reduce((sum, kind) => sum + kind.active, 0);
  return [
    waiting + active === 0
      ? 'Nothing waits.'
      : `${many(waiting, 'job')} ${waiting === 1 ? 'waits' : 'wait'}, ${grouped(active)} under way.`,
    parkedInAll === 0
      ? 'Nothing has failed for good.'
      : `${many(parkedInAll, 'piece')} of work failed for good, over all installations.`,
  ].join(' ');
}

const kindWords: Readonly<Record<keyof Health['depth'], string>> = {
  delivery: 'webhooks to be read',
  repository: 'repositories to be audited',
  installation: 'installations to be listed',
  batch: 'repositories to be observed together',
  look: 'packages to be looked at',
  gate: 'deployments to be answered',
  feed: 'feeds of changes to be read',
  sweep: 'searches for work that was left',
};

function queue({ depth, deliveries }: Health): Html {
  const rows = Object.entries(depth) as readonly [keyof Health['depth'], Health['depth'][keyof Health['depth']]][];
  return html`${table({
    caption: 'Jobs of all processes by kind',
    look: 'narrow',
    columns: [{ title: 'Kind' }, { title: 'Waiting', isNumber: true }, { title: 'Under way', isNumber: true }],
    rows: rows.map(([kind, { waiting, active }]) => [
      html`${kindWords[kind]} ${code(kind)}`,
      number(waiting),
      number(active),
    ]),
  })}
<p>Deliveries of GitHub whose work is not done: ${deliveries < 1000 ? grouped(deliveries) : '1,000 or more'}.</p>`;
}

function number(value: number): Html {
  return value === 0 ? html`<span class="zero">0</span>` : html`${grouped(value)}`;
}

function budgets({ budgets: own, limits }: Health, now: number): Html {
  return html`${
    own.length === 0
      ? empty('GitHub has told nothing of a budget of your installations within the hour.')
      : html`<ul>${own.map(({ account, budgets: some }) => html`<li><strong>${account}</strong><ul>${some.map((budget) => html`<li>${budgetText(budget, now)}</li>`)}</ul></li>`)}</ul>`
  }
${
  limits.size === 0
    ? ''
    : table({
        caption: 'GitHub limits over all installations',
        look: 'narrow',
        columns: [
          { title: 'All installations' },
          { title: 'Least that is left', isNumber: true },
          { title: 'Refused', isNumber: true },
        ],
        rows: [...limits].map(([resource, { leastLeft, blocked }]) => [
          code(resource),
          `${Math.floor(leastLeft * 100)}%`,
          number(blocked),
        ]),
      })
}`;
}

function versions(service: Service, { trustedRoot }: Health, now: number): Html {
  return facts([
    ['Mintmark', service.version],
    ['Rules', `${controls.length} controls, ${registries.length} registries, as of this version`],
    ['Trusted root', trustedRoot === null ? 'not loaded: registries are not asked' : rootOf(trustedRoot, now)],
  ]);
}

function rootOf({ source, asOf }: NonNullable<Health['trustedRoot']>, now: number): Html {
  const time = asOf === null ? Number.NaN : Date.parse(asOf);
  return html`${sentence(source)}${Number.isNaN(time) ? '' : html`, ${age(time, now)}`}`;
}

function watched({ followed, requests }: Health): Html {
  if (followed === null) return empty(html`Registries are not asked: this process serves with <code>--offline</code>.`);
  if (followed.size === 0) return empty('No package is followed on a registry yet.');
  const rows = [...followed].toSorted((a, b) => b[1] - a[1]);
  return html`${table({
    caption: 'Packages that are followed, over all installations',
    look: 'narrow',
    columns: [{ title: 'Registry' }, { title: 'Packages followed', isNumber: true }],
    rows: rows.map(([id, packages]) => [registryOf(id).title, grouped(packages)]),
  })}
${requests.size === 0 ? '' : html`<p class="quiet small">Requests today: ${[...requests].map(([service, count]) => `${service} ${grouped(count)}`).join(', ')}.</p>`}`;
}

function parked({ parked: lines, parkedInAll }: Health, now: number): Html {
  if (lines.length === 0)
    return html`<p>${parkedInAll === 0 ? 'Nothing.' : 'Nothing of installations whose repositories you may see.'}</p>`;
  return html`${table({
    caption: 'Work of your installations that failed for good',
    columns: [
      { title: 'Number' },
      { title: 'What', isPlain: true },
      { title: 'About', isPlain: true },
      { title: 'Why', isPlain: true },
      { title: 'Tries', isNumber: true },
      { title: 'When', isPlain: true },
    ],
    rows: lines.map((line) => [
      String(line.id),
      line.kind,
      aboutOf(line),
      sentence(line.reason),
      line.tries,
      age(line.parkedAt, now),
    ]),
  })}
<p class="small">See to the reason first; then whoever runs Mintmark has one tried again with <code>mintmark jobs --retry NUMBER</code>, or all with <code>--retry all</code>.</p>`;
}

function aboutOf({ repository, account }: ParkedLine): Html {
  if (repository === null) return html`<a href="${addresses.organisation(account)}">${account}</a>`;
  const [owner = '', name = ''] = repository.split('/');
  return html`<a href="${addresses.repository(owner, name)}">${repository}</a>`;
}
