import { coreValue } from './core-value.ts';

export type Quote = 'plain' | 'single' | 'double';

/** How a scalar may be written where it stands. */
export interface ScalarPlace {
  readonly inFlow: boolean;
  /** The file's own quotes, where some are needed. */
  readonly quote: 'single' | 'double';
}

/** A scalar on one line; a text keeps the quotes that are asked for, and gets some where it would not be read as that text. */
export function writeScalar(
  value: string | number | boolean | null,
  place: ScalarPlace,
  wanted: Quote = 'plain',
): string {
  if (typeof value !== 'string') return String(value);
  if (wanted === 'plain' && isPlain(value, place.inFlow)) return value;
  const quote = wanted === 'plain' ? place.quote : wanted;
  const needsEscapes = unprintable.test(value);
  if (quote === 'single' && !needsEscapes) return `'${value.replaceAll("'", "''")}'`;
  // A backslash or a double quote is easier to read between single quotes.
  if (wanted === 'plain' && !needsEscapes && /["\\]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

/** Whether a text can stand without quotes and is read as the same text, by older readers of YAML as well. */
function isPlain(value: string, inFlow: boolean): boolean {
  if (value === '' || value !== value.trim() || unprintable.test(value)) return false;
  if (typeof coreValue(value) !== 'string' || oldWords.test(value) || oldNumbers.test(value)) return false;
  if (/^[,[\]{}#&*!|>'"%@`=]/.test(value) || /^[-?:](?:\s|$)/.test(value) || /^(?:---|\.\.\.)/.test(value))
    return false;
  if (/:(?:\s|$)/.test(value) || /\s#/.test(value) || value === '<<') return false;
  return !inFlow || !/[,[\]{}]|:$/.test(value);
}

/** What has to be written as escapes. */
const unprintable = /[\p{Cc}\u2028\u2029\ufeff]/u;

const oldWords = /^(?:y|n|yes|no|on|off)$/i;

/** Dates, and numbers with underscores or colons. */
const oldNumbers = /^(?:\d{4}-\d{1,2}-\d{1,2}|[-+]?\d[\d_]*(?::[0-5]?\d)+|[-+]?[\d_]+$)/;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
