import { afterEach, describe, expect, it } from 'vitest';
import type { StoredPackage } from '../../src/store/index.ts';
import { isLong } from '../long.ts';
import { begins, coinsStory } from './coins-story.ts';
import { expectNothingLost } from './nothing-lost.ts';
import type { Stage } from './stage.ts';
import { only } from './use-stage.ts';
import { openWatchedStage, timePasses } from './watched-stage.ts';

const minute = 60_000;
const basic = { checks: 'write', contents: 'read', issues: 'write', metadata: 'read' } as const;

/** Releases by trusted publishing, and one more at one in the morning. */
const story = coinsStory(["{ version: 1.0.5, at: '2026-03-01T01:00:00Z' }"]);

let stage: Stage;
afterEach(async () => {
  try {
    await expectNothingLost(stage);
  } finally {
    await stage.close();
  }
});

const repository = () => stage.sandbox.repository('octo', 'coins');
const followed = async (): Promise<StoredPackage> =>
  only(await stage.app.store.packages.ofRepository(repository().id), 'package');
const asked = () => stage.sandbox.registries.requests.filter(({ base }) => base === 'main').length;
const incidents = () => stage.app.store.incidents.ofRepository(repository().id);

async function installed(permissions?: Record<string, 'read' | 'write'>): Promise<void> {
  stage = await openWatchedStage(story, begins);
  await stage.sandbox.people.install('octo', permissions === undefined ? {} : { permissions });
  await stage.settled();
}

describe('what is pushed', () => {
  it.runIf(isLong)(
    'leads to a look a minute later and to one at the end of the hurry, also where there is a feed',
    async () => {
      await installed();
      await timePasses(stage, '2026-03-01T00:20:00Z', 5 * minute);
      const looked: number[] = [];
      const note = async () => {
        const at = ((await followed()).lookedAt ?? 0) - Date.parse('2026-03-01T00:20:00Z');
        if (at > 0 && looked.at(-1) !== at / minute) looked.push(at / minute);
      };
      await stage.sandbox.people.createTag('octo', 'coins', 'moved');
      await stage.settled();
      for (let passed = 1; passed <= 20; passed += 1) {
        await timePasses(stage, new Date(Date.parse('2026-03-01T00:20:00Z') + passed * minute).toISOString());
        await note();
      }
      expect(looked).toEqual([1, 15]);
    },
    60_000,
  );
});

describe('without permissions', () => {
  it('for Actions a release is followed all the same, and what runs would show is unknown', async () => {
    await installed(basic);
    await timePasses(stage, '2026-03-01T00:58:00Z');
    await timePasses(stage, '2026-03-01T01:05:00Z', minute);
    const row = (await followed()).evidence?.ledger?.rows.find(({ version }) => version === '1.0.5');
    expect(row?.joins.attestation.state).toBe('proved');
    expect(row?.joins.run.state).toBe('unknown');
    expect(row?.signals).toEqual([]);
    expect(await incidents()).toEqual([]);
  }, 60_000);

  it('for contents nothing is followed and nothing is told wrongly', async () => {
    await installed({ checks: 'write', issues: 'write', metadata: 'read' });
    await timePasses(stage, '2026-03-01T01:05:00Z');
    expect(await stage.app.store.packages.ofRepository(repository().id)).toEqual([]);
    expect(asked()).toBe(0);
    expect(stage.checkRuns('octo', 'coins')).toMatchObject([{ status: 'completed', conclusion: 'neutral' }]);
  }, 60_000);
});

describe('registries are left alone', () => {
  it('while the app is suspended, and asked afterwards', async () => {
    await installed();
    await stage.sandbox.people.suspend('octo');
    await stage.settled();
    const before = asked();
    await timePasses(stage, '2026-03-01T12:00:00Z', 180 * minute);
    expect(asked()).toBe(before);
    await stage.sandbox.people.unsuspend('octo');
    await stage.settled();
    await timePasses(stage, '2026-03-01T12:05:00Z', minute);
    expect((await followed()).evidence?.ledger?.rows.map(({ version }) => version)).toContain('1.0.5');
    expect(await incidents()).toEqual([]);
  }, 60_000);

  it('about an archived repository', async () => {
    await installed();
    await stage.sandbox.people.archive('octo', 'coins');
    await stage.settled();
    const before = asked();
    await timePasses(stage, '2026-03-01T12:00:00Z', 180 * minute);
    expect(asked()).toBe(before);
  }, 60_000);
});

describe('a package that its registry does not show', () => {
  it.runIf(isLong)(
    'because it is private is none that has vanished',
    async () => {
      stage = await openWatchedStage(story, begins);
      stage.sandbox.registries.fault({
        matches: ({ path }) => path.startsWith('/coins'),
        times: 1000,
        kind: { type: 'status', status: 404 },
      });
      await stage.sandbox.people.install('octo');
      await stage.settled();
      await timePasses(stage, '2026-03-01T08:00:00Z', 60 * minute);
      expect((await followed()).evidence).toMatchObject({ history: { state: 'absent' }, ledger: null });
      expect(await incidents()).toEqual([]);
      const said = JSON.stringify([stage.checkRuns('octo', 'coins'), stage.issues('octo', 'coins')]);
      expect(said).not.toMatch(/vanished|Last release/);
    },
    60_000,
  );
});
