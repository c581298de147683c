import { html, raw } from 'hono/html';
import { stretchesOf } from '../../reports/text/marked.ts';
import { visible } from '../../reports/text/visible.ts';
import type { Block, Paper } from './paper.ts';
import { style } from './style.ts';

type Html = ReturnType<typeof html>;

/** The paper as one page without scripts and without anything from elsewhere, made to be printed on A4 or Letter. */
export async function paperHtml({ title, audience, blocks }: Paper): Promise<string> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${plainly(title)}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${inline(title)}</h1>
<p class="audience">${inline(audience)}</p>
${sections(blocks).map((section) => html`<section>${section.map(blockHtml)}</section>\n`)}</main>
</body>
</html>
`;
  return (await page).toString();
}

/** What stands between two page breaks. */
function sections(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const parts: Block[][] = [[]];
  for (const block of blocks)
    if (block.kind === 'break') parts.push([]);
    else parts.at(-1)?.push(block);
  return parts;
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? html`<h2>${inline(block.text)}</h2>\n` : html`<h3>${inline(block.text)}</h3>\n`;
    case 'text':
      return html`<p>${inline(block.text)}</p>\n`;
    case 'label':
      return html`<p class="label">${inline(block.text)}</p>\n`;
    case 'quote':
      return html`<blockquote>${inline(block.text)}</blockquote>\n`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${inline(item)}</li>`)}</ul>\n`;
    case 'table':
      return html`<table><thead><tr>${block.titles.map((each) => html`<th scope="col">${inline(each)}</th>`)}</tr></thead><tbody>${block.rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`)}</tbody></table>\n`;
    case 'room':
      return html`<div class="room" aria-hidden="true">${Array.from({ length: block.lines }, () => html`<div></div>`)}</div>\n`;
    case 'break':
      return html``;
  }
}

/** A sentence with its code set off; everything in it is escaped. */
function inline(sentence: string): readonly (Html | string)[] {
  return stretchesOf(shown(sentence)).map((stretch) =>
    stretch.isCode ? html`<code>${stretch.text}</code>` : stretch.text,
  );
}

function plainly(sentence: string): string {
  return shown(sentence).replaceAll('`', '');
}

function shown(sentence: string): string {
  return visible(sentence.length > longest ? `${sentence.slice(0, longest)}…` : sentence);
}

const longest = 2000;
