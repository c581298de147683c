import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { visible } from '../../reports/text/visible.ts';
import { age, howWord, many, section, table } from '../layout/index.ts';
import { addresses, type Html } from '../page.ts';
import type { PackageRow } from './package-rows.ts';
import { rankWord, withdrawnTag } from './release-words.ts';

export interface PackagesShown {
  readonly owner: string;
  readonly name: string;
  /** From 1. */
  readonly page: number;
  readonly now: number;
}

/** The packages with their last releases, by forties; nothing where files name none. */
export function packagesSection(rows: readonly PackageRow[], { owner, name, page, now }: PackagesShown): Html | string {
  if (rows.length === 0) return '';
  const pages = Math.ceil(rows.length / onePage);
  const at = Math.min(Math.max(1, page), pages);
  const shown = rows.slice((at - 1) * onePage, at * onePage);
  const isOdd = shown.some(({ signals }) => signals > 0);
  return section(
    'packages',
    many(rows.length, 'package'),
    html`${table({
      caption: 'Packages and their last releases',
      columns: [
        { title: 'Package' },
        { title: 'Registry' },
        { title: 'Published by' },
        { title: 'Last release' },
        { title: 'Evidence of it' },
        ...(isOdd ? [{ title: 'Signals', isNumber: true }] : []),
      ],
      rows: shown.map((row) => [
        html`<a href="${addresses.package(owner, name, row.registry, row.name)}">${visible(row.name)}</a>`,
        registryOf(row.registry).title,
        howWord(row.how),
        lastOf(row, now),
        row.last === null ? null : rankWord(row.last.rank),
        ...(isOdd ? [row.signals === 0 ? null : html`<strong class="weak-word">${row.signals}</strong>`] : []),
      ]),
    })}${pages === 1 ? '' : turning(at, pages)}`,
  );
}

const onePage = 40;

function lastOf({ last }: PackageRow, now: number): Html | null {
  if (last === null) return null;
  const at = Date.parse(last.publishedAt ?? '');
  return html`<code>${visible(last.version)}</code>${Number.isNaN(at) ? '' : html` <span class="quiet">${age(at, now)}</span>`}${withdrawnTag(last.withdrawn)}`;
}

function turning(at: number, pages: number): Html {
  const link = (page: number, label: string) => html`<a href="?packages=${page}#packages">${label}</a>`;
  return html`<p class="pages">${at > 1 ? link(at - 1, 'Previous') : ''} Page ${at} of ${pages} ${at < pages ? link(at + 1, 'Next') : ''}</p>`;
}
