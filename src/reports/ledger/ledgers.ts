import type { Ledger } from '../../types/ledger.ts';
import { painter } from '../text/paint.ts';
import { visible } from '../text/visible.ts';
import { shorten } from '../text/width.ts';
import { count } from '../text/words.ts';
import { chooseRows } from './choose.ts';
import { legend } from './marks.ts';
import { rowLines } from './rows.ts';
import { faintLines, type Sheet, sentenceLines, signalLines } from './sentences.ts';

export interface LedgerOptions {
  /** Columns; no line is wider. Taken for 40 where it is less. */
  readonly width: number;
  readonly color: boolean;
  /** The newest rows that are shown of each package; older ones only where something does not fit. */
  readonly newest: number;
}

/** Ledgers as a person reads them in a terminal: one table a package, one row a version, and what does not fit. */
export function renderLedgers(ledgers: readonly Ledger[], options: LedgerOptions): string {
  if (ledgers.length === 0) return '';
  const width = Math.max(40, Math.floor(options.width));
  const sheet: Sheet = { width, painter: painter({ color: options.color, links: false }) };
  const tables = ledgers.map((ledger) => ledgerLines(ledger, options.newest, sheet));
  return `${[...tables, faintLines('', legend, sheet)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function ledgerLines(ledger: Ledger, newest: number, sheet: Sheet): readonly string[] {
  const { registry, page, link, habit, signals, notes, asked } = ledger;
  const { rows, hidden, omitted } = chooseRows(ledger, newest);
  const title = shorten(`${visible(ledger.package)} on ${registry}`, sheet.width);
  const minute = asked.slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
  return [
    sheet.painter.paint('heading', title),
    ...faintLines('', `${page} (asked ${minute} UTC)`, sheet),
    ...sentenceLines('', links[link], sheet),
    ...habit.flatMap((says) => sentenceLines('', says, sheet)),
    ...signals.flatMap((signal) => signalLines('', signal, sheet)),
    '',
    ...(rows.length === 0 ? ['No release.'] : rowLines(rows, sheet)),
    ...(hidden === 0 ? [] : faintLines('', `+${count(hidden, 'older release')} without a signal (--limit)`, sheet)),
    ...(omitted === 0 ? [] : faintLines('', `+${count(omitted, 'older release')} not looked at`, sheet)),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.flatMap((says) => faintLines('Note: ', says, sheet)),
  ];
}

const links: Readonly<Record<Ledger['link'], string>> = {
  proved: 'Comes from this repository: proved.',
  claimed: 'Says that it comes from this repository; nothing proves it.',
  contradicted: 'Does not come from this repository, by what its registry says.',
  unknown: 'Whether it comes from this repository is not known.',
};
