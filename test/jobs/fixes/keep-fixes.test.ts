import { expect, it } from 'vitest';
import { GitHubUnavailable } from '../../../src/github/client.ts';
import { keepFixes } from '../../../src/jobs/fixes/keep-fixes.ts';
import type { StoredFix } from '../../../src/store/stored-fixes.ts';

const fingerprint = 'a1'.repeat(16);
const offer = {
  fingerprint,
  control: 'publish-pins',
  safety: 'safe',
  title: 'Pin it',
  first: [],
  also: [],
  diff: '+a\n',
} as const;
const wanted: StoredFix = {
  repositoryId: 7,
  fingerprint,
  control: 'publish-pins',
  title: 'Pin it',
  branch: 'mintmark/fix-publish-pins-a1a1a1a1',
  by: 'ada',
  wantedAt: 1,
  pullNumber: null,
  state: 'wanted',
  reason: null,
  byHand: false,
  written: '',
  baseSha: null,
  heads: [],
  wish: 1,
  isStale: true,
};

type Arguments = Parameters<typeof keepFixes>;

function kept(
  stored: readonly StoredFix[],
  fixerFor: () => Promise<unknown>,
  offers: Arguments[2] = [offer],
  remediation: { readonly settledBy?: 'next-release' } = {},
) {
  const put: StoredFix[] = [];
  const told: string[] = [];
  const work = {
    context: {
      fixerFor,
      store: { fixes: { list: async () => stored, put: async (fix: StoredFix) => void put.push(fix) } },
      log: { error: (_: object, message: string) => void told.push(message) },
    },
    place: { owner: 'acme', repo: 'tools' },
    repository: { id: 7 },
    signal: new AbortController().signal,
  };
  // The finding is there; that its files cannot be read is a failure of our own
  const audited = { report: { findings: [{ fingerprint, remediation }], controls: [] } };
  const result = keepFixes(work as unknown as Arguments[0], audited as unknown as Arguments[1], offers);
  return { result, put, told };
}

const later = new GitHubUnavailable('outage', 5000, 'no answer');

it('shows the change to be copied where nothing may be written', async () => {
  const { lines, trouble } = await kept([], () => Promise.resolve(null)).result;
  expect(lines.get(fingerprint)).toMatchObject({ state: 'to-copy', diff: '+a\n' });
  expect(trouble).toBeNull();
});

it('leaves boxes as they are while it cannot be told, and comes back for what is wanted', async () => {
  const nothing = await kept([], () => Promise.reject(later)).result;
  expect(nothing.lines.get(fingerprint)).toMatchObject({ state: 'offered' });
  expect(nothing.trouble).toBeNull();
  const something = kept([wanted], () => Promise.reject(later));
  expect((await something.result).lines.get(fingerprint)).toMatchObject({ state: 'wanted' });
  expect((await something.result).trouble).toBe(later);
  expect(something.put).toEqual([]);
});

it('shows the pull request below every point that it puts right', async () => {
  const [also, same] = ['b2', 'c3'].map((digits) => digits.repeat(16));
  const open: StoredFix = { ...wanted, state: 'open', pullNumber: 3, isStale: false };
  const offers = [
    { ...offer, also: [also ?? ''] },
    { ...offer, fingerprint: same ?? '' },
  ];
  const { lines } = await kept([open], () => Promise.reject(later), offers).result;
  for (const each of [fingerprint, also, same])
    expect(lines.get(each ?? '')).toMatchObject({ state: 'open', pull: 3, title: 'Pin it' });
});

it('says of a fix that failed that it did, and goes on', async () => {
  const { result, put, told } = kept([wanted], () => Promise.resolve({}));
  const { lines, trouble } = await result;
  expect(lines.get(fingerprint)).toMatchObject({ state: 'refused', reason: expect.stringContaining('its log') });
  expect(trouble).toBeNull();
  expect(put).toMatchObject([{ state: 'refused' }]);
  expect(told).toEqual(['a fix failed']);
});

it('ticks what was merged and waits for the next release, and offers it no more', async () => {
  const settledBy = 'next-release';
  const merged: StoredFix = { ...wanted, state: 'merged', pullNumber: 3, isStale: false };
  const { result, put } = kept([merged], () => Promise.resolve({}), [], { settledBy });
  const { lines } = await result;
  expect([...lines]).toEqual([
    [fingerprint, { state: 'settling', title: 'Pin it', safety: 'safe', pull: 3, settledBy }],
  ]);
  expect(put).toEqual([]);
  expect((await kept([merged], () => Promise.resolve({}), []).result).lines.size).toBe(0);
});
