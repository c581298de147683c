import { describe, expect, it } from 'vitest';
import type { AttestedFileRecord } from '../../src/ledger/case.ts';
import { closeReleases, questionsOf } from '../../src/ledger/close.ts';
import type { Observation } from '../../src/types/observation.ts';
import {
  aHistory,
  anAttestation,
  anIdentity,
  aRecord,
  aRelease,
  commitId,
  daysLater,
  runUrl,
  saw,
  theCommit,
  unreadable,
} from './builders.ts';

const versions = (releases: readonly { readonly version: string }[]) => releases.map(({ version }) => version);
const line = (major: number, count: number) => Array.from({ length: count }, (_, at) => `${major}.${at}.0`);
const historyOf = (all: readonly string[]) =>
  aHistory(all.map((version, at) => aRelease({ version, publishedAt: daysLater(at) })));

describe('the releases to look at closely', () => {
  it('are the newest ten, newest first', () => {
    const close = closeReleases(historyOf(line(1, 30)));
    expect(versions(close)).toEqual(line(1, 30).slice(-10).reverse());
  });

  it('and the newest of each line', () => {
    const close = closeReleases(historyOf([...line(1, 3), ...line(2, 4), ...line(3, 20)]));
    expect(versions(close).slice(10)).toEqual(['2.3.0', '1.2.0']);
  });

  it('and what came back, or is new since the last look', () => {
    const history = historyOf(line(1, 40));
    const known = new Set(line(1, 40).filter((version) => version !== '1.7.0'));
    const close = closeReleases(history, { versions: known, vanished: new Set(['1.3.0']) });
    expect(versions(close).slice(10)).toEqual(['1.7.0', '1.3.0']);
  });

  it('and what people install, whatever stands above it', () => {
    const flood = Array.from({ length: 40 }, (_, at) => `${at + 2}.0.0-${['alpha', 'beta', 'rc'][at % 3]}.1`);
    const history = historyOf([...line(1, 5), ...flood]);
    expect(versions(closeReleases(history, { versions: new Set(), vanished: new Set() }))).toContain('1.4.0');
    const byDefault = { ...history, newest: flood[3] ?? null };
    expect(versions(closeReleases(byDefault))).toContain(flood[3]);
  });

  it('are sixteen at most, whatever is new', () => {
    const many = Array.from({ length: 40 }, (_, major) => line(major, 3)).flat();
    expect(closeReleases(historyOf(many), { versions: new Set(), vanished: new Set(many) })).toHaveLength(16);
    expect(closeReleases(historyOf([]))).toEqual([]);
  });
});

describe('what GitHub is asked', () => {
  it('is every commit and run that anything names, newest release first', () => {
    const recorded = { repository: null, commit: commitId(5), run: '55', ref: null, signingKey: null };
    const history = aHistory([
      aRelease({ version: '1.0.0', claimed: { commit: commitId(4), dirty: false } }),
      aRelease({ version: '1.1.0' }),
      aRelease({ version: '1.2.0', publishedAt: daysLater(1) }),
    ]);
    const details = new Map([['1.1.0', saw(aRelease({ version: '1.1.0', recorded }))]]);
    const two = [anIdentity(), anIdentity({ commit: commitId(6), runUrl: runUrl('66') })];
    const records = two.map((identity, at) =>
      aRecord({ file: `${at}.whl`, attestations: [anAttestation({ identity })] }),
    );
    const attested = new Map([['1.2.0', saw(records)]]);
    expect(questionsOf(history, details, attested, ['b/package.json', 'a/package.json', 'a/package.json'])).toEqual({
      commits: [theCommit, commitId(6), commitId(5), commitId(4)],
      runs: ['9001', '66', '55'],
      repositories: [],
      manifests: ['a/package.json', 'b/package.json'],
    });
  });

  it('is each repository that a build names without its number', () => {
    const recorded = {
      commit: theCommit,
      run: '7',
      repository: 'octo/earlier',
      ref: null,
      event: null,
      signingKey: null,
    };
    const history = aHistory([aRelease({ recorded, attested: 'no' })]);
    expect(questionsOf(history, new Map(), new Map(), []).repositories).toEqual(['octo/earlier']);
    const numbered = new Map([['1.0.0', saw([aRecord()])]]);
    expect(questionsOf(aHistory([aRelease()]), new Map(), numbered, []).repositories).toEqual([]);
  });

  it('leaves out what is no commit, what was not read, and what another service built', () => {
    const claimed = { commit: 'main', dirty: false };
    const history = aHistory([aRelease({ claimed }), aRelease({ version: '1.1.0' })]);
    const identity = anIdentity({ issuer: 'https://gitlab.com' });
    const attested = new Map<string, Observation<readonly AttestedFileRecord[]>>([
      ['1.0.0', unreadable()],
      ['1.1.0', saw([aRecord({ attestations: [anAttestation({ identity })] })])],
    ]);
    expect(questionsOf(history, new Map(), attested, [])).toEqual({
      commits: [],
      runs: [],
      manifests: [],
      repositories: [],
    });
  });

  it('is bounded', () => {
    const records = Array.from({ length: 100 }, (_, at) =>
      aRecord({
        attestations: [anAttestation({ identity: anIdentity({ commit: commitId(at), runUrl: runUrl(`${at}`) }) })],
      }),
    );
    const { commits, runs } = questionsOf(aHistory([aRelease()]), new Map(), new Map([['1.0.0', saw(records)]]), []);
    expect([commits.length, runs.length]).toEqual([40, 40]);
  });
});
