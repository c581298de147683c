import * as markdown from '../../reports/markdown/block.ts';
import { prose } from '../../reports/markdown/escape.ts';
import type { Block, Paper } from './paper.ts';

/** The paper as Markdown; equal papers give equal text. */
export function paperMarkdown({ title, audience, blocks }: Paper): string {
  const parts = [`# ${prose(title)}`, `*${prose(audience)}*`, ...blocks.flatMap(blockMarkdown)];
  return `${parts.join('\n\n')}\n`;
}

function blockMarkdown(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [`${'#'.repeat(block.level)} ${prose(block.text)}`];
    case 'text':
      return [prose(block.text)];
    case 'label':
      return [`**${prose(block.text)}**`];
    case 'quote':
      return [`> ${prose(block.text)}`];
    case 'list':
      return [block.items.map((item) => `- ${prose(item)}`).join('\n')];
    case 'table':
      return [
        markdown.table(
          block.titles,
          block.rows.map((cells) => cells.map((cell) => prose(cell))),
        ),
      ];
    case 'room':
      return [];
    case 'break':
      return ['---'];
  }
}
