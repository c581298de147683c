import { describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/pypi/client.ts';
import { seen } from '../../../src/types/observation.ts';
import { fakeHttp } from '../replies.ts';

function rss(items: readonly (readonly [name: string, version: string, date: string])[]): string {
  const item = items.map(
    ([name, version, date]) => `<item>
      <title>${name} ${version}</title>
      <link>https://pypi.org/project/${name.toLowerCase()}/${version}/</link>
      <description>A &amp; B</description>
      <pubDate>${date}</pubDate>
    </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://www.rssboard.org/rss-0.91.dtd">
<rss version="0.91"><channel><title>PyPI recent updates</title>${item.join('')}</channel></rss>`;
}

const at = (minute: number) => `Sat, 21 Nov 2026 08:${String(minute).padStart(2, '0')}:00 GMT`;
const items = [
  ['Tin.Mint', '1.2', at(30)],
  ['left', '0.1', at(29)],
  ['right', '2!1.0+x', at(29)],
  ['old', '3', at(1)],
] as const;

async function changes(body: string, since: string | null) {
  return (await client.feed?.changes(since, fakeHttp({ 'pypi main /rss/updates.xml': { body } }))) ?? null;
}

async function value(body: string, since: string | null) {
  const answer = await changes(body, since);
  return answer === null ? undefined : seen(answer);
}

describe('the feed of updates', () => {
  it('begins at the newest item', async () => {
    expect(await value(rss(items), null)).toEqual({
      names: [],
      next: '2026-11-21T08:30:00.000Z Tin.Mint 1.2',
      complete: true,
    });
  });

  it('tells what came after the item seen last, in the form by which PyPI compares names', async () => {
    const since = '2026-11-21T08:29:00.000Z right 2!1.0+x';
    expect(await value(rss(items), since)).toEqual({
      names: ['tin-mint', 'left'],
      next: '2026-11-21T08:30:00.000Z Tin.Mint 1.2',
      complete: true,
    });
  });

  it('goes by the time where that item is gone', async () => {
    const since = '2026-11-21T08:29:00.000Z removed 1.0';
    expect(await value(rss(items), since)).toMatchObject({ names: ['tin-mint', 'left', 'right'], complete: true });
  });

  it.each([
    ['it does not reach back', '2026-11-20T00:00:00.000Z long ago', 4],
    ['it reaches back into the same second only', '2026-11-21T08:01:00.000Z removed 1', 4],
    ['it is behind what was seen', '2026-11-22T00:00:00.000Z ahead 1', 0],
  ])('is not complete where %s', async (_, since, names) => {
    const found = await value(rss(items), since);
    expect(found?.complete).toBe(false);
    expect(found?.names).toHaveLength(names);
  });

  it('is not complete when it is empty, and keeps its place', async () => {
    const since = '2026-11-20T00:00:00.000Z x 1';
    expect(await value(rss([]), since)).toEqual({ names: [], next: since, complete: false });
    expect(await value('<rss><channel></channel></rss>', since)).toMatchObject({ complete: false });
  });

  it('names an item whose time cannot be believed, and leaves out one whose name cannot be', async () => {
    const odd = [
      ['a', '1', 'yesterday'],
      ['b', '1', 'Sat, 21 Nov 9999 08:29:00 GMT'],
      ['x/../y', '1', at(59)],
      ['🍬', '1', at(58)],
    ] as const;
    const since = '2026-11-21T08:30:00.000Z Tin.Mint 1.2';
    expect((await value(rss([...odd, ...items]), since))?.names).toEqual(['a', 'b']);
  });

  it.each([
    ['HTML', '<!doctype html><html><body>busy</body></html>'],
    ['nothing', ''],
    ['JSON', '{"rss":{"channel":{"item":[]}}}'],
    ['what breaks off', rss(items).slice(0, -40)],
    ['a deep nest', `<rss><channel>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</channel></rss>`],
  ])('is unreadable: %s', async (_, body) => {
    expect((await changes(body, null))?.state).toBe('unreadable');
  });

  it('does not expand entities', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">${Array.from(
      { length: 9 },
      (_, level) => `<!ENTITY ${'b'.repeat(level + 1)} "${`&${level === 0 ? 'a' : 'b'.repeat(level)};`.repeat(10)}">`,
    ).join('')}]><rss><channel><item><title>&bbbbbbbbb; 1</title><link>x</link></item></channel></rss>`;
    const answer = await changes(bomb, '2026-11-21T08:30:00.000Z x 1');
    expect(answer?.state === 'seen' ? answer.value.names : []).toEqual([]);
  });
});
