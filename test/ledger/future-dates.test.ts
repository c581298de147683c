import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Case, type Ledger, reconcile } from '../../src/ledger/index.ts';
import type { RegistryRelease } from '../../src/registries/release.ts';
import {
  aCase,
  aCommit,
  aHistory,
  anAttestation,
  anIdentity,
  aRecord,
  aRelease,
  aRun,
  aTag,
  byPerson,
  byTrust,
  commitId,
  daysLater,
  digestOf,
  facts,
  runUrl,
  saw,
} from './builders.ts';

const versions = Array.from({ length: 12 }, (_, at) => `1.${at}.0`);

/** Eleven honest releases and one by a token, without a tag: `1.11.0`. */
const releases = versions.map((version, at) => {
  const stolen = { publisher: byPerson('ada'), attested: 'no' as const };
  return aRelease({ version, publishedAt: daysLater(9 * at), ...(at === 11 ? stolen : {}) });
});

function theCase(all: readonly RegistryRelease[]): Case {
  const honest = versions.slice(0, -1);
  return aCase({
    history: aHistory(all),
    attested: new Map(
      honest.map((version, at) => {
        const ref = `refs/tags/v${version}`;
        const identity = anIdentity({ ref, commit: commitId(at), runUrl: runUrl(`${900 + at}`) });
        const subjects = [
          { name: `pkg:npm/lantern@${version}`, digest: { sha512: digestOf(`lantern-${version}.tgz`) } },
        ];
        return [version, saw([aRecord({ attestations: [anAttestation({ identity, subjects })] })])];
      }),
    ),
    github: facts({
      tags: honest.map((version, at) => aTag({ name: `v${version}`, commit: commitId(at), at: daysLater(9 * at) })),
      commits: honest.map((version, at) => aCommit({ sha: commitId(at), versions: { 'package.json': version } })),
      runs: honest.map((_, at) => aRun({ id: `${900 + at}`, commit: commitId(at) })),
    }),
    now: Date.parse(daysLater(150)),
  });
}

function alarms({ rows }: Ledger): readonly string[] {
  const row = rows.find(({ version }) => version === '1.11.0');
  return (row?.signals ?? [])
    .filter(({ severity, provisional }) => !provisional && (severity === 'high' || severity === 'critical'))
    .map(({ id }) => id);
}

const usual = alarms(reconcile(theCase(releases)));

describe('a publication date to come', () => {
  it('is none: the release stands without a time', () => {
    const future = aRelease({ version: '1.12.0', publishedAt: daysLater(400) });
    const [row] = reconcile(theCase([...releases, future])).rows.filter(({ version }) => version === '1.12.0');
    expect(row?.publishedAt).toBeNull();
  });

  it('of a day or less is that of a clock that goes before ours, and believed', () => {
    const soon = aRelease({ version: '1.12.0', publishedAt: daysLater(150.9) });
    const [row] = reconcile(theCase([...releases, soon])).rows.filter(({ version }) => version === '1.12.0');
    expect(row?.publishedAt).toBe(daysLater(150.9));
  });

  it.each([1, 9, 10, 16, 40, 200])('of %i other releases hides no alarm', (count) => {
    for (const publisher of [byTrust(), byPerson('ada'), byPerson('eve')]) {
      const future = Array.from({ length: count }, (_, at) =>
        aRelease({ version: `1.${12 + at}.0`, publishedAt: daysLater(400 + at), publisher, attested: 'no' }),
      );
      expect(usual).toContain('tp-lost');
      expect(alarms(reconcile(theCase([...releases, ...future])))).toEqual(expect.arrayContaining([...usual]));
    }
  });

  it('of any releases hides no alarm, and nothing is thrown', () => {
    const future = fc.record({
      line: fc.constantFrom('1', '2', '0.9', '1.0.0-next'),
      days: fc.integer({ min: 152, max: 20_000 }),
      by: fc.constantFrom(byTrust(), byPerson('ada'), byPerson('eve'), {
        ...byPerson('eve'),
        kind: 'unknown' as const,
      }),
      attested: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
      installScript: fc.constantFrom(true, false, null),
    });
    fc.assert(
      fc.property(fc.array(future, { maxLength: 30 }), (all) => {
        const hostile = all.map(({ line, days, by, attested, installScript }, at) =>
          aRelease({
            version: line.includes('-') ? `${line}.${at}` : `${line}.${100 + at}${line === '0.9' ? '' : '.0'}`,
            publishedAt: daysLater(days),
            publisher: by,
            attested,
            installScript,
          }),
        );
        expect(alarms(reconcile(theCase([...releases, ...hostile])))).toEqual(expect.arrayContaining([...usual]));
      }),
      { numRuns: 100 },
    );
  });
});
