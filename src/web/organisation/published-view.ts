import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import type { PackageCount } from '../../store/stored-postures.ts';
import { type PublishedHow, publishedHow } from '../../types/posture.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { bar, type Cell, grouped, howKey, howShort, table } from '../layout/index.ts';
import type { Html } from '../page.ts';
import { listAddress } from './list-address.ts';
import { everything } from './list-query.ts';

type Counts = Readonly<Record<PublishedHow, number>>;

/** Packages by registry, and how they are published: a bar for each, with its numbers beside it. */
export function publishedView(account: string, packages: readonly PackageCount[]): Html {
  const byRegistry = [...Map.groupBy(packages, ({ registry }) => registry)]
    .map(([registry, counts]) => ({ registry, counts: countsOf(counts) }))
    .toSorted((a, b) => sum(b.counts) - sum(a.counts));
  const shown = publishedHow.filter((how) => packages.some((count) => count.how === how && count.packages > 0));
  const all = byRegistry.length > 1 ? [row(html`All`, countsOf(packages), shown, account, null)] : [];
  return html`${table({
    caption: 'Packages by registry, and how they are published',
    look: 'shares',
    columns: [
      { title: 'Registry' },
      { title: 'Packages', isNumber: true },
      { title: 'Share', head: html`<span class="hidden">Share</span>` },
      ...shown.map((how) => ({ title: howShort[how], isNumber: true })),
    ],
    rows: [
      ...byRegistry.map(({ registry, counts }) =>
        row(
          html`<a href="${listAddress(account, { ...everything, registry })}">${registryOf(registry).title}</a>`,
          counts,
          shown,
          account,
          registry,
        ),
      ),
      ...all,
    ],
  })}
${howKey(shown)}`;
}

function row(
  name: Html,
  counts: Counts,
  shown: readonly PublishedHow[],
  account: string,
  registry: RegistryId | null,
): readonly Cell[] {
  return [
    name,
    grouped(sum(counts)),
    bar(publishedHow.map((how) => ({ kind: how, amount: counts[how] }))),
    ...shown.map((how) =>
      counts[how] === 0
        ? html`<span class="zero">0</span>`
        : html`<a href="${listAddress(account, { ...everything, registry, how })}">${grouped(counts[how])}</a>`,
    ),
  ];
}

/** Packages by how they are published, over all registries. */
export function countsOf(packages: readonly Omit<PackageCount, 'registry'>[]): Counts {
  const counts = { trusted: 0, 'job-token': 0, unknown: 0, token: 0 };
  for (const { how, packages: number } of packages) counts[how] += number;
  return counts;
}

export function sum(counts: Counts): number {
  return publishedHow.reduce((total, how) => total + counts[how], 0);
}
