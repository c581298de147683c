import type { Reply } from '../http/http.ts';
import type { Observation } from '../types/observation.ts';
import type { Changes } from './client.ts';
import { textOf } from './json-answer.ts';
import { unreadable } from './loose-fields.ts';
import { child, children, childText } from './manifests/xml.ts';
import { registryTime } from './registry-time.ts';
import { xmlRoot } from './xml-answer.ts';

export interface FeedItem {
  readonly title: string;
  readonly link: string;
}

/**
 * What an RSS feed of new versions tells after `since`, which is the time and the title of the newest item that was
 * seen. `nameOf` finds the package that an item is about, null for an item that names none.
 */
export function changesOfRss(
  reply: Reply,
  since: string | null,
  nameOf: (item: FeedItem) => string | null,
): Observation<Changes> {
  const text = textOf(reply);
  if (text.state !== 'seen') return text;
  const items = itemsOf(text.value);
  if (items === null) return unreadable('the answer is not an RSS feed', text.source);
  const newest = items.find(({ time }) => time !== null);
  const { fresh, complete } = after(since, items);
  const names = new Set(fresh.flatMap((item) => nameOf(item) ?? []));
  const next = newest === undefined ? (since ?? '') : markOf(newest);
  return { state: 'seen', value: { names: [...names], next, complete }, source: text.source };
}

interface TimedItem extends FeedItem {
  readonly time: string | null;
}

/**
 * Items above the one that was seen last. Where that is gone (its project was removed), those that are not older; the
 * window reaches back to it only when it also holds something older, and something newer.
 */
function after(
  since: string | null,
  items: readonly TimedItem[],
): { readonly fresh: readonly TimedItem[]; readonly complete: boolean } {
  if (since === null) return { fresh: [], complete: true };
  const known = items.findIndex((item) => item.time !== null && markOf(item) === since);
  if (known !== -1) return { fresh: items.slice(0, known), complete: true };
  const time = since.split(' ', 1)[0] ?? '';
  const times = items.flatMap((item) => item.time ?? []);
  return {
    fresh: items.filter((item) => item.time === null || item.time >= time),
    complete: times.some((other) => other < time) && times.some((other) => other >= time),
  };
}

function markOf({ time, title }: TimedItem): string {
  return `${time} ${title}`;
}

/**
 * In the order of the feed, which is newest first; null where the text is no feed. RSS 0.91 and 2.0 alike: warehouse's
 * `templates/rss/base.xml`, crates.io's `sync_updates_feed`.
 */
function itemsOf(text: string): readonly TimedItem[] | null {
  const channel = child(xmlRoot(text, 'rss'), 'channel');
  if (channel === null) return null;
  return children(channel, 'item').map((item) => ({
    title: (childText(item, 'title') ?? '').slice(0, 500),
    link: childText(item, 'link') ?? '',
    time: timeOf(childText(item, 'pubDate') ?? ''),
  }));
}

/** `Sat, 21 Nov 2026 08:30:00 GMT` */
function timeOf(date: string): string | null {
  const time = rfc822.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? null : (registryTime(new Date(time).toISOString())?.iso ?? null);
}

const rfc822 = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC?|[+-]\d{4})$/;
