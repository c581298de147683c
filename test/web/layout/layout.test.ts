import { html } from 'hono/html';
import { describe, expect, test } from 'vitest';
import { severities } from '../../../src/types/severity.ts';
import { verdicts } from '../../../src/types/verdict.ts';
import {
  age,
  bar,
  code,
  frame,
  lasting,
  levelMeter,
  outside,
  sentence,
  severityWord,
  stylesheet,
  table,
  verdictWord,
} from '../../../src/web/layout/index.ts';

const hostile = '"><script>alert(1)</script>';
const now = Date.parse('2026-11-22T12:00:00Z');

describe('the frame', () => {
  const content = {
    title: hostile,
    crumbs: [{ href: '/o/x', label: hostile }],
    content: html`<p>${hostile}</p>`,
    alternatives: [{ href: '/x.csv', type: 'text/csv', title: 'CSV' }],
  };

  test('escapes whatever comes from outside, and holds no script and no style of its own', async () => {
    const text = String(await frame(content, { visitor: { id: 1, login: hostile }, here: '/o/x', version: '1.2.3' }));
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/ style=|<style|\son\w+=/);
    expect(text).toContain('<link rel="alternate" type="text/csv" href="/x.csv" title="CSV">');
    expect(text).toContain('<form class="who" method="post" action="/sign-out">');
  });

  test('leads those who have not signed in back to where they are', async () => {
    const text = String(await frame(content, { visitor: null, here: '/o/x?sort=name&page=2', version: '1.2.3' }));
    expect(text).toContain('href="/sign-in?to=%2Fo%2Fx%3Fsort%3Dname%26page%3D2"');
    expect(text).not.toContain('/sign-out');
  });

  test('asks for one stylesheet, whose name goes with its text and which loads nothing', () => {
    expect(stylesheet.path).toMatch(/^\/style-[0-9a-f]{16}\.css$/);
    expect(stylesheet.text).not.toMatch(/url\((?!#)|@import|https?:/);
    expect(stylesheet.text.length).toBeLessThan(40_000);
  });

  test('has every sign that a word refers to', async () => {
    const text = String(await frame(content, { visitor: null, here: '/', version: '1' }));
    const words = await Promise.all([...verdicts.map(verdictWord), ...severities.map(severityWord)]);
    for (const [, id = ''] of words.join('').matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`<symbol id="${id}"`);
    expect(words.join('').match(/href="#/g)).toHaveLength(verdicts.length + severities.length);
  });
});

describe('what pages are made of', () => {
  test('a table has its headings, and its cells their names for narrow windows', async () => {
    const text = String(
      await table({
        caption: 'Things',
        columns: [
          { title: 'Name', href: '?sort=name', sorted: 'ascending' },
          { title: 'Count', isNumber: true },
          { title: 'Word', isPlain: true },
        ],
        rows: [
          [hostile, 3, 'x'],
          ['b', null, 'y'],
        ],
      }),
    );
    expect(text).toContain('<th scope="col" aria-sort="ascending"><a href="?sort=name">Name</a>');
    expect(text).toContain('<th scope="row">&quot;&gt;&lt;script&gt;');
    expect(text).toContain('<td class="n" data-l="Count">3</td><td>x</td>');
    expect(text).toContain('<td class="n"></td><td>y</td>');
  });

  test('a bar shares its width by the amounts', async () => {
    const parts = [
      { kind: 'trusted', amount: 1 },
      { kind: 'unknown', amount: 0 },
      { kind: 'token', amount: 3 },
    ];
    expect(String(await bar(parts))).toContain(
      '<rect class="f-trusted" x="0%" width="25%" height="100%"/><rect class="f-token" x="25%" width="75%" height="100%"/>',
    );
  });

  test('a level is filled up to the own one and framed up to that of the registries', async () => {
    const text = String(await levelMeter({ level: 1, ceiling: 2 }));
    expect([...text.matchAll(/class="(reached|open|beyond)"/g)].map(([, each]) => each)).toEqual([
      'reached',
      'open',
      'beyond',
    ]);
    expect(text).toContain('1 <span class="quiet">of 2</span>');
  });

  test('a level beyond that of the registries does not read as more than there is', async () => {
    expect(String(await levelMeter({ level: 3, ceiling: 2 }))).toContain(
      '3 <span class="quiet">(registries: 2)</span>',
    );
  });

  test.each([
    [0, 'just now'],
    [-5_000_000, 'just now'],
    [61_000, '1 minute ago'],
    [119 * 60_000, '119 minutes ago'],
    [26 * 3_600_000, '26 hours ago'],
    [3 * 86_400_000, '3 days ago'],
    [800 * 86_400_000, '2 years ago'],
  ])('%i milliseconds ago is %s', async (milliseconds, words) => {
    expect(String(await age(now - milliseconds, now))).toContain(`>${words}</time>`);
  });

  test('what lasts shorter than a minute lasts a minute', () => {
    expect([0, 90_000, 3 * 3_600_000].map(lasting)).toEqual(['1 minute', '2 minutes', '3 hours']);
  });

  test('code is what stands between two backticks, and shows what hides', async () => {
    expect(String(await sentence('run `npm <ci>` now'))).toBe('run <code>npm &lt;ci&gt;</code> now');
    expect(String(await code('a\u202eb'))).toBe('<code>a\\u{202e}b</code>');
  });

  test('only addresses of the web are led to', async () => {
    expect(String(await outside('javascript:alert(1)', 'there'))).toBe('there');
    expect(String(await outside('https://example.com/?a=1&b=2', 'there'))).toBe(
      '<a href="https://example.com/?a=1&amp;b=2" rel="noreferrer">there</a>',
    );
  });
});
