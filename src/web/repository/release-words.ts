import { html } from 'hono/html';
import { visible } from '../../reports/text/visible.ts';
import { shorten } from '../../reports/text/width.ts';
import type { TrustRank } from '../../types/ledger-words.ts';
import { rankShape, rankWords } from '../drawing/index.ts';
import type { Html } from '../page.ts';

/** A rank as its shape in timelines and its word; null: the registry does not tell. */
export function rankWord(rank: TrustRank | null): Html {
  return html`<span class="word"><svg class="sample" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">${rankShape(rank)}</svg> ${rank === null ? 'not told' : rankWords[rank]}</span>`;
}

/** `yanked`, `vanished`: without the reason behind it; nothing for a release that is there. */
export function withdrawnTag(withdrawn: string | null): Html | string {
  return withdrawn === null
    ? ''
    : html` <span class="tag">${shorten(visible(withdrawn.split(':')[0] ?? ''), 20)}</span>`;
}
