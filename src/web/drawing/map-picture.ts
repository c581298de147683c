import { html } from 'hono/html';
import { count } from '../../reports/text/words.ts';
import type { Report } from '../../types/report.ts';
import type { Html } from '../page.ts';
import { folded } from './map-fold.ts';
import { graphOf, type MapEdge } from './map-graph.ts';
import { ordered } from './map-order.ts';
import { type Layer, layers, mapPaths, type Tone } from './map-paths.ts';
import { type PlacedNode, placed } from './map-place.ts';
import { asTitle, fitting, fittingEnd } from './text-width.ts';

/**
 * How packages come from workflows to their registries, as one drawing in six layers; null where nothing is published.
 * What is weak is told by the style of the line and by a word. For those who cannot see it `mapList` has the same.
 */
export function mapPicture(report: Pick<Report, 'publications' | 'elsewhere'>): Html | null {
  const paths = mapPaths(report);
  if (paths.length === 0) return null;
  const graph = graphOf(folded(paths));
  const { nodes, height } = placed(ordered(graph), graph.edges);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const lines = graph.edges.toSorted((a, b) => drawnLast[a.tone] - drawnLast[b.tone]);
  return html`<svg class="map" viewBox="-1 0 ${width + 2} ${top + height + 2}" role="img" aria-labelledby="map-title map-words">
<title id="map-title">How packages are published</title>
<desc id="map-words">${wordsOf(report)} The list below has the same in words.</desc>
<g class="layers">${layers.map((layer, column) => html`<text x="${columns[column]?.x ?? 0}" y="11">${titles[layer]}</text>`)}</g>
<g class="lines">${lines.map((edge) => line(edge, byId))}</g>
${nodes.map(node)}
</svg>`;
}

const titles: Readonly<Record<Layer, string>> = {
  workflow: 'Workflow',
  job: 'Job',
  step: 'Step',
  credential: 'Credential',
  registry: 'Registry',
  package: 'Package',
};

const gap = 36;
const top = 22;
const shares: Readonly<Record<Layer, number>> = {
  workflow: 150,
  job: 158,
  step: 178,
  credential: 186,
  registry: 128,
  package: 212,
};

const columns = layers.map((layer, index) => ({
  x: layers.slice(0, index).reduce((sum, before) => sum + shares[before] + gap, 0),
  width: shares[layer],
}));

const width = columns.reduce((sum, column) => sum + column.width + gap, -gap);

/** What is weak lies on top. */
const drawnLast: Readonly<Record<Tone, number>> = { plain: 0, unsure: 1, weak: 2 };

function wordsOf({ publications, elsewhere }: Pick<Report, 'publications' | 'elsewhere'>): string {
  const others = elsewhere.length === 0 ? '' : `, and ${count(elsewhere.length, 'step')} that publish elsewhere`;
  return `${count(publications.length, 'publication')}${others}, from workflow, job, step and credential to registry and package.`;
}

function line({ from, to, tone, ways }: MapEdge, byId: ReadonlyMap<string, PlacedNode>): Html | string {
  const [start, end] = [byId.get(from), byId.get(to)];
  const [left, right] = [columns[start?.column ?? -1], columns[end?.column ?? -1]];
  if (start === undefined || end === undefined || left === undefined || right === undefined) return '';
  const [x1, x2] = [left.x + left.width, right.x];
  const [y1, y2] = [middleOf(start), middleOf(end)];
  const bend = (x2 - x1) * 0.55;
  const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  const past = end.stop === null ? `H${right.x + right.width}` : '';
  return html`<path class="${tone}" stroke-width="${thickness(ways)}" d="${path}${past}"/>`;
}

/** Lines that stand for many are thicker, but never so thick that they hide their style. */
function thickness(ways: number): number {
  return Math.round(Math.min(4, 1.4 + Math.log2(ways) / 2.5) * 10) / 10;
}

function middleOf({ y, height }: PlacedNode): number {
  return top + y + height / 2;
}

/** In pixels; of bold text a little more than it has, since it is wider. */
const size = { title: 12.5, note: 11, bold: 12 } as const;
const inset = 8;

function node({ stop, column, y, height }: PlacedNode): Html | string {
  const place = columns[column];
  if (stop === null || place === undefined) return '';
  const room = place.width - inset * 2;
  const [x, text] = [place.x + inset, top + y + (stop.note === null ? 17 : 18)];
  const shown = column === 0 ? fittingEnd(stop.title, room, size.title) : fitting(stop.title, room, size.title);
  const full = stop.note === null ? stop.title : `${stop.title}: ${stop.note}`;
  return html`<g class="node ${stop.tone}"><title>${asTitle(full)}</title><rect x="${place.x}" y="${top + y}" width="${place.width}" height="${height}" rx="3"/><text x="${x}" y="${text}">${shown}</text>${
    stop.note === null
      ? ''
      : html`<text class="note" x="${x}" y="${text + 16}">${fitting(stop.note, room, stop.tone === 'weak' ? size.bold : size.note)}</text>`
  }</g>
`;
}
