import { XMLBuilder } from 'fast-xml-parser';
import type { Answer } from './local-registry.ts';

export interface Feed {
  readonly title: string;
  readonly link: string;
  /** Newest first. */
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  readonly title: string;
  readonly link: string;
  readonly at: number;
  /** Further elements by name. */
  readonly more?: Readonly<Record<string, string>>;
}

/** RSS 2.0. */
export function feed({ title, link, items }: Feed): Answer {
  const channel = {
    title,
    link,
    description: title,
    item: items.map(({ at, more, ...item }) => ({ ...item, ...more, pubDate: new Date(at).toUTCString() })),
  };
  const body = xml({ rss: { '@version': '2.0', '@xmlns:crates': 'https://crates.io/', channel } });
  return { contentType: 'application/rss+xml; charset=utf-8', body, changedAt: items[0]?.at ?? null };
}

/** A document of elements; attributes are written with `@` before their name. */
export function xml(document: unknown): string {
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}
