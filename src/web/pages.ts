/** Whether this process can do its work, and if not, why. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

export interface PageSources {
  readonly ready: () => Promise<Readiness>;
  /** What Prometheus reads. */
  readonly metrics: () => Promise<string>;
}

export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** The page at a path; null where there is none. */
export async function pageAt(path: string, sources: PageSources): Promise<Page | null> {
  return (await pages.get(path)?.(sources)) ?? null;
}

/** Sent with every answer. Nothing here is meant to be framed, sniffed, cached or to load anything. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const pages: ReadonlyMap<string, (sources: PageSources) => Promise<Page>> = new Map([
  ['/healthz', () => Promise.resolve(text(200, 'alive'))],
  ['/readyz', readyPage],
  ['/metrics', metricsPage],
]);

async function readyPage({ ready }: PageSources): Promise<Page> {
  const readiness = await ready();
  return readiness.ready ? text(200, 'ready') : text(503, `not ready: ${readiness.reason}`);
}

async function metricsPage({ metrics }: PageSources): Promise<Page> {
  return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: await metrics() };
}

/** A line of plain text as a page. */
export function text(status: number, line: string): Page {
  return { status, type: 'text/plain; charset=utf-8', body: `${line}\n` };
}
