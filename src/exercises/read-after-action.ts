import { type AfterActionColumn, afterActionColumns, afterActionMarkerPattern } from './after-action-form.ts';

/** One thing that somebody has taken on. */
export interface ActionItem {
  readonly do: string;
  /** GitHub login. */
  readonly by: string;
  /** ISO 8601 day. */
  readonly until: string;
  /** Which exercise it comes from. */
  readonly from: string;
  readonly control: string | null;
  /** 1-based, in the table’s file. */
  readonly line: number;
}

export interface AfterActionReading {
  readonly items: readonly ActionItem[];
  /** Rows with something in them and without an owner or a day: nobody has taken them on. */
  readonly open: readonly { readonly line: number; readonly says: string }[];
  /** What cannot be read, each with its line. */
  readonly mistakes: readonly { readonly line: number; readonly says: string }[];
}

/** Reads a filled-in after-action report. Of what stands outside of the table only the mark of the exercise counts. */
export function readAfterAction(text: string): AfterActionReading {
  const lines = text.slice(0, mostText).split(/\r?\n/);
  const head = lines.findIndex((line) => isHead(cellsOf(line)));
  if (head < 0)
    return {
      items: [],
      open: [],
      mistakes: [{ line: 1, says: `no table with the columns ${afterActionColumns.join(', ')}` }],
    };
  const from = sourceOf(lines);
  const columns = cellsOf(lines[head] ?? '').map((title) => title.toLowerCase());
  const body = lines.slice(head + 2);
  const end = body.findIndex((line) => !line.trim().startsWith('|'));
  const rows = (end < 0 ? body : body.slice(0, end)).slice(0, mostRows);
  const read = rows.map((row, index) => rowOf(row, columns, head + 3 + index, from));
  return {
    items: read.flatMap((each) => (each.kind === 'item' ? [each.item] : [])),
    open: read.flatMap((each) => (each.kind === 'open' ? [{ line: each.line, says: each.says }] : [])),
    mistakes: read.flatMap((each) => (each.kind === 'mistake' ? [{ line: each.line, says: each.says }] : [])),
  };
}

const mostText = 256 * 1024;
const mostRows = 200;

type Row =
  | { readonly kind: 'empty' }
  | { readonly kind: 'item'; readonly item: ActionItem }
  | { readonly kind: 'open' | 'mistake'; readonly line: number; readonly says: string };

function rowOf(row: string, columns: readonly string[], line: number, from: string): Row {
  const cells = cellsOf(row);
  const cell = (name: AfterActionColumn) => cells[columns.indexOf(name.toLowerCase())] ?? '';
  const word = (name: AfterActionColumn) => cell(name).replaceAll('`', '').trim();
  const [action, by, until, control] = [
    cell('Action'),
    word('Owner').replace(/^@/, ''),
    word('Until'),
    word('Control'),
  ];
  const finding = cell('Finding');
  if (action === '' && finding === '') return { kind: 'empty' };
  const what = action === '' ? finding : action;
  if (by === '' || until === '')
    return { kind: 'open', line, says: by === '' ? `nobody owns it: ${what}` : `it has no day: ${what}` };
  if (action === '') return { kind: 'mistake', line, says: `the row has an owner and no action: ${finding}` };
  if (!/^[a-z\d](?:[a-z\d-]{0,38})$/i.test(by)) return { kind: 'mistake', line, says: `${by} is no GitHub login` };
  if (!isDay(until)) return { kind: 'mistake', line, says: `${until} is no day: write it as YYYY-MM-DD` };
  return {
    kind: 'item',
    item: { do: action.slice(0, mostAction), by, until, from, control: control === '' ? null : control, line },
  };
}

/** As long as the policy file takes it. */
const mostAction = 500;

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

function sourceOf(lines: readonly string[]): string {
  const marks = lines.flatMap((line) => afterActionMarkerPattern.exec(line.trim())?.[1] ?? []);
  return marks[0] === undefined ? 'tabletop exercise' : `tabletop exercise ${marks[0]}`;
}

function isHead(cells: readonly string[]): boolean {
  const titles = cells.map((cell) => cell.toLowerCase());
  return afterActionColumns.every((column) => titles.includes(column.toLowerCase()));
}

/** The cells of a row as text, with entities as characters; names in code keep their backticks. */
function cellsOf(line: string): readonly string[] {
  const row = line.trim().slice(0, mostRow);
  if (!row.startsWith('|')) return [];
  const cells = row.slice(1).split(/(?<!\\)\|/);
  if (cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) => plainCell(cell));
}

const mostRow = 8000;

function plainCell(cell: string): string {
  return cell
    .replaceAll('\\|', '|')
    .replace(/&#(\d{1,5});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, ' ')
    .trim();
}
