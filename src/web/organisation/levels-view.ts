import { html } from 'hono/html';
import { trackSubjects, trackTitles } from '../../reports/levels.ts';
import type { LevelCount } from '../../store/stored-postures.ts';
import { tracks } from '../../types/principle-id.ts';
import { bar, grouped, table } from '../layout/index.ts';
import type { Html } from '../page.ts';

const levels = [0, 1, 2, 3];

/** How many repositories that publish something are on each level of the four tracks. */
export function levelsView(counts: readonly LevelCount[]): Html {
  const amount = (track: string, level: number) =>
    counts.find((count) => count.track === track && count.level === level)?.repositories ?? 0;
  return html`${table({
    caption: 'Repositories by level of each track',
    look: 'shares',
    columns: [
      { title: 'Track' },
      { title: 'Share', head: html`<span class="hidden">Share</span>` },
      ...levels.map((level) => ({
        title: `Level ${level}`,
        head: html`<i class="patch l-${level}"></i> ${level === 0 ? 'Level ' : ''}${level}`,
        isNumber: true,
      })),
    ],
    rows: tracks.map((track) => [
      html`${trackTitles[track]} <span class="about">${trackSubjects[track]}</span>`,
      bar(levels.map((level) => ({ kind: String(level), amount: amount(track, level) }))),
      ...levels.map((level) =>
        amount(track, level) === 0 ? html`<span class="zero">0</span>` : grouped(amount(track, level)),
      ),
    ]),
  })}
<p class="quiet small">Levels 0 to 3 of the Principles for Package Repository Security, of repositories that publish something. What a registry does not offer limits what a repository can reach.</p>`;
}
