import { beforeAll, describe, expect, it } from 'vitest';
import { feedAlternative } from '../../../src/web/feeds/index.ts';
import { fakeClient } from '../../github/fake-client.ts';
import { openTestStore, useStore } from '../../store/databases.ts';
import { askDocument, testSignatures } from '../asked-documents.ts';
import { type FilledStore, filledAt, fillStore } from '../filled-store.ts';
import { sightOf } from '../shown-pages.ts';

/** `@coin-press/mint` of the first repository has an incident under way. */
const opened = useStore(openTestStore);
let filled: FilledStore;
beforeAll(async () => {
  filled = await fillStore(opened(), { repositories: 12 });
}, 60_000);

/** By repository: what GitHub says that `octocat` may do there. Whoever is not named is not known. */
let rights: Readonly<Record<string, string>> = {};
let personId = 1;
let now = filledAt;
const { client, calls } = fakeClient(({ parameters }) => {
  const { repo } = parameters as { repo: string };
  const right = rights[repo] ?? rights['*'];
  if (right === undefined) return { status: 404, data: { message: 'Not Found' } };
  const order = ['pull', 'triage', 'push', 'maintain', 'admin'];
  const permissions = Object.fromEntries(order.map((each, at) => [each, at <= order.indexOf(right)]));
  return { data: { permission: 'read', role_name: 'read', user: { id: personId, login: 'octocat', permissions } } };
});

function address(scope: Parameters<typeof feedAlternative>[1]): string {
  const [feed] = feedAlternative({ signatures: testSignatures, sight: sightOf({ store: opened().store, now }) }, scope);
  if (feed === undefined) throw new Error('sign-in is set up');
  expect(feed.type).toBe('application/rss+xml');
  return feed.href;
}

/** Five minutes after whatever was asked before. */
async function read(href: string, may: Readonly<Record<string, string>>): Promise<string | null> {
  rights = may;
  now += 5 * 60_000;
  const document = await askDocument(href, { store: opened().store, now, client });
  if (document !== null) expect(document).not.toHaveProperty('publicFor');
  return document?.body ?? null;
}

const mint = { owner: 'coin-press', name: 'mint' };
const grave = /1\.10\.0|tp-lost/;

describe('the feed of a repository', () => {
  it('tells whoever may write of what may be an incident, and others of nothing of that release', async () => {
    expect(await read(address(mint), { mint: 'push' })).toMatch(grave);
    expect(await read(address(mint), { mint: 'maintain' })).toMatch(grave);
    const public_ = await read(address(mint), { mint: 'pull' });
    expect(public_).toContain('<channel>');
    expect(public_).not.toMatch(grave);
    expect(await read(address(mint), {})).toBe(public_);
  });

  it('is not for another person who has the login by now', async () => {
    personId = 2;
    expect(await read(address(mint), { mint: 'admin' })).not.toMatch(grave);
    personId = 1;
  });

  it('of a private one is there only as long as GitHub says so, which is asked every five minutes', async () => {
    const hidden = filled.repositories.find(({ visibility }) => visibility === 'private');
    if (hidden === undefined) throw new Error('there is a private one');
    const feed = address(hidden);
    expect(await read(feed, { [hidden.name]: 'pull' })).toContain('<channel>');
    const asked = calls.length;
    rights = {};
    const again = await askDocument(feed, { store: opened().store, now: now + 299_000, client });
    expect([again?.body.includes('<channel>'), calls.length]).toEqual([true, asked]);
    expect(await read(feed, {})).toBeNull();
    expect(await read(feed, { [hidden.name]: 'pull' })).not.toBeNull();
  });

  it('is there for no other key, nor for what does not exist, and GitHub is not asked', async () => {
    const feed = address(mint);
    const asked = calls.length;
    const key = feed.slice(feed.indexOf('=') + 1);
    for (const other of [
      '/r/coin-press/mint/signals.rss',
      `/r/coin-press/press/signals.rss?key=${key}`,
      `/o/coin-press/signals.rss?key=${key}`,
      feed.replace('octocat', 'mallory'),
      feed.replace('key=1.', 'key=2.'),
      feed.slice(0, -1),
      `${feed}A`,
      address({ owner: 'coin-press', name: 'none' }),
      address({ account: 'nobody' }),
    ])
      expect(await read(other, { '*': 'admin' }), other).toBeNull();
    expect(calls.length).toBe(asked);
    expect(await read(feed.replace('/r/coin-press/mint/', '/r/Coin-Press/MINT/'), { '*': 'pull' })).not.toBeNull();
  });
});

describe('the feed of an account', () => {
  it('has what the person may read of its repositories, and no more', async () => {
    const feed = address({ account: 'coin-press' });
    const all = await read(feed, { '*': 'admin' });
    expect(all).toMatch(grave);
    const hidden = filled.repositories.filter(({ visibility }) => visibility === 'private').map(({ name }) => name);
    const outside = await read(feed, {});
    expect(outside).not.toMatch(grave);
    for (const name of hidden) expect(outside).not.toContain(`/${name}/`);
  });

  it('begins with the repositories whose packages changed last, and is empty where none is known', async () => {
    const { store } = opened();
    const [first, second] = filled.repositories;
    const [followed] = await store.packages.ofRepository(second?.id ?? 0);
    if (first === undefined || followed === undefined) throw new Error('both publish something');
    const look = { next: now, evidence: null, releasedAt: null, changed: true };
    await store.packages.looked(followed.id, { ...look, at: now + 1 });
    expect((await store.packages.changedLast(filled.installation.id, 2))[0]).toBe(second?.id);
    expect(await store.packages.changedLast(filled.installation.id, 100)).toContain(first.id);

    const place = { installationId: 5, owner: 'quiet', archived: false } as const;
    await store.installations.put({ ...filled.installation, id: 5, account: 'quiet' });
    await store.repositories.put({ ...place, id: 50, name: 'words', visibility: 'private' });
    expect(await read(address({ account: 'quiet' }), { words: 'pull' })).toMatch(/<channel>(?!.*<item>)/s);
    expect(await read(address({ account: 'quiet' }), {})).toBeNull();
  });

  it('is gone where the installation is suspended', async () => {
    const { installation } = filled;
    await opened().store.installations.setSuspended(installation.id, true);
    expect(await read(address({ account: 'coin-press' }), { '*': 'admin' })).toBeNull();
    expect(await read(address(mint), { '*': 'admin' })).toBeNull();
    await opened().store.installations.setSuspended(installation.id, false);
  });
});

describe('a question that GitHub cannot answer', () => {
  it('is asked again the next time', async () => {
    const feed = address(mint);
    now += 5 * 60_000;
    const down = { ...client, request: () => Promise.reject(new Error('down')) };
    await expect(askDocument(feed, { store: opened().store, now, client: down })).rejects.toThrow('down');
    rights = { mint: 'admin' };
    expect((await askDocument(feed, { store: opened().store, now, client }))?.body).toMatch(grave);
  });
});
