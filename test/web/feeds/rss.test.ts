import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { rss } from '../../../src/web/feeds/rss.ts';

const hostile = `]]></title><script>alert(1)</script> & "q" 'a' \u0000\u001b[2J\u202e\ufffe\ud800`;

interface Read {
  readonly rss: { readonly channel: { readonly item: readonly unknown[] } };
}

describe('RSS', () => {
  it('is XML whatever the texts hold, and gives them back', () => {
    const text = rss({
      title: hostile,
      link: 'https://mintmark.example/r/o/n',
      self: 'https://mintmark.example/r/o/n/signals.rss?key=1.o.x&y="',
      description: 'plain',
      items: [
        { title: hostile, link: 'https://a.example/?a=1&b=2', description: hostile, category: 'high', id: 'x', at: 0 },
        { title: 'of the package', link: 'https://a.example/', description: '', category: 'low', id: 'y', at: null },
      ],
    });
    expect(XMLValidator.validate(text)).toBe(true);
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e\ufffe]|<script/);
    const read = new XMLParser({ ignoreAttributes: false, parseTagValue: false }).parse(text) as Read;
    expect(read.rss).toMatchObject({
      '@_version': '2.0',
      channel: {
        title: String.raw`]]></title><script>alert(1)</script> & "q" 'a' \x00\x1b[2J\u{202e}\u{d800}`,
        link: 'https://mintmark.example/r/o/n',
        item: [
          { link: 'https://a.example/?a=1&b=2', pubDate: 'Thu, 01 Jan 1970 00:00:00 GMT', guid: { '#text': 'x' } },
          { title: 'of the package', guid: { '#text': 'y', '@_isPermaLink': 'false' } },
        ],
      },
    });
    expect(read.rss.channel.item[1]).not.toHaveProperty('pubDate');
  });
});
