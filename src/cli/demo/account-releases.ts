import { legend, marksOf, marksTitle, paintMarks } from '../../reports/ledger/marks.ts';
import type { Style } from '../../reports/text/paint.ts';
import { type Cell, type Column, layOut } from '../../reports/text/table.ts';
import { visible } from '../../reports/text/visible.ts';
import { wrap } from '../../reports/text/wrap.ts';
import type { Ledger, LedgerRow } from '../../types/ledger.ts';
import type { TrustRank } from '../../types/ledger-words.ts';
import type { AccountOptions } from './account.ts';
import type { Played } from './play.ts';

/** The newest release of each package: who made it, and what proves where it came from. */
export function releaseLines({ repositories }: Played, { width, painter }: AccountOptions): readonly string[] {
  const newest = repositories
    .flatMap(({ report }) => report?.releases ?? [])
    .flatMap((ledger) => ledger.rows.slice(0, 1).map((row) => ({ ledger, row })));
  const layout = layOut(
    columns,
    newest.map(({ ledger, row }) => cellsOf(ledger, row)),
    width,
  );
  const table =
    layout === null
      ? newest.flatMap(({ ledger, row }) =>
          wrap(`${visible(ledger.package)} ${visible(row.version)}: ${whoMade(row)}`, width),
        )
      : layout.lines.map((pieces) =>
          pieces
            .map(({ text, style, padding }, index) =>
              index === pieces.length - 1 && text !== marksTitle
                ? paintMarks(text.trimEnd(), painter)
                : painter.paint(style, text) + padding,
            )
            .join('')
            .trimEnd(),
        );
  return [
    painter.paint('heading', `Last releases of ${newest.length} packages, as their registries show them`),
    '',
    ...table,
    '',
    ...wrap(legend, width).map((line) => painter.paint('faint', line)),
  ];
}

const columns: readonly Column[] = [
  { title: 'package', narrowest: 12 },
  { title: 'registry', narrowest: 8 },
  { title: 'release', narrowest: null },
  { title: 'made by', narrowest: 10 },
  { title: marksTitle, narrowest: null },
];

function cellsOf({ registry, package: name }: Ledger, row: LedgerRow): readonly Cell[] {
  const style = row.rank === null ? 'faint' : styles[row.rank];
  return [
    [{ text: visible(name), style: 'strong' }],
    [{ text: registry, style: 'plain' }],
    [{ text: visible(row.version), style: 'plain' }],
    [{ text: whoMade(row), style }],
    [{ text: marksOf(row), style: 'plain', whole: true }],
  ];
}

const styles: Readonly<Record<TrustRank, Style>> = {
  staged: 'good',
  'trusted-publishing': 'good',
  provenance: 'plain',
  none: 'medium',
};

function whoMade({ by, rank }: LedgerRow): string {
  if (rank === 'trusted-publishing') return 'trusted publishing';
  return by === null ? 'not told' : visible(by.replaceAll('`', ''));
}
