import { visible } from '../../reports/text/visible.ts';

/**
 * Rows as RFC 4180 has them, with CRLF. A text that a spreadsheet would take for a formula gets an apostrophe before it:
 * names come from repositories, and whoever opens the file has not written them. What hides or breaks a line is written
 * out.
 */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = visible(value);
  const safe = isFormula(text) ? `'${text}` : text;
  return /[",]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Spreadsheets look behind spaces and quotes, and take the wide forms of the signs, too. */
function isFormula(text: string): boolean {
  return /^[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text);
}
