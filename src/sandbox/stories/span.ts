const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `-15m`, `2h`, `9d`. */
export function millisecondsOf(span: string): number {
  return Number(span.slice(0, -1)) * (units[span.slice(-1)] ?? 0);
}

/** The moment so long after another, ISO 8601 in UTC. */
export function after(moment: string, span: string): string {
  return new Date(Date.parse(moment) + millisecondsOf(span)).toISOString();
}
