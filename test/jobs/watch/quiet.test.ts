import { describe, expect, it } from 'vitest';
import { learntQuietly } from '../../../src/jobs/watch/quiet.ts';
import { defaultSchedule, type LookRules } from '../../../src/jobs/watch/schedule.ts';
import type { PackageEvidence } from '../../../src/ledger/package-evidence.ts';
import type { StoredPackage } from '../../../src/store/store.ts';
import type { RegistryId } from '../../../src/types/registry-id.ts';
import { aHistory, aRelease, saw, unreadable } from '../../ledger/builders.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const askedAt = Date.parse('2026-06-01T00:00:00Z');

const history = saw(aHistory([aRelease({ version: '1.0.0' }), aRelease({ version: '1.1.0' })]));
const advisories = saw([]);
const evidence: PackageEvidence = { registry: 'npm', name: 'lantern', history, advisories, ledger: null, askedAt };

interface Situation {
  /** After GitHub was asked. */
  readonly after?: number;
  readonly before?: Partial<StoredPackage>;
  readonly shown?: Partial<Pick<PackageEvidence, 'history' | 'advisories'>>;
  readonly hasIncident?: boolean;
  readonly repositoryReadAt?: number;
  readonly feeds?: readonly RegistryId[];
}

/** A package whose newest release is a year old, looked at again an hour after GitHub was asked. */
function look(situation: Situation): PackageEvidence | null {
  const { after = hour, before = {}, shown = {}, hasIncident = false, feeds = [] } = situation;
  const rules: LookRules = { schedule: defaultSchedule, feeds: new Set(feeds), followed: new Map() };
  const stored: StoredPackage = {
    id: 1,
    repositoryId: 1,
    registry: 'npm',
    name: 'lantern',
    lookAt: askedAt + after,
    lookedAt: askedAt,
    hurryUntil: 0,
    releasedAt: askedAt - 365 * day,
    changedAt: askedAt - 364 * day,
    failures: 0,
    // As it comes from the store
    evidence: JSON.parse(JSON.stringify(evidence)) as PackageEvidence,
    ...before,
  };
  const glance = { name: { registry: 'npm', name: 'lantern' }, history, advisories, ...shown } as const;
  const times = { now: askedAt + after, repositoryReadAt: situation.repositoryReadAt ?? askedAt };
  return learntQuietly({ before: stored, hasIncident, glance }, rules, times);
}

const another = saw(aHistory([aRelease({ version: '1.1.0' })]));
const provisional = {
  rows: [{ signals: [{ id: 'no-tag-or-release', severity: 'high', says: '', provisional: true }] }],
} as unknown as PackageEvidence['ledger'];

describe('a look at which the registry shows what is known', () => {
  it('learns what is known, and when GitHub was asked stays as it was', () => {
    expect(look({})).toEqual(evidence);
  });

  it.each<[string, Situation]>([
    ['for the first time', { before: { evidence: null } }],
    ['where a version has gone', { shown: { history: another } }],
    ['where the package has gone', { shown: { history: { state: 'absent', source: 'https://registry.example' } } }],
    ['where an advisory has come', { shown: { advisories: unreadable() } }],
    ['after a push, while more may come', { before: { hurryUntil: askedAt + 10 * minute } }],
    ['for what comes late', { before: { releasedAt: askedAt - hour, changedAt: askedAt - 10 * minute } }],
    ['while anything may still be taken back', { before: { evidence: { ...evidence, ledger: provisional } } }],
    ['where the repository was read anew', { repositoryReadAt: askedAt + 1 }],
    ['while somebody waits to hear more', { hasIncident: true }],
    ['before it would be longer than six hours', { after: 5 * hour + 10 * minute }],
    ['where the next look is far away', { feeds: ['npm'] }],
  ])('asks GitHub %s', (_, situation) => {
    expect(look(situation)).toBeNull();
  });

  it.each<[string, Situation]>([
    ['in the fifth hour', { after: 5 * hour }],
    ['after a push that GitHub was asked about', { before: { hurryUntil: askedAt } }],
    [
      'between looks for what comes late',
      { before: { releasedAt: askedAt - 3 * hour, changedAt: askedAt - 2 * hour } },
    ],
    [
      'soon after it was told of an incident',
      { after: 5 * minute, before: { releasedAt: askedAt }, hasIncident: true },
    ],
  ])('does not ask GitHub %s', (_, situation) => {
    expect(look(situation)).toEqual(evidence);
  });

  it('asks GitHub at least every six hours, whenever looks are made', () => {
    for (const every of [7, 30, 55, 60])
      for (let after = every * minute, asked = false; !asked; after += every * minute) {
        asked = look({ after }) === null;
        expect(after).toBeLessThanOrEqual(6 * hour);
      }
  });
});

describe('a registry that cannot be read', () => {
  const down = { history: unreadable('it is down') };

  it('is told without asking GitHub', () => {
    expect(look({ shown: down, after: 7 * hour })).toMatchObject({
      ...down,
      ledger: null,
      askedAt: askedAt + 7 * hour,
    });
  });

  it('is asked about where nothing else is known', () => {
    expect(look({ shown: down, before: { evidence: null } })).toBeNull();
  });
});
