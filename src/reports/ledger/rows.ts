import type { LedgerRow } from '../../types/ledger.ts';
import type { TrustRank } from '../../types/ledger-words.ts';
import type { Style } from '../text/paint.ts';
import { type Cell, type Column, layOut, type Piece } from '../text/table.ts';
import { visible } from '../text/visible.ts';
import { shorten } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { marksOf, marksTitle, paintMarks } from './marks.ts';
import { faintLines, type Sheet, signalLines } from './sentences.ts';

/** One row a version with what does not fit under it; in words where the table would be too wide. */
export function rowLines(rows: readonly LedgerRow[], sheet: Sheet): readonly string[] {
  if (rows.length === 0) return [];
  const table = layOut(columns, rows.map(cellsOf), sheet.width);
  if (table === null) return rows.flatMap((row) => [...blockLines(row, sheet), ...remarkLines(row, sheet)]);
  const groups: string[][] = [];
  for (const pieces of table.lines) {
    // the marks stand in the first line of each row, and only there
    if (pieces.at(-1)?.text !== '') groups.push([]);
    groups.at(-1)?.push(lineOf(pieces, sheet));
  }
  const [head = [], ...bodies] = groups;
  const remarks = rows.map((row) => remarkLines(row, sheet));
  return [...head, ...bodies.flatMap((body, index) => [...body, ...(remarks[index] ?? [])])];
}

const columns: readonly Column[] = [
  { title: 'version', narrowest: 10 },
  { title: 'date', narrowest: null },
  { title: 'trust', narrowest: null },
  { title: 'by', narrowest: 12 },
  { title: marksTitle, narrowest: null },
];

const ranks: Readonly<Record<TrustRank, { readonly word: string; readonly style: Style }>> = {
  staged: { word: 'staged', style: 'good' },
  'trusted-publishing': { word: 'trusted', style: 'good' },
  provenance: { word: 'provenance', style: 'plain' },
  none: { word: 'none', style: 'faint' },
};

function cellsOf(row: LedgerRow): readonly Cell[] {
  const { word, style } = rankOf(row);
  return [
    [{ text: versionOf(row), style: row.signals.length > 0 ? 'strong' : 'plain' }],
    [{ text: dayOf(row), style: 'plain' }],
    [{ text: word, style }],
    [{ text: byOf(row), style: 'plain' }],
    [{ text: marksOf(row), style: 'plain', whole: true }],
  ];
}

function lineOf(pieces: readonly Piece[], { painter }: Sheet): string {
  return pieces
    .map(({ text, style, padding }, index) => {
      if (index < pieces.length - 1) return painter.paint(style, text) + padding;
      return text === marksTitle ? painter.paint(style, text) : paintMarks(text.trimEnd(), painter);
    })
    .join('')
    .trimEnd();
}

/** The same in words, for a narrow terminal. */
function blockLines(row: LedgerRow, { width, painter }: Sheet): readonly string[] {
  const [top = '', ...rest] = wrap(`${versionOf(row)} ${dayOf(row)}, ${rankOf(row).word}, ${byOf(row)}`, width);
  return [painter.paint('strong', top), ...rest, `  ${paintMarks(marksOf(row).trim(), painter)}`];
}

function remarkLines({ withdrawn, signals, quiet }: LedgerRow, sheet: Sheet): readonly string[] {
  return [
    ...(withdrawn === null ? [] : faintLines('  ', withdrawn, sheet)),
    ...signals.flatMap((signal) => signalLines('  ', signal, sheet)),
    ...quiet.flatMap((says) => faintLines('  innocent: ', says, sheet)),
  ];
}

function versionOf({ version }: LedgerRow): string {
  return shorten(visible(version), 40);
}

function dayOf({ publishedAt }: LedgerRow): string {
  return publishedAt === null ? '–' : visible(publishedAt).slice(0, 'YYYY-MM-DD'.length);
}

function rankOf({ rank }: LedgerRow): { readonly word: string; readonly style: Style } {
  return rank === null ? { word: 'unknown', style: 'faint' } : ranks[rank];
}

/** Names stand plain in a cell. The workflow says more than that it was trusted publishing, which the rank says already. */
function byOf({ by, workflow }: LedgerRow): string {
  const words = (by ?? 'not told').replaceAll('`', '').replace(/, as its attestation proves$/, '');
  const name = workflow?.split('/').at(-1);
  if (name === undefined) return shorten(visible(words), most);
  const isTrusted = words.startsWith(trusted);
  return shorten(visible(isTrusted ? name + words.slice(trusted.length) : `${words}, ${name}`), most);
}

const trusted = 'trusted publishing';
const most = 80;
