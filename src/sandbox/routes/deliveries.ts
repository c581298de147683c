import { type Answer, failure, notFound, ok } from '../http/answer.ts';
import type { Call, Route } from '../http/route.ts';
import { deliveryItem, fullDelivery } from '../shapes/app.ts';
import type { SandboxDelivery } from '../state.ts';

/** The app's view of its webhook deliveries. Pages are told apart by a cursor here, not by a number. */
export function deliveryRoutes(redeliver: (delivery: SandboxDelivery) => Promise<void>): readonly Route[] {
  return [
    { by: 'app', method: 'GET', path: '/app/hook/deliveries', handle: listDeliveries },
    {
      by: 'app',
      method: 'GET',
      path: '/app/hook/deliveries/{delivery_id}',
      handle(call) {
        const delivery = find(call);
        return delivery === undefined ? notFound : ok(fullDelivery(call.world, delivery));
      },
    },
    {
      by: 'app',
      method: 'POST',
      path: '/app/hook/deliveries/{delivery_id}/attempts',
      handle(call) {
        const delivery = find(call);
        if (delivery === undefined) return notFound;
        void redeliver(delivery);
        return { status: 202, body: {} };
      },
    },
  ];
}

function find({ world, parameter }: Call): SandboxDelivery | undefined {
  return world.state.deliveries.find(({ id }) => id === Number(parameter('delivery_id')));
}

/** Newest first; a cursor names the last delivery of the page before. */
function listDeliveries(call: Call): Answer {
  const { query, world } = call;
  const size = Math.min(Math.max(Number(query.get('per_page') ?? 30) || 30, 1), 100);
  const cursor = query.get('cursor');
  const status = query.get('status');
  const newestFirst = world.state.deliveries.toReversed().filter(({ statusCode }) => {
    const isGood = statusCode >= 200 && statusCode < 400;
    return status === null || (status === 'success') === isGood;
  });
  const after = cursor === null ? 0 : newestFirst.findIndex(({ id }) => `v1_${id}` === cursor) + 1;
  if (cursor !== null && after === 0) return failure(422, 'Invalid cursor');
  const page = newestFirst.slice(after, after + size);
  const last = page.at(-1);
  if (last === undefined || after + size >= newestFirst.length) return ok(page.map(deliveryItem));
  const next = new URLSearchParams(query);
  next.set('cursor', `v1_${last.id}`);
  return {
    ...ok(page.map(deliveryItem)),
    headers: { link: `<${world.url}/app/hook/deliveries?${next.toString()}>; rel="next"` },
  };
}
