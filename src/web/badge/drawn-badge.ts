import { html } from 'hono/html';
import type { BadgeTone, BadgeWords } from './badge-words.ts';
import { textWidth } from './text-width.ts';

/** The badge as SVG: it loads nothing, and its words are text and title, for those who hear it. */
export async function drawnBadge({ label, message, tone }: BadgeWords): Promise<string> {
  const left = sideOf(label);
  const right = sideOf(message);
  const width = left.width + right.width;
  const words = `${label}: ${message}`;
  const drawn =
    await html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20" role="img" aria-labelledby="words"><title id="words">${words}</title><clipPath id="edge"><rect width="${width}" height="20" rx="3"/></clipPath><g clip-path="url(#edge)"><rect width="${left.width}" height="20" fill="#4a4a4a"/><rect x="${left.width}" width="${right.width}" height="20" fill="${fills[tone]}"/></g><g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" text-anchor="middle" aria-hidden="true"><text x="${left.width / 2}" y="14" textLength="${left.text}">${label}</text><text x="${left.width + right.width / 2}" y="14" textLength="${right.text}">${message}</text></g></svg>`;
  return `${drawn.toString()}\n`;
}

function sideOf(text: string): { readonly text: number; readonly width: number } {
  const width = textWidth(text);
  return { text: width, width: width + 2 * padding };
}

const padding = 6;

/** White words can be read on each of them. */
const fills: Readonly<Record<BadgeTone, string>> = {
  good: '#1f7a3d',
  fair: '#8a6100',
  poor: '#b3261e',
  unknown: '#5f6670',
};
