import { visible } from '../../reports/text/visible.ts';

/** A channel of RSS 2.0. Texts are plain; addresses are whole. */
export interface Channel {
  readonly title: string;
  readonly link: string;
  /** Where the channel itself is read from. */
  readonly self: string;
  readonly description: string;
  readonly items: readonly ChannelItem[];
}

export interface ChannelItem {
  readonly title: string;
  readonly link: string;
  readonly description: string;
  readonly category: string;
  /** The same for the same signal as long as it stands. */
  readonly id: string;
  /** Milliseconds since the epoch; null where no day is known. */
  readonly at: number | null;
}

/** The channel as a feed reader takes it. Everything is escaped, and what XML cannot hold is written out. */
export function rss({ title, link, self, description, items }: Channel): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    '<channel>',
    element('title', title),
    element('link', link),
    element('description', description),
    `<atom:link rel="self" type="application/rss+xml" href="${escaped(self)}"/>`,
    element('ttl', String(minutes)),
    ...items.map(itemElement),
    '</channel>',
    '</rss>',
    '',
  ].join('\n');
}

/** How long a reader may keep it. */
const minutes = 15;

function itemElement({ title, link, description, category, id, at }: ChannelItem): string {
  return [
    '<item>',
    element('title', title),
    element('link', link),
    element('description', description),
    element('category', category),
    `<guid isPermaLink="false">${escaped(id)}</guid>`,
    ...(at === null ? [] : [element('pubDate', new Date(at).toUTCString())]),
    '</item>',
  ].join('');
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

function escaped(text: string): string {
  return visible(text)
    .replaceAll(/[\ufffe\uffff]/g, '')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
