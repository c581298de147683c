import { describe, expect, it } from 'vitest';
import type { JobContext } from '../../../src/jobs/context.ts';
import {
  hasLearntSince,
  isSameEvidence,
  knownEvidence,
  lastingPart,
  newestRelease,
} from '../../../src/jobs/watch/evidence.ts';
import { putOffLooks } from '../../../src/jobs/watch/look.ts';
import type { PackageEvidence } from '../../../src/ledger/package-evidence.ts';
import { openTestStore, useStore } from '../../store/databases.ts';

const opened = useStore(openTestStore);
const absent = { state: 'absent', source: 'https://registry.example' } as const;

function evidence(more: Partial<PackageEvidence> = {}): PackageEvidence {
  return { registry: 'npm', name: 'coins', history: absent, advisories: absent, ledger: null, askedAt: 1, ...more };
}

function context(asked = true): JobContext {
  const registries = asked ? {} : null;
  return { store: opened().store, registries, now: () => 1000 } as unknown as JobContext;
}

describe('two looks', () => {
  it('that differ only in when they were made learnt the same', () => {
    expect(isSameEvidence(evidence(), evidence({ askedAt: 2 }))).toBe(true);
    expect(lastingPart(evidence())).not.toHaveProperty('askedAt');
    const ledger = (asked: string) => ({ rows: [], asked }) as unknown as PackageEvidence['ledger'];
    const before = evidence({ ledger: ledger('2026-03-01T00:00:00.000Z') });
    expect(isSameEvidence(before, evidence({ ledger: ledger('2026-03-01T00:10:00.000Z') }))).toBe(true);
  });

  it('learnt the same where one has been stored since', () => {
    const withUndefined = evidence({ history: { ...absent, reason: undefined } as typeof absent });
    expect(isSameEvidence(JSON.parse(JSON.stringify(withUndefined)) as PackageEvidence, withUndefined)).toBe(true);
  });

  it.each<[string, Partial<PackageEvidence>]>([
    ['history', { history: { state: 'unreadable', reason: 'it is down', source: 'https://registry.example' } }],
    ['advisories', { advisories: { state: 'seen', value: [], source: 'https://osv.example' } }],
  ])('that differ in their %s did not', (_, more) => {
    expect(isSameEvidence(evidence(), evidence(more))).toBe(false);
  });

  it('are not compared with none', () => {
    expect(isSameEvidence(null, evidence())).toBe(false);
  });
});

describe('the newest release', () => {
  const rows = (...times: readonly (string | null)[]) =>
    evidence({
      ledger: { rows: times.map((publishedAt) => ({ publishedAt })) } as unknown as PackageEvidence['ledger'],
    });

  it('is the one with the latest time, whatever the order', () => {
    const at = Date.parse('2026-03-02T00:00:00Z');
    expect(newestRelease(rows('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', null, 'soon'))).toBe(at);
  });

  it('is none where none has a time', () => {
    expect([newestRelease(rows(null)), newestRelease(rows()), newestRelease(evidence())]).toEqual([null, null, null]);
  });
});

describe('what is known of the packages of a repository', () => {
  it('is nothing before the first look, nor where registries are not asked', async () => {
    const { packages } = opened().store;
    await packages.follow(1, [{ registry: 'npm', name: 'coins' }], 0);
    expect(await knownEvidence(context(), 1)).toBeNull();
    const [{ id } = { id: 0 }] = await packages.ofRepository(1);
    await packages.looked(id, { at: 50, next: 60, evidence: evidence(), releasedAt: null, changed: true });
    expect(await knownEvidence(context(), 1)).toEqual([evidence()]);
    expect(await knownEvidence(context(false), 1)).toBeNull();
    expect(await knownEvidence(context(), 2)).toBeNull();
    const since = (time: number) => hasLearntSince(context(), 1, time);
    expect([await since(49), await since(50), await since(51)]).toEqual([true, true, false]);
    expect(await hasLearntSince(context(false), 1, 0)).toBe(false);
  });

  it('stays while the repository cannot be looked at, which is tried an hour later', async () => {
    const { packages } = opened().store;
    await packages.follow(
      3,
      [
        { registry: 'npm', name: 'due' },
        { registry: 'npm', name: 'later' },
      ],
      900,
    );
    const [due, later] = await packages.ofRepository(3);
    for (const [each, next] of [
      [due, 950],
      [later, 5000],
    ] as const)
      await packages.looked(each?.id ?? 0, { at: 1, next, evidence: evidence(), releasedAt: 7, changed: false });
    await putOffLooks(context(), 3);
    expect((await packages.ofRepository(3)).map(({ lookAt, evidence: kept }) => [lookAt, kept])).toEqual([
      [1000 + 3_600_000, evidence()],
      [5000, evidence()],
    ]);
  });
});
