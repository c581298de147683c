import { html } from 'hono/html';
import { visible } from '../../reports/text/visible.ts';
import { count } from '../../reports/text/words.ts';
import type { Ledger } from '../../types/ledger.ts';
import type { TrustRank } from '../../types/ledger-words.ts';
import type { Html } from '../page.ts';
import { asTitle, fitting } from './text-width.ts';
import { type Dot, type Lane, type Lanes, lanesOf, placeOf } from './timeline-lanes.ts';

/** How wide a timeline is drawn, and what it is called among others on the page. */
export interface TimelineForm {
  readonly name: 'wide' | 'narrow';
  readonly width: number;
  /** The most signs it is drawn with. */
  readonly most: number;
}

/** For wide windows and for narrow ones; a stylesheet shows one of them. */
export const timelineForms: readonly TimelineForm[] = [
  { name: 'wide', width: 1180, most: 300 },
  { name: 'narrow', width: 356, most: 120 },
];

/**
 * The releases of a package over time, one lane a release line; null where no release has a date. Ranks are told by
 * shape, a fall of the rank by a broken line and a word, a signal by a triangle above its release.
 */
export function timelinePicture(ledger: Pick<Ledger, 'package' | 'rows'>, form: TimelineForm): Html | null {
  const { name, width } = form;
  const lanes = lanesOf(ledger, { across: Math.floor((width - labels - end) / 13), inAll: form.most });
  if (lanes === null) return null;
  const height = top + lanes.lanes.length * laneHeight + (lanes.left === 0 ? 0 : 18);
  return html`<svg class="releases ${name}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="releases-${name} releases-words-${name}">
<title id="releases-${name}">${asTitle(visible(`Releases of ${ledger.package} by release line`))}</title>
<desc id="releases-words-${name}">${wordsOf(lanes)}</desc>
<defs>${Object.entries(shapes).map(([rank, shape]) => html`<g id="${name}-${rank}">${shape}</g>`)}</defs>
${axis(lanes, form, height)}
${lanes.lanes.map((lane, index) => laneOf(lane, top + index * laneHeight + laneHeight / 2, form))}
${lanes.left === 0 ? '' : html`<g class="lane"><text class="quiet" x="0" y="${height - 4}">${count(lanes.left, 'older line')} not drawn</text></g>`}
</svg>`;
}

/** The shape of a rank around the origin, at most 12 pixels wide. */
export function rankShape(rank: TrustRank | null): Html {
  return shapes[rank ?? 'untold'];
}

/** A square, a disc, a diamond, a ring and a dot: told apart without their colours. */
const shapes: Readonly<Record<TrustRank | 'untold', Html>> = {
  staged: html`<path class="rank staged" d="M-5-5H5V5H-5z"/>`,
  'trusted-publishing': html`<circle class="rank trusted" r="5"/>`,
  provenance: html`<path class="rank provenance" d="M0-6L6 0 0 6-6 0z"/>`,
  none: html`<circle class="rank none" r="4.5"/>`,
  untold: html`<circle class="rank untold" r="3"/>`,
};

export const rankWords: Readonly<Record<TrustRank, string>> = {
  staged: 'staged',
  'trusted-publishing': 'trusted publishing',
  provenance: 'provenance',
  none: 'no evidence',
};

const top = 24;
const laneHeight = 34;
const labels = 74;
const end = 14;

function wordsOf({ lanes, left }: Lanes): string {
  const told = lanes.slice(0, 6).map(({ name, dots, falls }) => {
    const releases = dots.reduce((sum, dot) => sum + dot.releases, 0);
    const fall =
      falls.length === 0 ? '' : `, whose rank falls ${falls.length === 1 ? 'once' : `${falls.length} times`}`;
    return `line ${visible(name)}: ${count(releases, 'release')}${fall}`;
  });
  const more = lanes.length - told.length + left;
  return `${told.join('; ')}${more === 0 ? '' : `; ${count(more, 'more line')}`}. The table below has each release.`;
}

function axis({ from, until }: Lanes, { width }: TimelineForm, height: number): Html {
  return html`<g class="axis">${ticksOf(from, until, width < 600 ? 3 : 8).map(({ at, label }) => {
    const x = xOf(placeOf(at, { from, until }), width);
    const anchor = x > width - 40 ? 'end' : 'middle';
    return html`<path class="grid" d="M${x} ${top - 6}V${height}"/><text x="${anchor === 'end' ? width : x}" y="12" text-anchor="${anchor}">${label}</text>`;
  })}</g>`;
}

interface Tick {
  readonly at: number;
  readonly label: string;
}

/** First days of years, or of months where all lies within two years; few enough to be read. A single day stands alone. */
function ticksOf(from: number, until: number, most: number): readonly Tick[] {
  const isLong = until - from > 2 * 365 * day;
  const first = new Date(from);
  const months = isLong ? 12 : 1;
  const start = isLong
    ? Date.UTC(first.getUTCFullYear() + 1, 0)
    : Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1);
  const ticks: Tick[] = [];
  for (let at = start; at <= until && ticks.length < 1000; at = monthsLater(at, months))
    ticks.push({ at, label: new Date(at).toISOString().slice(0, isLong ? 4 : 7) });
  if (ticks.length === 0) return [{ at: until, label: new Date(until).toISOString().slice(0, 10) }];
  const each = Math.ceil(ticks.length / most);
  return ticks.filter((_, index) => index % each === 0);
}

const day = 86_400_000;

function monthsLater(at: number, months: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months);
}

function xOf(at: number, width: number): number {
  return Math.round((labels + at * (width - labels - end)) * 10) / 10;
}

function laneOf({ name, dots, falls }: Lane, y: number, form: TimelineForm): Html {
  const { width } = form;
  const [first, last] = [xOf(dots[0]?.at ?? 0, width), xOf(dots.at(-1)?.until ?? 0, width)];
  return html`<g class="lane"><text x="0" y="${y + 4}">${fitting(visible(name), labels - 18, 12.5)}</text><path class="rail" d="M${first} ${y}H${last}"/>
${falls.map((index) => fallOf(dots, index, y, width))}
${dots.map((dot) => dotOf(dot, form, y))}</g>
`;
}

function fallOf(dots: readonly Dot[], index: number, y: number, width: number): Html {
  const [x1, x2] = [xOf(dots[index - 1]?.until ?? 0, width), xOf(dots[index]?.at ?? 0, width)];
  const word =
    x2 - x1 > 70
      ? html`<text class="word" x="${(x1 + x2) / 2}" y="${y - 5}" text-anchor="middle">rank falls</text>`
      : '';
  return html`<path class="fall" d="M${x1} ${y}H${x2}"/>${word}`;
}

function dotOf(dot: Dot, { name, width }: TimelineForm, y: number): Html {
  const { rank, withdrawn, signal, releases } = dot;
  const [x, last] = [xOf(dot.at, width), xOf(dot.until, width)];
  const shape = `${name}-${rank ?? 'untold'}`;
  // Nobody points at a place on a phone
  const title = name === 'wide' ? html`<title>${dotWords(dot)}</title>` : '';
  return html`<g>${title}${x === last ? '' : html`<path class="run ${rank ?? 'untold'}" d="M${x} ${y}H${last}"/><use href="#${shape}" x="${last}" y="${y}"/>`}<use href="#${shape}" x="${x}" y="${y}"/>${
    withdrawn ? html`<path class="gone" d="M${x - 6} ${y + 6}l12-12"/>` : ''
  }${signal === null ? '' : html`<path class="signal ${signal}" d="M${x} ${y - 15}l5 8h-10z"/>`}${
    releases === 1
      ? ''
      : html`<text class="many" x="${Math.round((x + last) / 2)}" y="${y + 16}" text-anchor="middle">${releases}</text>`
  }</g>`;
}

function dotWords({ rank, version, day: published, withdrawn, signal, releases }: Dot): string {
  const others = releases === 1 ? '' : ` and ${count(releases - 1, 'release')} before it`;
  const words = [
    `${visible(version)}${others}, ${published}: ${rank === null ? 'not told by the registry' : rankWords[rank]}`,
    ...(withdrawn ? ['withdrawn'] : []),
    ...(signal === null ? [] : ['something does not fit']),
  ];
  return asTitle(words.join(', '));
}
