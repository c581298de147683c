import { describe, expect, it } from 'vitest';
import type { JobContext } from '../../../src/jobs/context.ts';
import { digestContent } from '../../../src/jobs/digest-issue/digest-content.ts';
import type { DigestPlace } from '../../../src/jobs/digest-issue/digest-place.ts';
import { lastMonday } from '../../../src/jobs/digest-issue/tell-digests.ts';
import { openTestStore, useStore } from '../../store/databases.ts';
import { filledAt, fillStore } from '../../web/filled-store.ts';

describe('what a digest is made from', () => {
  const opened = useStore(openTestStore);

  it('depends on who may read where it is written, and is kept for the next one', async () => {
    const { store } = opened();
    const { installation, repositories } = await fillStore(opened(), { repositories: 30 });
    const [mint] = repositories;
    const until = new Date(filledAt + 3 * 86_400_000).toISOString().slice(0, 10);
    const accept = `accept:\n  - { control: publish-environment, reason: alone, by: ada, until: ${until} }\n`;
    await store.policies.keepGood(`organisation:${installation.accountId}`, accept, filledAt);
    const context = { store, now: () => filledAt } as JobContext;
    const contentIn = (visibility: DigestPlace['visibility']) =>
      digestContent(context, installation, { visibility } as DigestPlace, 0);

    const hidden = repositories.filter(({ visibility }) => visibility === 'private').map(({ id }) => id);
    const whole = await contentIn('private');
    expect(whole.told).toEqual(expect.arrayContaining([hidden[0]]));
    expect(whole.incidents).toEqual([`coin-press/${mint?.name}`]);
    expect(whole.ending).toMatchObject([{ repository: null, term: { control: 'publish-environment', until } }]);
    const archived = repositories.filter((each) => each.archived).map(({ id }) => id);
    expect(whole.told.filter((id) => archived.includes(id))).toEqual([]);

    const part = await contentIn('internal');
    expect(part.told.length).toBeGreaterThan(0);
    expect(part.told.filter((id) => hidden.includes(id))).toEqual([]);
    expect(part.now.repositories.map(({ id }) => id)).toEqual(part.told);
    expect(part.incidents).toEqual([]);

    expect(await store.digests.last(installation.id)).toBeNull();
    await store.digests.keep(installation.id, whole.now);
    expect(await store.digests.last(installation.id)).toEqual(whole.now);
    await store.digests.keep(installation.id, part.now);
    expect(await store.digests.last(installation.id)).toEqual(part.now);
    expect(await store.digests.madeAt(installation.id)).toBe(filledAt);
    await store.repositories.remove(part.told[0] ?? 0);
    expect((await store.digests.last(installation.id))?.repositories).toHaveLength(part.told.length - 1);
  });

  it('is due from Monday morning on', () => {
    const monday = Date.parse('2026-11-23T06:00:00Z');
    expect([monday - 1, monday, monday + 6 * 86_400_000].map(lastMonday)).toEqual([
      monday - 7 * 86_400_000,
      monday,
      monday,
    ]);
  });
});
