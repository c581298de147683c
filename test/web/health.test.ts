import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMemory } from '../../src/store/open-memory.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { filledAt, fillStore } from './filled-store.ts';
import { showPages } from './shown-pages.ts';

let opened: OpenStore;
const now = filledAt;

beforeAll(async () => {
  opened = await openMemory();
  const { store } = opened;
  await fillStore(opened, { repositories: 8 });
  const work = { kind: 'installation', subject: '77', installationId: 77, tries: 3, parkedAt: now - 60_000 };
  await store.parked.put({ ...work, reason: 'the list names `coin-press/hidden`' });
  await store.parked.put({ ...work, subject: '99', installationId: 99, reason: 'of somebody else' });
  await store.limits.block(77, 'graphql', now + 300_000, 'secondary-limit');
}, 60_000);

afterAll(() => opened?.store.close());

async function show(path: string, ids: readonly number[] | null, isWatching = true): Promise<string> {
  const roles = new Map((ids ?? []).map((id) => [id, 'read' as const]));
  const one = { store: opened.store, now, isWatching };
  const pages = showPages(ids === null ? one : { ...one, roles: () => Promise.resolve(roles) });
  return (await pages.show(path)) ?? '';
}

describe('the page of health', () => {
  test('shows what waits, what failed of the own installations, budgets and versions', async () => {
    const page = await show('/health', null);
    expect(page).toContain('312 jobs wait, 4 under way. 5 pieces of work failed for good, over all installations.');
    expect(page).toContain('the registry did not answer within 30 seconds');
    expect(page).toContain('the list names <code>coin-press/hidden</code>');
    expect(page).toContain('GitHub budget (graphql): GitHub refuses for 5 minutes more');
    expect(page).toContain('the public Sigstore, <time datetime="2026-11-20T08:00:00.000Z"');
    expect(page).toContain('<code>mintmark jobs --retry NUMBER</code>');
    expect(page).not.toContain('of somebody else');
  });

  test('keeps from a person what may name a repository that is not for their eyes', async () => {
    const [first = 0] = await opened.store.repositories.idsOf(77);
    const page = await show('/health', [first]);
    expect(page).toContain('5 pieces of work failed for good');
    expect(page.match(/the registry did not answer/g)).toHaveLength(1);
    expect(page).not.toContain('coin-press/hidden');
  });

  test('says that registries are not asked where they are not', async () => {
    const page = await show('/health', null, false);
    expect(page).toContain('Registries are not asked');
    expect(page).toContain('not loaded: registries are not asked');
  });
});

describe('the first page', () => {
  test('has a line for each installation, of what the person may see', async () => {
    const page = await show('/', null);
    expect(page).toContain('<a href="/o/coin-press">coin-press</a> <span class="tag">audit under way</span>');
    expect(page).toMatch(/\d+ of \d+ packages trusted/);
    expect(await show('/', [])).toContain('nothing published that is known');
  });
});
