import type { Report, ReportPublication } from '../../types/report.ts';
import { credentialWords, provenanceWords } from '../summary.ts';
import type { Style } from '../text/paint.ts';
import { type Cell, type Column, layOut, type Piece } from '../text/table.ts';
import { visible } from '../text/visible.ts';
import { displayWidth, shorten } from '../text/width.ts';
import { count, firstOf, shortList } from '../text/words.ts';
import { wrap, wrapAfter } from '../text/wrap.ts';
import { heading, type Page, placeText, placeUrl } from './page.ts';

/** How packages reach their registries: a table, or one block for each where the table would be too wide. */
export function mapLines(report: Report, page: Page): readonly string[] {
  if (report.publications.length === 0) return [];
  const { shown, left } = firstOf(report.publications, 24);
  const notes = [...new Set(shown.map(({ reason }) => reason).filter((reason) => reason !== ''))];
  const rows = shown.map((publication) => rowOf(publication, notes, page));
  const labelWidth = Math.max(...rows.map(({ registry }) => displayWidth(registry)));
  return [
    heading(page, 'How packages are published'),
    ...(tableLines(rows, page) ?? rows.flatMap((row) => blockLines(row, labelWidth, page))),
    ...(left === 0 ? [] : wrap(`+${count(left, 'more publication')}: --format json has all`, page.width)),
    ...notes.flatMap((note, index) =>
      wrapAfter(`[${index + 1}] `, shorten(visible(note), 300), page.width).map((line) =>
        page.painter.paint('faint', line),
      ),
    ),
  ];
}

/** One publication in words. */
interface Row {
  readonly registry: string;
  readonly packages: string;
  readonly place: string;
  readonly placeUrl: string | null;
  readonly job: string;
  readonly credential: string;
  readonly credentialStyle: Style;
  readonly provenance: string;
  readonly environment: string;
}

function rowOf(publication: ReportPublication, notes: readonly string[], page: Page): Row {
  const { workflow, line, confidence, reason } = publication;
  const note = notes.indexOf(reason);
  const doubt = confidence === 'high' ? '' : ` (${confidence} confidence${note < 0 ? '' : ` [${note + 1}]`})`;
  const place = workflow === null ? null : { path: workflow, line: line ?? 1 };
  return {
    registry: publication.registry,
    packages:
      (publication.packages.length === 0
        ? 'packages unknown'
        : shortList(
            publication.packages.map((name) => shorten(visible(name), 60)),
            3,
          )) + doubt,
    place: place === null ? 'no workflow' : placeText(place),
    placeUrl: place === null ? null : placeUrl(place, page),
    job: publication.job === null ? '–' : shorten(visible(publication.job), 40),
    credential: shorten(credentialWords(publication, visible), 80),
    credentialStyle: credentialStyles[publication.auth],
    provenance: provenanceWords(publication),
    environment: publication.environment === null ? 'none' : shorten(visible(publication.environment), 40),
  };
}

const credentialStyles = { 'trusted-publishing': 'good', token: 'medium', unknown: 'plain' } as const;

const columns: readonly Column[] = [
  { title: 'registry', narrowest: null },
  { title: 'packages, from', narrowest: 20 },
  { title: 'job', narrowest: 8 },
  { title: 'credential', narrowest: 10 },
  { title: 'provenance', narrowest: null },
  { title: 'environment', narrowest: 11 },
];

function tableLines(rows: readonly Row[], { width, painter }: Page): readonly string[] | null {
  const layout = layOut(
    columns,
    rows.map((row): readonly Cell[] => [
      [{ text: row.registry, style: 'strong' }],
      [
        { text: row.packages, style: 'plain' },
        { text: row.place, style: 'faint', whole: true, link: row.placeUrl },
      ],
      [{ text: row.job, style: 'plain' }],
      [{ text: row.credential, style: row.credentialStyle }],
      [{ text: row.provenance, style: 'plain' }],
      [{ text: row.environment, style: 'plain' }],
    ]),
    width,
  );
  if (layout === null) return null;
  return layout.lines.map((pieces) => {
    const last = pieces.findLastIndex(({ text }) => text !== '');
    const piece = ({ text, style, link, padding }: Piece, index: number) =>
      painter.paint(style, painter.link(text, link)) + (index === last ? '' : padding);
    return pieces
      .slice(0, last + 1)
      .map(piece)
      .join('');
  });
}

/** The same in words, one publication under the other, for a narrow terminal. */
function blockLines(row: Row, labelWidth: number, { width, painter }: Page): readonly string[] {
  const beside = labelWidth + 2 + displayWidth(row.place) <= width;
  const indent = beside ? labelWidth + 2 : 2;
  const room = width - indent;
  const facts = `${row.credential}, provenance ${row.provenance}, environment ${row.environment}`;
  const lines = [
    ...wrap(row.packages, room),
    ...wrap(row.place, room).map((line) => painter.paint('faint', painter.link(line, row.placeUrl))),
    ...wrap(row.job === '–' ? facts : `job ${row.job}, ${facts}`, room),
  ];
  const label = painter.paint('strong', row.registry);
  const indented = lines.map((line) => ' '.repeat(indent) + line);
  if (!beside) return [label, ...indented];
  return [`${label}${' '.repeat(indent - displayWidth(row.registry))}${lines[0]}`, ...indented.slice(1)];
}
