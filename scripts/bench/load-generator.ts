// Sends webhooks as a process of its own, as its parent orders, and answers with what became of them.
import { createHmac, randomUUID } from 'node:crypto';
import process from 'node:process';
import { fire, type Landing, type Shot } from './load-client.ts';
import type { Template, Templates } from './load-webhooks.ts';

/** What the parent sends. */
export interface LoadOrders {
  readonly ports: readonly number[];
  readonly secret: string;
  /** Of twenty webhooks one leads to an audit. */
  readonly templates: Templates;
  /** Audits that were asked for before: the next one comes first. */
  readonly skip: number;
  readonly count: number;
  /** Over all ports. */
  readonly connections: number;
  readonly opened: boolean;
  /** A second, over all ports; null: as fast as they are answered. */
  readonly rate: number | null;
}

export interface LoadResult {
  readonly seconds: number;
  /** How many answers had each status; 0: none came. */
  readonly statuses: Readonly<Record<string, number>>;
  /** In milliseconds, of all that were answered with 2xx. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** Ids of acknowledged webhooks that something listens to. */
  readonly acknowledged: readonly string[];
}

process.on('message', (orders: LoadOrders) => {
  void send(orders).then((result) => process.send?.(result));
});
// Where the parent has died, nobody else would end it
process.once('disconnect', () => process.exit());
process.send?.('ready');

async function send(orders: LoadOrders): Promise<LoadResult> {
  const { ports, secret, templates, skip, count, connections, opened, rate } = orders;
  const audits = templates.audits.map((template) => signed(template, secret));
  const others = templates.others.map((template) => signed(template, secret));
  const lots = ports.map(() => [] as (Shot & { readonly id: string; readonly heard: boolean })[]);
  for (let at = 0; at < count; at += 1) {
    const isAudit = at % 20 === 0 || others.length === 0;
    const from = isAudit ? audits : others;
    const template = from[isAudit ? (skip + Math.floor(at / 20)) % from.length : at % from.length] as Signed;
    const id = randomUUID();
    lots[at % ports.length]?.push({ id, heard: template.heard, body: template.body, head: headOf(id, template) });
  }
  const began = performance.now();
  const landings = await Promise.all(
    ports.map((port, index) =>
      fire({
        port,
        shots: lots[index] ?? [],
        connections: Math.ceil(connections / ports.length),
        opened,
        rate: rate === null ? null : rate / ports.length,
      }),
    ),
  );
  const seconds = (performance.now() - began) / 1000;
  const acknowledged = lots.flatMap((lot, which) =>
    lot.filter(({ heard }, at) => heard && isGood(landings[which]?.[at])).map(({ id }) => id),
  );
  return { seconds, acknowledged, ...figuresOf(landings.flat()) };
}

function figuresOf(landings: readonly Landing[]) {
  const times = landings
    .filter(isGood)
    .map(({ milliseconds }) => milliseconds)
    .toSorted((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN;
  const byStatus = Object.groupBy(landings, ({ status }) => String(status));
  const statuses = Object.fromEntries(Object.entries(byStatus).map(([status, some]) => [status, some?.length ?? 0]));
  return { statuses, p50: at(0.5), p99: at(0.99), longest: at(1) };
}

function isGood(landing: Landing | undefined): boolean {
  return landing !== undefined && landing.status >= 200 && landing.status < 300;
}

interface Signed {
  readonly event: string;
  readonly heard: boolean;
  readonly body: Buffer;
  readonly signature: string;
}

function signed({ event, heard, body }: Template, secret: string): Signed {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return { event, heard, body: Buffer.from(body), signature };
}

function headOf(id: string, { event, body, signature }: Signed): Buffer {
  return Buffer.from(
    [
      'POST /api/github/webhooks HTTP/1.1',
      'host: 127.0.0.1',
      'user-agent: GitHub-Hookshot/bench',
      'accept: */*',
      'content-type: application/json',
      `content-length: ${body.length}`,
      `x-github-event: ${event}`,
      `x-github-delivery: ${id}`,
      `x-hub-signature-256: sha256=${signature}`,
      '\r\n',
    ].join('\r\n'),
  );
}
