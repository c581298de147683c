import { compare, parse, type SemVer } from 'semver';

export interface Retractions {
  /** The module's line is preceded by a comment that starts with `Deprecated:`. */
  readonly isDeprecated: boolean;
  /** Why a version is retracted, empty where no reason is given; null where it is not. */
  reasonFor(version: string): string | null;
}

/** Reads `retract v1.0.0 // why`, `retract [v1.0.0, v1.1.0]`, their block form, and the module's own deprecation. */
export function readRetractions(text: string): Retractions {
  const ranges: Range[] = [];
  let isDeprecated = false;
  let isInside = false;
  let above = '';
  for (const line of text.split('\n', mostLines)) {
    const { code, comment } = parted(line.slice(0, longestLine));
    if (code.startsWith('module ')) isDeprecated ||= `${above} ${comment}`.trim().startsWith('Deprecated:');
    if (isInside && code === ')') isInside = false;
    else if (/^retract\s*\($/.test(code)) isInside = true;
    else if (isInside || code.startsWith('retract ')) {
      const range = rangeOf(code.replace(/^retract\s/, '').trim());
      if (range !== null && ranges.length < mostRanges)
        ranges.push({ ...range, reason: (comment || above).slice(0, longestReason) });
    }
    above = code === '' && comment !== '' ? `${above} ${comment}`.trim().slice(0, longestReason) : '';
  }
  return {
    isDeprecated,
    reasonFor: (version) => {
      const parsed = parse(version);
      return parsed === null ? null : (ranges.find((range) => isWithin(parsed, range))?.reason ?? null);
    },
  };
}

interface Range {
  readonly from: SemVer;
  readonly to: SemVer;
  readonly reason: string;
}

function isWithin(version: SemVer, { from, to }: Range): boolean {
  return compare(version, from) >= 0 && compare(version, to) <= 0;
}

function rangeOf(code: string): Omit<Range, 'reason'> | null {
  const isRange = code.startsWith('[') && code.endsWith(']');
  const [first = '', last = first] = (isRange ? code.slice(1, -1) : code).split(',').map((part) => part.trim());
  const [from, to] = [parse(first), parse(last)];
  return from === null || to === null ? null : { from, to };
}

function parted(line: string): { readonly code: string; readonly comment: string } {
  const at = line.indexOf('//');
  return at === -1
    ? { code: line.trim(), comment: '' }
    : { code: line.slice(0, at).trim(), comment: line.slice(at + 2).trim() };
}

const mostLines = 10_000;
const mostRanges = 200;
const longestLine = 1000;
const longestReason = 500;
