import type { GitHubClient } from './client.ts';

/** One attempt of GitHub's to deliver a webhook. */
export interface HookDelivery {
  readonly id: number;
  /** `X-GitHub-Delivery`: the same for every attempt. */
  readonly guid: string;
  /** Milliseconds since the epoch. */
  readonly deliveredAt: number;
  /** We answered with 2xx. */
  readonly accepted: boolean;
}

/** GitHub keeps deliveries for three days; more than this is an outage that the daily audit makes good. */
const mostPages = 10;

/** The attempts since then, newest first; the client is signed in as the app. Null where GitHub does not tell. */
export async function hookDeliveries(client: GitHubClient, since: number): Promise<readonly HookDelivery[] | null> {
  const deliveries: HookDelivery[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.request('GET /app/hook/deliveries', {
      per_page: 100,
      ...(cursor === null ? {} : { cursor }),
    });
    if (answer.status !== 200 || !Array.isArray(answer.data)) return page === 0 ? null : deliveries;
    const read = answer.data.flatMap(deliveryOf);
    deliveries.push(...read.filter(({ deliveredAt }) => deliveredAt >= since));
    cursor = cursorIn(answer.headers['link']);
    if (cursor === null || read.some(({ deliveredAt }) => deliveredAt < since)) return deliveries;
  }
  return deliveries;
}

/** Asks GitHub to send a delivery once more. True where it will. */
export async function redeliver(client: GitHubClient, id: number): Promise<boolean> {
  const answer = await client.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: id });
  return answer.status === 202;
}

function deliveryOf(item: unknown): HookDelivery[] {
  if (typeof item !== 'object' || item === null) return [];
  const { id, guid, delivered_at, status_code } = item as Record<string, unknown>;
  if (typeof id !== 'number' || typeof guid !== 'string' || typeof delivered_at !== 'string') return [];
  const accepted = typeof status_code === 'number' && status_code >= 200 && status_code < 300;
  return [{ id, guid, deliveredAt: Date.parse(delivered_at), accepted }];
}

function cursorIn(link: string | undefined): string | null {
  const next = link?.split(',').find((part) => part.includes('rel="next"'));
  const url = next === undefined ? null : /<([^<>]*)>/.exec(next)?.[1];
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).searchParams.get('cursor') : null;
}
