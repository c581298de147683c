import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byToken, coinsStory } from './coins-story.ts';
import { rows } from './nothing-lost.ts';
import type { Stage } from './stage.ts';
import { only, writesIn } from './use-stage.ts';
import { openWatchedStage, timePasses } from './watched-stage.ts';

const minute = 60_000;
const permissions = { checks: 'write', contents: 'read', issues: 'write', metadata: 'read' } as const;

/** A package that has always come by trusted publishing, and one release by a stolen token. */
const story = coinsStory([byToken('1.0.5', '2026-03-01T01:00:00Z')], '1.0.5');

describe('an incident, while nothing changes on the registry', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openWatchedStage(story, '2026-03-01T00:00:00Z');
    await stage.sandbox.people.install('octo', { permissions });
    await stage.settled();
    await timePasses(stage, '2026-03-01T00:58:00Z');
    await timePasses(stage, '2026-03-01T01:05:00Z', minute);
  }, 60_000);
  afterAll(() => stage?.close());

  const repository = () => stage.sandbox.repository('octo', 'coins');
  const advisories = () => [...repository().advisories.values()];
  const hints = () => stage.checkRuns('octo', 'coins').filter(({ name }) => name === 'mintmark: security');
  const incident = async () => only(await stage.app.store.incidents.ofRepository(repository().id), 'incident');

  it('that could not be told is told within the hour after the permission for it was granted', async () => {
    expect(await incident()).toMatchObject({ state: 'noticed', place: null });
    expect(advisories()).toEqual([]);
    await stage.sandbox.people.acceptPermissions('octo', { ...permissions, repository_advisories: 'write' });
    await stage.settled();
    await timePasses(stage, '2026-03-01T02:10:00Z', 5 * minute);
    expect(advisories()).toEqual([expect.objectContaining({ state: 'draft' })]);
    expect(await incident()).toMatchObject({ state: 'told' });
  }, 60_000);

  it('costs a few requests an hour, and nothing is written again', async () => {
    const from = stage.sandbox.requests.length;
    await timePasses(stage, '2026-03-01T05:10:00Z', 10 * minute);
    expect(writesIn(stage, from)).toEqual([]);
    const counted = stage.sandbox.requests.slice(from).filter((request) => request.counted);
    expect(counted.length).toBeLessThanOrEqual(3 * 9);
  }, 60_000);

  it('that people have closed is over within the hour', async () => {
    for (const advisory of advisories()) advisory.state = 'closed';
    await timePasses(stage, '2026-03-01T06:20:00Z', 10 * minute);
    expect(advisories()).toEqual([expect.objectContaining({ state: 'closed' })]);
    expect(hints()).toEqual([expect.objectContaining({ conclusion: 'success', title: 'Nothing is open' })]);
    const from = stage.sandbox.requests.length;
    await timePasses(stage, '2026-03-01T09:20:00Z', 10 * minute);
    expect(stage.sandbox.requests.slice(from).filter(({ path }) => path.includes('advisories'))).toEqual([]);
  }, 60_000);

  it('is forgotten with its package when the app is uninstalled', async () => {
    const left = async () => {
      const [row] = await rows(
        stage.app,
        'select (select count(*)::int from packages) as packages, (select count(*)::int from incidents) as incidents',
      );
      return row;
    };
    expect(await left()).toEqual({ packages: 1, incidents: 1 });
    await stage.sandbox.people.uninstall('octo');
    await stage.settled();
    expect(await left()).toEqual({ packages: 0, incidents: 0 });
    const asked = stage.sandbox.registries.requests.length;
    await timePasses(stage, '2026-03-02T09:20:00Z');
    expect(stage.sandbox.registries.requests.length).toBe(asked);
    expect(stage.violations()).toEqual([]);
  }, 60_000);
});
