import { beforeEach, describe, expect, it } from 'vitest';
import type { Http, Question, Reply } from '../../../src/http/index.ts';
import type { JobContext } from '../../../src/jobs/context.ts';
import { readFeed } from '../../../src/jobs/watch/feeds.ts';
import { followPackages, hurryPackages } from '../../../src/jobs/watch/follow.ts';
import { rulesNow } from '../../../src/jobs/watch/rules.ts';
import { defaultSchedule } from '../../../src/jobs/watch/schedule.ts';
import { wantLooks } from '../../../src/jobs/watch/want-looks.ts';
import { publicGoodTrust } from '../../../src/provenance/index.ts';
import type { RegistryId } from '../../../src/types/registry-id.ts';
import type { Report } from '../../../src/types/report.ts';
import { openTestStore, useStore } from '../../store/databases.ts';

const minute = 60_000;
const opened = useStore(openTestStore);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What the registry answers next; it is down where there is nothing. */
let answers: ((question: Question) => string | null) | null;
let queued: string[];
let now: number;
let repository = 0;

beforeEach(async () => {
  answers = null;
  queued = [];
  // Tests share a store: what is due for one lies long behind for the next
  now = Date.parse('2026-03-01T00:00:00Z') + repository * 1_000_000_000;
  repository += 1;
  const { installations, repositories } = opened().store;
  const [id, account] = [repository, `account-${repository}`];
  await installations.put({
    id,
    accountId: id,
    account,
    accountType: 'User',
    permissions: {},
    suspended: false,
  });
  await repositories.put({ id, installationId: id, owner: account, name: 'x', visibility: 'public', archived: false });
});

describe('the feed of a registry', () => {
  it('is begun at its end, and then names what is to be looked at', async () => {
    const before = await followed('npm', 'coins', now + 300 * minute);
    answers = () => changes([], '100');
    await readFeed(context(), 'npm');
    expect(await opened().store.watching.cursor('npm')).toEqual({ cursor: '100', at: now });
    expect(queued).toEqual([]);

    now += 2 * minute;
    answers = ({ path }) => (path.includes('since=100') ? changes(['other', 'coins'], '102') : null);
    await readFeed(context(), 'npm');
    expect(await opened().store.watching.cursor('npm')).toEqual({ cursor: '102', at: now });
    expect((await opened().store.packages.get(before))?.lookAt).toBe(now);
    expect(queued).toEqual([`look ${repository}`]);
  });

  it('that was started anew has packages looked at as if there were none', async () => {
    const id = await followed('npm', 'restarted', now + 300 * minute);
    await opened().store.watching.keepCursor('npm', '900', now);
    answers = () => changes([], '3');
    await readFeed(context(), 'npm');
    expect((await opened().store.packages.get(id))?.lookAt).toBeLessThanOrEqual(now + 60 * minute);
    expect(await opened().store.watching.cursor('npm')).toMatchObject({ cursor: '3' });
  });

  it('that cannot be read is no reason to look until it has been so for long', async () => {
    const id = await followed('npm', 'unread', now + 300 * minute);
    await opened().store.watching.keepCursor('npm', '900', now);
    now += 14 * minute;
    await readFeed(context(), 'npm');
    expect((await opened().store.packages.get(id))?.lookAt).toBe(now + 286 * minute);
    now += 2 * minute;
    await readFeed(context(), 'npm');
    expect((await opened().store.packages.get(id))?.lookAt).toBeLessThanOrEqual(now + 60 * minute);
    expect(await opened().store.watching.cursor('npm')).toMatchObject({ cursor: '900' });
    const access = context().registries;
    expect(access !== null && (await rulesNow(context(), access)).feeds.has('npm')).toBe(false);
  });

  it.each(['hex', 'no-registry', 'constructor'])('is none for %s', async (name) => {
    answers = () => 'never asked';
    await readFeed(context(), name);
    expect(queued).toEqual([]);
  });
});

describe('what is due', () => {
  it('is put into the queue once a repository, and feeds where something is followed', async () => {
    await followed('npm', 'one', now);
    await opened().store.packages.follow(
      repository,
      [
        { registry: 'npm', name: 'one' },
        { registry: 'npm', name: 'two' },
      ],
      now,
    );
    await opened().store.watching.keepCursor('npm', '1', now - minute);
    await wantLooks(context());
    expect(queued.filter((each) => each === `look ${repository}`)).toHaveLength(1);
    expect(queued).not.toContain('feed npm');
    expect(queued).not.toContain('feed packagist');

    await opened().store.packages.hurry(repository, now + minute);
    await wantLooks(context());
    expect(queued).toContain('feed npm');
    queued = [];
    now += 2 * minute;
    await wantLooks(context());
    expect(queued).toContain('feed npm');
  });

  it('is nothing where registries are not asked', async () => {
    await followed('npm', 'offline', now);
    await wantLooks({ ...context(), registries: null });
    expect(queued).toEqual([]);
  });
});

describe('packages of a repository', () => {
  it('are followed by its report, those that have a client, and looked at at once', async () => {
    const report = {
      publications: [
        { registry: 'npm', packages: ['coins', 'coins-cli'] },
        { registry: 'ghcr', packages: ['octo/coins'] },
      ],
      packages: [
        { registry: 'npm', name: 'coins', manifest: 'package.json' },
        { registry: 'pypi', name: 'coins', manifest: 'pyproject.toml' },
      ],
    } as unknown as Report;
    await followPackages(context(), repository, report);
    const names = async () =>
      (await opened().store.packages.ofRepository(repository)).map(({ registry, name }) => `${registry} ${name}`);
    expect(await names()).toEqual(['npm coins', 'npm coins-cli', 'pypi coins']);
    expect(queued).toEqual([`look ${repository}`]);
    await followPackages(context(), repository, report);
    expect(queued).toHaveLength(1);
  });

  it('are at most sixty', async () => {
    const packages = Array.from({ length: 200 }, (_, index) => ({ registry: 'hex', name: `p${index}`, manifest: 'm' }));
    await followPackages(context(), repository, { publications: [], packages } as unknown as Report);
    expect(await opened().store.packages.ofRepository(repository)).toHaveLength(60);
  });

  it('are looked at within a minute in a hurry, but not where their registry does not answer', async () => {
    const id = await followed('hex', 'quick', now + 60 * minute);
    await hurryPackages(context(), repository);
    expect(await opened().store.packages.get(id)).toMatchObject({
      lookAt: now + minute,
      hurryUntil: now + defaultSchedule.hurry.lasts,
    });
    const looked = { at: now, next: now + 15 * minute, evidence: null, releasedAt: null, changed: false };
    await opened().store.packages.looked(id, looked);
    await hurryPackages(context(), repository);
    expect(await opened().store.packages.get(id)).toMatchObject({ lookAt: now + 15 * minute });
  });
});

/** A package of the test's repository that was looked at now, and is to be looked at again then. */
async function followed(registry: RegistryId, name: string, next: number): Promise<number> {
  const { packages } = opened().store;
  await packages.follow(repository, [{ registry, name }], next);
  const [{ id } = { id: 0 }] = await packages.ofRepository(repository);
  return id;
}

function changes(names: readonly string[], last: string): string {
  return JSON.stringify({ results: names.map((id, seq) => ({ seq, id, changes: [] })), last_seq: Number(last) });
}

function context(): JobContext {
  const http: Http = {
    async ask(question): Promise<Reply> {
      const source = `https://registry.example${question.path}`;
      const text = answers?.(question) ?? null;
      if (text === null) return { state: 'unavailable', reason: 'it is down', source, until: null };
      const headers = { 'content-type': 'application/json' };
      return { state: 'answered', status: 200, headers, text, source, from: 'network' };
    },
  };
  const registries = { http, trust: () => Promise.resolve(publicGoodTrust()), schedule: defaultSchedule };
  const queue = {
    look: async (id: number) => void queued.push(`look ${id}`),
    feed: async (registry: RegistryId) => void queued.push(`feed ${registry}`),
  };
  const { store } = opened();
  return { store, queue, registries, log: silent, now: () => now } as unknown as JobContext;
}
