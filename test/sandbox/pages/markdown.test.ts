import { describe, expect, it } from 'vitest';
import { markdown } from '../../../src/sandbox/pages/markdown.ts';

const shown = async (text: string) => String(await markdown(text));

describe('markdown', () => {
  it.each([
    ['<script>alert(1)</script>', 'script'],
    ['<img src=x onerror=alert(1)>', 'img'],
    ['<p onclick="alert(1)" style="color:red">a</p>', 'onclick'],
    ['<p onclick="alert(1)" style="color:red">a</p>', 'style'],
    ['[a](javascript:alert(1))', 'href'],
    ['<a href="javascript:alert(1)">a</a>', 'javascript'],
    ['<a href="//evil.example">a</a>', 'evil'],
    ['<iframe src="https://evil.example"></iframe>', 'iframe'],
    ['<form action="/x"><button>go</button></form>', 'button'],
    ['<style>*{display:none}</style>', 'display'],
    ['<!-- mintmark:v1 key=rollup -->\n\nhello', 'mintmark'],
    ['<svg><a xlink:href="javascript:x">y</a></svg>', 'svg'],
    ['<input type="text" value="name?">', 'input'],
    ['<p class="skip" id="content">a</p>', 'skip'],
  ])('keeps out what GitHub keeps out: %s', async (text, word) => {
    expect(await shown(text)).not.toContain(word);
  });

  it('shows tables, code, folded parts and links', async () => {
    const html = await shown(
      '| a | b |\n| --- | --- |\n| 1 | `2` |\n\n<details>\n<summary>More</summary>\n\n**bold**\n\n</details>\n\nhttps://example.com/x',
    );
    expect(html).toContain('<td><code>2</code></td>');
    expect(html).toMatch(/<details>\s*<summary>More<\/summary>\s*<p><strong>bold<\/strong><\/p>\s*<\/details>/);
    expect(html).toContain('<a href="https://example.com/x" rel="nofollow noreferrer">');
  });

  it('shows tasks as boxes that nobody can tick', async () => {
    const html = await shown('- [ ] **open** one\n\n- [x] done one\n- [y] none');
    const boxes = html.match(/<input[^>]*>/g) ?? [];
    expect(boxes).toHaveLength(2);
    expect(boxes.every((box) => box.includes('disabled'))).toBe(true);
    expect(boxes.map((box) => box.includes('checked'))).toEqual([false, true]);
    expect(html.match(/class="task"/g)).toHaveLength(2);
    expect(html).toContain('[y] none');
  });

  it('disables a box that comes as HTML', async () => {
    expect(await shown('<input type="checkbox">')).toContain('disabled');
  });

  it('puts headings of a text below those of the page', async () => {
    expect(await shown('# One\n\n## Two')).toBe('<h3>One</h3>\n<h3>Two</h3>\n');
  });

  it('is done with hostile nesting before the test runs out of time', async () => {
    const hostile = ['>'.repeat(60_000), '['.repeat(60_000), '<div>'.repeat(12_000), '- '.repeat(30_000)];
    for (const text of hostile) expect(typeof (await shown(text))).toBe('string');
  });
});
