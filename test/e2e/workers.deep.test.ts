import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { RunningApp } from '../../src/app/app.ts';
import { checkRepository } from '../../src/jobs/check-repository.ts';
import type { Urgency } from '../../src/types/urgency.ts';
import { runs } from '../long.ts';
import { organisation, pressOf, words } from './crash-scenarios.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('two processes never work on one repository at once', async () => {
  const running = new Map<number, number>();
  const overlaps: number[] = [];
  const starts = { first: 0, second: 0 };
  const watched = (name: keyof typeof starts, app: () => RunningApp) => ({
    async repository(id: number, signal: AbortSignal, urgency: Urgency) {
      const together = (running.get(id) ?? 0) + 1;
      running.set(id, together);
      if (together > 1) overlaps.push(id);
      starts[name] += 1;
      await checkRepository(app().context, id, signal, urgency);
      running.set(id, (running.get(id) ?? 1) - 1);
    },
  });
  const apps: RunningApp[] = [];
  stage = await openStage(organisation([pressOf('press'), pressOf('vault')]), {
    concurrency: 1,
    handlers: watched('first', () => apps[0] as RunningApp),
  });
  apps.push(stage.app);
  apps.push(await stage.restart({ handlers: watched('second', () => apps[1] as RunningApp) }));
  const { people } = stage.sandbox;
  await people.install('octo');
  const heads: string[] = [];
  for (let number = 0; number < runs(5, 15); number += 1) {
    // The two listen in turns
    stage.sandbox.state.app.webhookUrl = `${apps[number % 2]?.url ?? ''}/api/github/webhooks`;
    const change = { title: `${number}`, branch: `b${number}`, commit: words(`pull ${number}`), by: 'ada' };
    // The other repository keeps one of the two busy, so that both come to work
    const [head, pull] = await Promise.all([
      people.push('octo', 'press', 'main', words(`push ${number}`)),
      people.openPull('octo', 'press', change),
      people.push('octo', 'vault', 'main', words(`push ${number}`)),
    ]);
    heads.push(head, pull.headSha);
  }
  await stage.settled();

  expect(overlaps).toEqual([]);
  expect(starts.first).toBeGreaterThan(0);
  expect(starts.second).toBeGreaterThan(0);
  for (const head of heads) expect(stage.checkRuns('octo', 'press', head)).toMatchObject([{ status: 'completed' }]);
  await expectNothingLost(stage);
});

test('a burst of events makes few audits', async () => {
  let audits = 0;
  stage = await openStage(organisation([pressOf('press')]), {
    handlers: {
      async repository(id, signal, urgency) {
        audits += 1;
        await checkRepository(stage.app.context, id, signal, urgency);
      },
    },
  });
  const { people } = stage.sandbox;
  await people.install('octo');
  await stage.settled();
  audits = 0;
  const pushes = Array.from({ length: 20 }, (_, number) =>
    Promise.all([
      people.push('octo', 'press', 'main', words(`push ${number}`)),
      people.createTag('octo', 'press', `v${number}`),
    ]),
  );
  const last = (await Promise.all(pushes)).at(-1)?.[0] ?? '';
  await stage.settled();

  expect(audits).toBeLessThan(15);
  expect(stage.checkRuns('octo', 'press', last)).toMatchObject([{ status: 'completed' }]);
  await expectNothingLost(stage);
});

test('two processes never look at one repository at once', async () => {
  const running = new Map<number, number>();
  const overlaps: number[] = [];
  const starts = { first: 0, second: 0 };
  const watched = (name: keyof typeof starts) => ({
    async look(id: number) {
      const together = (running.get(id) ?? 0) + 1;
      running.set(id, together);
      if (together > 1) overlaps.push(id);
      starts[name] += 1;
      await sleep(5);
      running.set(id, (running.get(id) ?? 1) - 1);
    },
  });
  stage = await openStage(organisation([pressOf('press')]), { concurrency: 2, handlers: watched('first') });
  const first = stage.app;
  const second = await stage.restart({ handlers: watched('second') });
  for (let time = 0; time < 40; time += 1) {
    await Promise.all([first.queue.look(1), second.queue.look(1), first.queue.look(2 + (time % 3))]);
    await sleep(3);
  }
  await stage.settled();
  expect(overlaps).toEqual([]);
  expect(starts.first).toBeGreaterThan(0);
  expect(starts.second).toBeGreaterThan(0);
});
