import { html } from 'hono/html';
import { besideLevel } from '../../reports/levels.ts';
import type { PostureLevel } from '../../types/posture.ts';
import type { Html } from '../page.ts';

/** The level of a track as three fields, filled up to the project's own, framed up to that of its registries, and in words. */
export function levelMeter(levels: PostureLevel): Html {
  const { level, ceiling } = levels;
  const beside = besideLevel(levels).trim();
  return html`<span class="word"><svg class="meter" viewBox="0 0 34 10" aria-hidden="true">${[1, 2, 3].map(
    (step) =>
      html`<rect class="${step <= level ? 'reached' : step <= (ceiling ?? 0) ? 'open' : 'beyond'}" x="${step * 12 - 11.5}" y=".5" width="9" height="9"/>`,
  )}</svg> ${level}${beside === '' ? '' : html` <span class="quiet">${beside}</span>`}</span>`;
}
