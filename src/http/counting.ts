import type { HttpCounter, ServiceId } from './http.ts';

export interface RequestCount {
  readonly service: ServiceId;
  readonly outcome: Parameters<HttpCounter['asked']>[1];
  readonly requests: number;
  /** Of decompressed bodies. */
  readonly bytes: number;
}

/** Counts in memory what goes out, by service and outcome, for metrics and reckonings. */
export function requestCounts(): { readonly counter: HttpCounter; readonly read: () => readonly RequestCount[] } {
  const counts = new Map<string, RequestCount>();
  return {
    counter: {
      asked(service, outcome, bytes) {
        const key = `${service} ${outcome}`;
        const before = counts.get(key) ?? { service, outcome, requests: 0, bytes: 0 };
        counts.set(key, { service, outcome, requests: before.requests + 1, bytes: before.bytes + bytes });
      },
    },
    read: () => [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count),
  };
}
