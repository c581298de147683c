import { afterEach, describe, expect, it, vi } from 'vitest';
import { lookAtPackages } from '../../src/jobs/watch/look.ts';
import type { Exchange } from '../../src/sandbox/sandbox.ts';
import { begins, coinsStory } from './coins-story.ts';
import { expectNothingLost } from './nothing-lost.ts';
import type { Stage } from './stage.ts';
import { only, writesIn } from './use-stage.ts';
import { openWatchedStage, timePasses } from './watched-stage.ts';

/** Five releases by trusted publishing, of which the newest is 1.0.4. */
const story = coinsStory();

const lastRelease = 'Last release: `coins` `1.0.4` on npm';

let stage: Stage;
afterEach(async () => {
  try {
    await expectNothingLost(stage);
  } finally {
    await stage.close();
  }
});

const run = () => only(stage.checkRuns('octo', 'coins'), 'check run');
const words = () => JSON.stringify(run());
const count = (write: RegExp) => writesIn(stage).filter((each) => write.test(each)).length;
const asked = () => stage.sandbox.requests.filter(({ counted }) => counted).length;

describe('on a new installation', () => {
  it('the first check run tells the last release, and all is said once', async () => {
    stage = await openWatchedStage(story, begins);
    const said: Exchange[] = [];
    stage.sandbox.onAnswer((exchange) => {
      if (exchange.method !== 'GET' && exchange.path.includes('/check-runs')) said.push(exchange);
    });
    await stage.sandbox.people.install('octo');
    await stage.settled();

    expect(run()).toMatchObject({ status: 'completed' });
    expect(said[0]).toMatchObject({ method: 'POST', requestBody: { status: 'completed' } });
    expect(JSON.stringify(said[0]?.requestBody)).toContain(lastRelease);
    expect(words()).toContain(lastRelease);
    expect(count(/^POST check-runs/)).toBe(1);
    // It makes it lead to the issue
    expect(count(/^PATCH check-runs/)).toBe(1);
    expect(count(/issues/)).toBe(1);
    expect(stage.issues('octo', 'coins')).toMatchObject([{ writes: 1 }]);
    expect(asked()).toBeLessThanOrEqual(40);
  });

  it('nothing is written after that while nothing happens', async () => {
    stage = await openWatchedStage(story, begins);
    await stage.sandbox.people.install('octo');
    await stage.settled();
    const before = writesIn(stage).length;
    await timePasses(stage, '2026-03-01T00:10:00Z', 60_000);
    expect(writesIn(stage).slice(before)).toEqual([]);
  });
});

describe('where the first look', () => {
  it('takes long, the check run tells the files after a while, and the rest later in the same place', async () => {
    const held = Promise.withResolvers<void>();
    stage = await openWatchedStage(story, begins, {
      handlers: {
        async look(id, signal) {
          await held.promise;
          await lookAtPackages(stage.app.context, id, signal);
        },
      },
    });
    await stage.sandbox.people.install('octo');
    const said = () => stage.checkRuns('octo', 'coins').map(({ status }) => status);
    const waiting = () => stage.app.store.checks.left(Number.MAX_SAFE_INTEGER);
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 10_000 });
    expect(said()).toEqual([]);
    await stage.sandbox.advance(new Date('2026-03-01T00:01:30Z'));
    await vi.waitFor(
      async () => {
        await stage.app.queue.sweep('now');
        expect(said()).toEqual(['completed']);
      },
      { timeout: 20_000, interval: 500 },
    );
    expect(words()).not.toContain(lastRelease);
    expect(run().annotations).toEqual([]);
    expect(stage.issues('octo', 'coins')).toEqual([]);

    held.resolve();
    await stage.settled();
    expect(words()).toContain(lastRelease);
    expect(run().annotations.length).toBeGreaterThan(0);
    expect(count(/^POST check-runs/)).toBe(1);
    expect(stage.issues('octo', 'coins')).toMatchObject([{ writes: 1 }]);
  }, 60_000);

  it('finds no answer, all is told without, once', async () => {
    stage = await openWatchedStage(story, begins);
    stage.sandbox.registries.fault({
      matches: ({ path }) => path.startsWith('/coins'),
      times: 1000,
      kind: { type: 'status', status: 500 },
    });
    await stage.sandbox.people.install('octo');
    await stage.settled();
    expect(run()).toMatchObject({ status: 'completed' });
    expect(words()).not.toContain(lastRelease);
    expect(stage.issues('octo', 'coins')).toMatchObject([{ writes: 1 }]);
  });

  it('fails for good, all is told without', async () => {
    stage = await openWatchedStage(story, begins, {
      handlers: {
        look: () => Promise.reject(new Error('broken')),
      },
    });
    await stage.sandbox.people.install('octo');
    await stage.settled();
    expect(run()).toMatchObject({ status: 'completed' });
    expect(count(/^POST check-runs/)).toBe(1);
    expect(stage.issues('octo', 'coins')).toMatchObject([{ writes: 1 }]);
  }, 60_000);
});
