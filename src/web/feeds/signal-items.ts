import { digestOf } from '../../jobs/digest.ts';
import { registryOf } from '../../registries/index.ts';
import type { Ledger, Signal } from '../../types/ledger.ts';
import { isGrave } from '../../types/severity.ts';
import { addresses } from '../page.ts';
import type { ChannelItem } from './rss.ts';

export interface SignalSource {
  readonly owner: string;
  readonly name: string;
  readonly ledgers: readonly Ledger[];
  /** The reader may be told of what may be an incident under way. */
  readonly isTrusted: boolean;
}

/**
 * The signals of a repository's packages, newest first. Nothing of a release with a grave one is told to whoever may not
 * write to the repository: it may be an incident under way.
 *
 * @param origin where the dashboard is
 */
export function signalItems(source: SignalSource, origin: string): readonly ChannelItem[] {
  return source.ledgers
    .flatMap((ledger) => [
      ...ledger.signals.map((signal) => ({ ledger, signal, version: null, at: null })),
      ...ledger.rows
        .filter(({ signals }) => source.isTrusted || !signals.some(({ severity }) => isGrave(severity)))
        .flatMap(({ signals, version, publishedAt }) =>
          signals.map((signal) => ({ ledger, signal, version, at: timeOf(publishedAt) })),
        ),
    ])
    .filter(({ signal }) => source.isTrusted || !isGrave(signal.severity))
    .map((told) => itemOf(told, source, origin))
    .toSorted(newestFirst);
}

/** Those without a day are about a package as a whole, and come first. */
export function newestFirst(a: ChannelItem, b: ChannelItem): number {
  return (b.at ?? Number.MAX_SAFE_INTEGER) - (a.at ?? Number.MAX_SAFE_INTEGER) || (a.id < b.id ? -1 : 1);
}

interface ToldSignal {
  readonly ledger: Ledger;
  readonly signal: Signal;
  /** Null: of the package as a whole. */
  readonly version: string | null;
  readonly at: number | null;
}

function itemOf(
  { ledger, signal, version, at }: ToldSignal,
  { owner, name }: SignalSource,
  origin: string,
): ChannelItem {
  const { registry, package: packageName } = ledger;
  const what = version === null ? packageName : `${packageName} ${version}`;
  const wait = signal.provisional ? ' Evidence that can still arrive may take this back.' : '';
  return {
    title: `${what} on ${registryOf(registry).title}: ${signal.id} (${signal.severity})`,
    link: `${origin}${addresses.package(owner, name, registry, packageName)}`,
    description: `${signal.says}${wait}`,
    category: signal.severity,
    id: `mintmark:${digestOf([registry, packageName, version, signal.id])}`,
    at,
  };
}

function timeOf(publishedAt: string | null): number | null {
  const time = Date.parse(publishedAt ?? '');
  return Number.isFinite(time) ? time : null;
}
