import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { visible } from '../../reports/text/visible.ts';
import { shorten } from '../../reports/text/width.ts';
import { firstOf } from '../../reports/text/words.ts';
import type { StoredIncident } from '../../store/store.ts';
import type { FrozenEvidence, IncidentPack, ResponseStep } from '../../types/incident-pack.ts';
import { age, facts, many, moment, outside, section, severityWord } from '../layout/index.ts';
import { addresses, type Html, type Page, type PageContent, type PageRequest } from '../page.ts';
import { said } from '../repository/index.ts';
import { addressOf } from './place-address.ts';

/**
 * `/r/:owner/:name/incidents/:id`: the pack of an incident, for those who administer the repository: they are whom GitHub
 * shows its draft advisories. For everybody else there is no such page.
 */
export const incidentPage: Page = async (request) => {
  const { owner = '', name = '', id = '' } = request.parameters;
  const seen = await request.sight.repository(owner, name);
  if (seen === null || seen.role !== 'admin') return null;
  const all = await request.store.incidents.ofRepository(seen.repository.id);
  const incident = all.find((each) => String(each.id) === id);
  return incident === undefined ? null : incidentContent(incident, seen, request);
};

/** The page from what was read. */
export function incidentContent(
  incident: StoredIncident,
  { installation, repository }: IncidentPlace,
  { service, now }: Pick<PageRequest, 'service' | 'now'>,
): PageContent {
  const { pack } = incident;
  const { owner, name } = repository;
  return {
    title: `Incident: ${visible(pack.package)} ${visible(pack.release)}`,
    crumbs: [
      { href: addresses.organisation(installation.account), label: installation.account },
      { href: addresses.repository(owner, name), label: name },
    ],
    content: html`${head(incident, now)}
${standing(incident)}
<div class="summary">${facts(factsOf(incident, repository, service.github))}</div>
${section('signals', 'What does not fit', signals(pack))}
${section('response', 'What to do, in this order', response(pack))}
<div class="pair">${section('known', 'What is known', sentences(pack.known))}
${section('not-known', 'What is not known, and what would settle it', sentences(pack.notKnown))}</div>
${section('evidence', 'Evidence, as it was read', evidence(pack.evidence))}`,
  };
}

interface IncidentPlace {
  readonly installation: { readonly account: string };
  readonly repository: { readonly owner: string; readonly name: string };
}

function head({ pack, noticedAt }: StoredIncident, now: number): Html {
  return html`<header class="head"><h1>${visible(pack.package)} ${visible(pack.release)}</h1>
<p class="lede">A release on ${registryOf(pack.registry).title} that did not come from where it should · ${severityWord(pack.severity)} · noticed ${age(noticedAt, now)}</p></header>`;
}

/** Where it stands: first of all, whether it still does. */
function standing({ state, retraction }: StoredIncident): Html {
  if (state === 'retracted')
    return html`<div class="note good"><p><strong>This was a false alarm.</strong> Proof has arrived for each thing that did not fit. Nothing has to be done; what was said stays below, as it was.</p>${reasons(retraction)}</div>`;
  return html`<div class="note bad"><p>What Mintmark can see of this release does not fit what the repository does. It may be an attack, and it may be a release that somebody made by hand: only its maintainers can tell.</p>
<p>Nothing of this was made public, and none of the commands below was run.</p>${
    retraction === null
      ? ''
      : html`<p>It was taken back once, and stands again. What took it back then:</p>${reasons(retraction)}`
  }</div>`;
}

/** One a line, as they are kept. */
function reasons(retraction: string | null): Html | string {
  const all = (retraction ?? '').split('\n').filter((reason) => reason !== '');
  if (all.length === 0) return '';
  return html`<ul class="bullets">${all.slice(0, 30).map((reason) => html`<li>${said(reason)}</li>`)}</ul>`;
}

function factsOf(
  { state, place, pack, noticedAt }: StoredIncident,
  { owner, name }: IncidentPlace['repository'],
  github: string,
): readonly (readonly [string, Html | string])[] {
  const published = Date.parse(pack.publishedAt ?? '');
  const told = place === null ? null : addressOf(place, github);
  return [
    ['State', states[state]],
    ['Published', Number.isNaN(published) ? 'not known' : moment(published)],
    ['Noticed', moment(noticedAt)],
    [
      'Told in',
      place === null
        ? 'nowhere yet'
        : html`${kinds[place.kind]} ${told === null ? visible(place.id) : outside(told, visible(place.id))} of ${visible(place.repository)}`,
    ],
    [
      'Package',
      html`<a href="${addresses.package(owner, name, pack.registry, pack.package)}?version=${encodeURIComponent(pack.release.toWellFormed())}#version">${visible(pack.package)}</a>`,
    ],
  ];
}

const states: Readonly<Record<StoredIncident['state'], string>> = {
  noticed: 'noticed, not told yet',
  told: 'told in private',
  retracted: 'taken back',
};

const kinds = { advisory: 'draft advisory', issue: 'issue' } as const;

function signals({ signals: all }: IncidentPack): Html {
  const { shown, left } = firstOf(all, 30);
  return html`<ul class="bullets">${shown.map(({ id, severity, says }) => html`<li>${severityWord(severity)} <code>${visible(id)}</code>: ${said(says)}</li>`)}${left === 0 ? '' : html`<li>${many(left, 'more')}</li>`}</ul>`;
}

function sentences(all: readonly string[]): Html {
  if (all.length === 0) return html`<p>Nothing.</p>`;
  const { shown, left } = firstOf(all, 40);
  return html`<ul class="bullets">${shown.map((says) => html`<li>${said(says)}</li>`)}${left === 0 ? '' : html`<li>${many(left, 'more')}</li>`}</ul>`;
}

const stepKinds: Readonly<Record<ResponseStep['kind'], string>> = {
  preserve: 'Preserve',
  contain: 'Contain',
  revoke: 'Revoke',
  rotate: 'Rotate',
  report: 'Report',
  tell: 'Tell',
};

function response({ response: steps }: IncidentPack): Html {
  const { shown, left } = firstOf(steps, 40);
  return html`<ol class="steps">${shown.map(
    ({ kind, says, commands, links }) => html`<li><div><p><strong>${stepKinds[kind]}.</strong> ${said(says)}</p>
${commands.length === 0 ? '' : html`<pre tabindex="0"><code>${shownCommands(commands)}</code></pre>`}
${links.length === 0 ? '' : html`<p class="small links">${links.slice(0, 6).map((link, index) => html`${index === 0 ? '' : ' · '}${outside(link, shorten(visible(link), 120))}`)}</p>`}</div></li>
`,
  )}</ol>${left === 0 ? '' : html`<p>${many(left, 'more step')}</p>`}`;
}

/** As they were written, to be copied; what hides or reorders what stands around it is shown. */
function shownCommands(commands: readonly string[]): string {
  return commands.map((command) => command.split('\n').map(visible).join('\n')).join('\n');
}

function evidence(all: readonly FrozenEvidence[]): Html {
  if (all.length === 0) return html`<p>Nothing was frozen.</p>`;
  const { shown, left } = firstOf(all, 40);
  const each = Math.floor(mostText / shown.length);
  return html`<ul class="frozen">${shown.map(
    ({ what, source, sha256, text }) => html`<li><details class="fold"><summary>${said(what, 200)}</summary>
<dl class="facts"><div><dt>From</dt><dd><code>${visible(source)}</code></dd></div><div><dt>SHA-256</dt><dd><code>${visible(sha256)}</code></dd></div></dl>
<pre tabindex="0"><code>${lines(text, each)}</code></pre>${text.length > each ? html`<p class="small quiet">The beginning of it; all of it is in the store, under this hash.</p>` : ''}</details></li>
`,
  )}</ul>${left === 0 ? '' : html`<p>${many(left, 'more document')}</p>`}`;
}

/** Characters of all documents together, so that the page stays one that opens at once. */
const mostText = 30_000;

function lines(text: string, most: number): string {
  return text.slice(0, most).toWellFormed().split('\n').map(visible).join('\n');
}
