import type { Ledger, LedgerRow } from '../../types/ledger.ts';
import type { TrustRank } from '../../types/ledger-words.ts';
import { trustRanks } from '../../types/ledger-words.ts';
import { isGrave } from '../../types/severity.ts';

/** A release line with its releases over time. */
export interface Lane {
  readonly name: string;
  /** Oldest first. */
  readonly dots: readonly Dot[];
  /** Between which two dots (by the place of the later one) the rank falls. */
  readonly falls: readonly number[];
}

/** One release, or a run of equal ones that stand too near to each other to be told apart. */
export interface Dot {
  /** 0 to 1, from the first release to the last: of the oldest of them. */
  readonly at: number;
  /** Of the newest. */
  readonly until: number;
  /** Of the newest of them. */
  readonly version: string;
  readonly day: string;
  readonly rank: TrustRank | null;
  readonly withdrawn: boolean;
  readonly signal: 'grave' | 'mild' | null;
  readonly releases: number;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Older lines that are left out. */
  readonly left: number;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

/** How many dots there is room for, beside each other in a lane and in all. */
export interface Room {
  readonly across: number;
  readonly inAll: number;
}

/** The releases of a package by line, the line with the newest release first; null where none has a date. */
export function lanesOf({ rows }: Pick<Ledger, 'rows'>, { across, inAll }: Room): Lanes | null {
  const dated = rows.flatMap((row) => {
    const at = Date.parse(row.publishedAt ?? '');
    return Number.isNaN(at) ? [] : [{ row, at }];
  });
  if (dated.length === 0) return null;
  const lines = [...Map.groupBy(dated, ({ row }) => row.line)].toSorted((a, b) => newest(b[1]) - newest(a[1]));
  const shown = lines.slice(0, mostLanes);
  const times = shown.flatMap(([, releases]) => releases.map(({ at }) => at)).toSorted((a, b) => a - b);
  const [from, until] = [times[0] ?? 0, times.at(-1) ?? 0];
  const drawn = (room: number) => shown.map(([name, releases]) => laneOf(name, releases, { from, until, room }));
  let room = across;
  let lanes = drawn(room);
  while (room > 6 && lanes.reduce((sum, { dots }) => sum + dots.length, 0) > inAll) {
    room = Math.floor(room / 1.3);
    lanes = drawn(room);
  }
  return { lanes, left: lines.length - shown.length, from, until };
}

/** 0 to 1, from the first release to the last; where all are of one moment, the last. */
export function placeOf(at: number, { from, until }: Pick<Lanes, 'from' | 'until'>): number {
  return until === from ? 1 : (at - from) / (until - from);
}

const mostLanes = 12;

interface Dated {
  readonly row: LedgerRow;
  readonly at: number;
}

function newest(releases: readonly Dated[]): number {
  return Math.max(...releases.map(({ at }) => at));
}

interface Scale {
  readonly from: number;
  readonly until: number;
  readonly room: number;
}

function laneOf(name: string, releases: readonly Dated[], { from, until, room }: Scale): Lane {
  const inOrder = releases.toSorted((a, b) => a.at - b.at);
  const dots: Dot[] = [];
  for (const { row, at } of inOrder) {
    const dot = dotOf(row, placeOf(at, { from, until }));
    const last = dots.at(-1);
    if (last !== undefined && isAlike(last, dot) && dot.at - last.until < 1 / room)
      dots[dots.length - 1] = { ...dot, at: last.at, releases: last.releases + 1 };
    else dots.push(dot);
  }
  return { name, dots: spread(dots, 1 / room), falls: fallsOf(dots) };
}

function dotOf({ version, rank, withdrawn, signals, publishedAt }: LedgerRow, at: number): Dot {
  const signal = signals.some(({ severity }) => isGrave(severity)) ? 'grave' : signals.length > 0 ? 'mild' : null;
  const day = (publishedAt ?? '').slice(0, 'YYYY-MM-DD'.length);
  return { at, until: at, version, day, rank, withdrawn: withdrawn !== null, signal, releases: 1 };
}

/** What stands out is never folded into what does not. */
function isAlike(a: Dot, b: Dot): boolean {
  return a.rank === b.rank && a.signal === b.signal && a.withdrawn === b.withdrawn;
}

/** Moved to the right where one would lie on the other, and back from the end where that runs out of room. */
function spread(dots: readonly Dot[], step: number): readonly Dot[] {
  // A run takes two places, unless it is so short that one shows it
  const places = dots.flatMap(({ at, until }) => (until - at < step ? [at] : [at, until]));
  const least = Math.min(step, 1 / Math.max(1, places.length - 1));
  for (let index = 1; index < places.length; index++)
    places[index] = Math.max(places[index] ?? 0, (places[index - 1] ?? 0) + least);
  for (let index = places.length - 1, most = 1; index >= 0; index--, most -= least)
    places[index] = Math.min(places[index] ?? 0, most);
  let next = 0;
  return dots.map((dot) => {
    const at = places[next++] ?? 0;
    return { ...dot, at, until: dot.until - dot.at < step ? at : (places[next++] ?? at) };
  });
}

/** Where the rank is lower than that of the last release before, as far as it is known. */
function fallsOf(dots: readonly Dot[]): readonly number[] {
  const falls: number[] = [];
  let before: TrustRank | null = null;
  for (const [index, { rank }] of dots.entries()) {
    if (rank === null) continue;
    if (before !== null && trustRanks.indexOf(rank) < trustRanks.indexOf(before)) falls.push(index);
    before = rank;
  }
  return falls;
}
