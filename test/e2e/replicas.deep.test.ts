import { afterEach, expect, test } from 'vitest';
import type { RunningApp } from '../../src/app/app.ts';
import { organisation, pressOf, words } from './crash-scenarios.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('of processes that start together one asks for what was not delivered, and all of it is', async () => {
  stage = await openStage(organisation([pressOf('press')]));
  const { people } = stage.sandbox;
  await people.install('octo');
  await stage.settled();
  expect(askedForDeliveries()).toBe(1);
  const port = Number(new URL(stage.app.url).port);
  await stage.app.stop();
  const head = await people.push('octo', 'press', 'main', words('unheard'));

  const ports = [port, 0, 0];
  const apps: RunningApp[] = await Promise.all(ports.map((each) => stage.restart({ port: each, concurrency: 1 })));
  stage.sandbox.state.app.webhookUrl = `${apps[0]?.url ?? ''}/api/github/webhooks`;
  await stage.settled();
  expect(askedForDeliveries()).toBe(2);
  expect(stage.checkRuns('octo', 'press', head)).toMatchObject([{ status: 'completed' }]);
  await expectNothingLost(stage);
});

function askedForDeliveries(): number {
  return stage.sandbox.requests.filter(
    ({ method, path }) => method === 'GET' && path.startsWith('/app/hook/deliveries?'),
  ).length;
}
