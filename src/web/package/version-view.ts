import { html } from 'hono/html';
import { visible } from '../../reports/text/visible.ts';
import type { Join, LedgerRow, Signal } from '../../types/ledger.ts';
import { type JoinName, type JoinState, joinNames } from '../../types/ledger-words.ts';
import { age, type MarkName, mark, severityWord } from '../layout/index.ts';
import type { Html } from '../page.ts';
import { type GitHubPages, rankWord, said, withdrawnTag } from '../repository/index.ts';

export interface VersionShown {
  readonly isOpen: boolean;
  /** Of the repository's report; of another repository nothing is led to. */
  readonly pages: GitHubPages;
  readonly now: number;
}

/** One release in a line, and behind it the evidence of each join. */
export function versionView(row: LedgerRow, { isOpen, pages, now }: VersionShown): Html {
  const { version, line, publishedAt, rank, withdrawn, signals } = row;
  const at = Date.parse(publishedAt ?? '');
  return html`<li${isOpen ? html` id="version"` : ''}><details class="fold"${isOpen ? html` open` : ''}><summary class="release">
<strong>${visible(version)}</strong>
<span class="quiet">line ${visible(line)}${Number.isNaN(at) ? '' : html`, ${age(at, now)}`}${withdrawnTag(withdrawn)}</span>
<span>${rankWord(rank)}</span>
<span class="joins">${joinNames.map((name) => joinMark(name, row.joins[name].state))}</span>
<span>${signals[0] === undefined ? '' : severityWord(signals[0].severity)}</span>
</summary><div class="inside">
${publishedLine(row)}
${signals.length === 0 ? '' : html`<ul class="bullets">${signals.map(signalItem)}</ul>`}
<dl class="evidence">${joinNames.map((name) => joinItem(name, row.joins[name], pages))}</dl>
${row.quiet.length === 0 ? '' : html`<p class="small quiet">Looks odd and is innocent: ${row.quiet.map((says, index) => html`${index === 0 ? '' : '; '}${said(says, 300)}`)}</p>`}
<p class="small"><a href="?version=${encodeURIComponent(version.toWellFormed())}#version">Address of this release</a></p>
</div></details></li>
`;
}

/** A signal in a sentence, with how grave it is. */
export function signalItem({ id, severity, says, provisional }: Signal): Html {
  const doubt = provisional
    ? html` <span class="quiet">Not settled: evidence that can still come may take it back.</span>`
    : '';
  return html`<li>${severityWord(severity)} <code>${id}</code>: ${said(says)}.${doubt}</li>`;
}

export const joinTitles: Readonly<Record<JoinName, string>> = {
  tag: 'Tag',
  release: 'GitHub release',
  commit: 'Commit',
  run: 'Workflow run',
  attestation: 'Attestation',
  digest: 'Digest',
};

const states: Readonly<Record<JoinState, { readonly sign: MarkName; readonly style: string }>> = {
  proved: { sign: 'pass', style: 'v-pass' },
  missing: { sign: 'not-applicable', style: 'v-not-applicable' },
  contradicted: { sign: 'fail', style: 'v-fail' },
  unknown: { sign: 'unknown', style: 'v-unknown' },
};

function joinMark(name: JoinName, state: JoinState): Html {
  const { sign, style } = states[state];
  return html`<span class="${style}" title="${joinTitles[name]}: ${state}">${mark(sign)}<span class="hidden">${joinTitles[name]} ${state}. </span></span>`;
}

function publishedLine({ publishedAt, by, workflow, holding, repository, withdrawn }: LedgerRow): Html {
  const parts = [
    ...(publishedAt === null ? [] : [html`Published ${publishedAt.slice(0, 16).replace('T', ' ')} UTC`]),
    ...(by === null ? [] : [html`by ${said(by, 200)}`]),
    ...(workflow === null ? [] : [html`from <code>${visible(workflow)}</code>`]),
    ...(holding === undefined ? [] : [html`the job stands in <code>${visible(holding)}</code>`]),
    ...(repository === undefined ? [] : [html`built by <code>${visible(repository)}</code>`]),
    ...(withdrawn === null ? [] : [html`${said(withdrawn, 300)}`]),
  ];
  return html`<p>${parts.map((part, index) => html`${index === 0 ? '' : ', '}${part}`)}</p>`;
}

function joinItem(name: JoinName, { state, value, says }: Join, pages: GitHubPages): Html {
  const { sign, style } = states[state];
  return html`<div><dt>${joinTitles[name]}</dt><dd><span class="word ${style}">${mark(sign)} ${state}</span>${value === null ? '' : html` ${valueOf(name, value, pages)}`} <span class="says">${said(says, 400)}</span></dd></div>
`;
}

/** What it is joined to, as a link where GitHub has a page of it. */
function valueOf(name: JoinName, value: string, pages: GitHubPages): Html | string {
  if (name === 'commit') return pages.commit(value);
  if (name === 'run') return pages.run(value);
  if (name === 'tag') return pages.tag(value);
  return html`<code>${visible(value.length > 90 ? `${value.slice(0, 60)}…` : value)}</code>`;
}
