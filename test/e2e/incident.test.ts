import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { begins, byToken, coinsStory } from './coins-story.ts';
import type { Stage } from './stage.ts';
import { only } from './use-stage.ts';
import { openWatchedStage, timePasses } from './watched-stage.ts';

const minute = 60_000;

const permissions = {
  checks: 'write',
  contents: 'read',
  issues: 'write',
  metadata: 'read',
  repository_advisories: 'write',
} as const;

/** A package that has always come by trusted publishing, and one release by a stolen token. */
const story = coinsStory([byToken('1.0.5', '2026-03-01T01:00:00Z')], '1.0.5');

describe('a release that did not come from where it should', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openWatchedStage(story, begins);
    await stage.sandbox.people.install('octo', { permissions });
    await stage.settled();
    await until('00:58');
  }, 60_000);
  afterAll(() => stage?.close());

  const until = (time: string, step?: number) => timePasses(stage, `2026-03-01T${time}:00Z`, step);
  const advisories = () => [...stage.sandbox.repository('octo', 'coins').advisories.values()];
  const hints = () => stage.checkRuns('octo', 'coins').filter(({ name }) => name === 'mintmark: security');

  it('is none while releases come from where they should', () => {
    expect(advisories()).toEqual([]);
    expect(hints()).toEqual([]);
  });

  it('is told in a draft advisory within minutes, with what can be done', async () => {
    await until('01:05', minute);
    const advisory = only(advisories(), 'advisory') as ReturnType<typeof advisories>[number];
    expect(advisory).toMatchObject({ state: 'draft', severity: 'critical' });
    expect(advisory.summary).toContain('coins 1.0.5 on npm');
    expect(advisory.description).toContain('`tp-lost`');
    expect(advisory.description).toContain('npm deprecate coins@1.0.5');
    expect(advisory.description).toContain('npm dist-tag add coins@1.0.4 latest');
    expect(Date.parse(advisory.createdAt) - Date.parse('2026-03-01T01:00:00Z')).toBeLessThanOrEqual(5 * minute);
  }, 60_000);

  it('shows in public no more than whom to ask', () => {
    const hint = only(hints(), 'hint') as ReturnType<typeof hints>[number];
    expect(hint).toMatchObject({ status: 'completed', conclusion: 'neutral', title: 'See your security contact' });
    expect(JSON.stringify(hint)).not.toMatch(/coins|1\.0\.5|tp-lost|GHSA/);
    const said = JSON.stringify([stage.checkRuns('octo', 'coins'), stage.issues('octo', 'coins')]);
    expect(said).not.toMatch(/1\.0\.5|tp-lost|GHSA|npm deprecate coins@|did not come from where it should/);
  });

  it('is told once, whatever comes later', async () => {
    await until('03:00', 10 * minute);
    expect(advisories()).toHaveLength(1);
    expect(hints()).toHaveLength(1);
  }, 60_000);

  it('is over when people close it', async () => {
    for (const advisory of advisories()) advisory.state = 'closed';
    const [followed] = await stage.app.store.packages.ofRepository(stage.sandbox.repository('octo', 'coins').id);
    const evidence = followed?.evidence;
    if (followed === undefined || evidence === null || evidence === undefined) throw new Error('nothing is followed');
    // As where the registry shows something else the next time
    const other = { ...evidence, advisories: { state: 'absent', source: evidence.advisories.source } as const };
    const { lookAt: next, releasedAt } = followed;
    const at = evidence.askedAt;
    await stage.app.store.packages.looked(followed.id, { at, next, evidence: other, releasedAt, changed: true });
    await stage.app.store.packages.lookAt([followed.id], stage.app.context.now());
    await stage.app.queue.look(followed.repositoryId);
    await stage.settled();
    expect(advisories()).toEqual([expect.objectContaining({ state: 'closed' })]);
    expect(hints()).toEqual([expect.objectContaining({ conclusion: 'success', title: 'Nothing is open' })]);
    expect(stage.violations()).toEqual([]);
  }, 60_000);
});
