import { describe, expect, test } from 'vitest';
import { releaseSource } from '../../src/controls/release-source.ts';
import { signalIds } from '../../src/types/ledger-words.ts';
import { judge } from './judge.ts';
import { absent, aSignal, type PackageWords, packageEvidence, type Release, unreadable } from './package-evidence.ts';
import { npmRepository } from './publishing-fixtures.ts';

const trusted = npmRepository({ idToken: true });
const composer = { 'composer.json': '{ "name": "octo/demo" }' };

async function judged(words: PackageWords, files: Record<string, string> = trusted) {
  return judge(releaseSource, files, { packages: [packageEvidence(words)] });
}

test('releases that lead back to commit and run pass', async () => {
  expect(await judged({})).toMatchObject([
    {
      verdict: 'pass',
      reason: '`@octo/demo`: the last 3 releases lead back to a commit and a run of this repository',
    },
  ]);
});

test('a signal fails with its severity, one finding a release', async () => {
  const signals = [
    aSignal('no-tag-or-release', 'medium'),
    aSignal('commit-unreachable', 'critical'),
    aSignal('new-dependency', 'low'),
  ];
  const found = await judged({ releases: [{ version: '1.2.0', on: '2026-05-03', signals }, { version: '1.1.0' }] });
  expect(found).toMatchObject([
    {
      verdict: 'fail',
      severity: 'critical',
      confidential: true,
      key: ['npm', '@octo/demo', '1.2.0'],
      reason: '`@octo/demo` `1.2.0` of 2026-05-03: what commit-unreachable saw; what no-tag-or-release saw',
    },
  ]);
  expect(found[0]?.remediation?.steps.join('\n')).toContain('push the tag of the commit');
});

test('of the package as a whole it tells in a finding of its own', async () => {
  const ledger = { signals: [aSignal('vanished-version', 'medium'), aSignal('source-link-changed', 'high')] };
  expect(await judged({ ledger })).toMatchObject([
    {
      verdict: 'fail',
      severity: 'high',
      key: ['npm', '@octo/demo', 'package'],
      reason: '`@octo/demo`: what source-link-changed saw; what vanished-version saw',
    },
  ]);
});

test('every signal is told by one control, and these by others', async () => {
  const quiet: string[] = [];
  for (const id of signalIds) {
    const found = await judged({ releases: [{ version: '1.2.0', signals: [aSignal(id)] }] });
    if (found[0]?.verdict !== 'fail') quiet.push(id);
  }
  expect(quiet).toEqual([
    'tp-lost',
    'provenance-lost',
    'provenance-changed',
    'provenance-partial',
    'provenance-inconsistent',
    'provenance-refused',
    'owner-changed',
    'token-still-present',
    'malware-advisory',
  ]);
});

test('what is low stays in the ledger, what is provisional is waited for', async () => {
  const low = [aSignal('no-tag-or-release', 'low')];
  expect((await judged({ releases: [{ version: '1.2.0', signals: low }] }))[0]?.verdict).toBe('pass');
  const provisional = [aSignal('run-mismatch', 'critical', { provisional: true })];
  expect(await judged({ releases: [{ version: '1.2.0', signals: provisional }] })).toMatchObject([
    { verdict: 'unknown', reason: '`@octo/demo`: not all evidence of `1.2.0` has arrived' },
  ]);
});

describe('what cannot be followed', () => {
  const open = (joins: Release['joins'], words: Partial<Release> = {}): PackageWords => ({
    releases: [
      { version: '1.2.0', on: '2026-05-03' },
      { version: '1.1.0', ...words, joins: joins ?? {} },
    ],
  });

  test.each([
    ['commit', 'unknown', 'is not known'],
    ['commit', 'missing', 'is missing'],
    ['run', 'contradicted', 'does not fit'],
  ] as const)('is unknown: %s %s', async (name, state, words) => {
    const [found] = await judged(open({ [name]: state }));
    expect(found).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('mintmark ledger') });
    expect(found?.reason).toContain(
      `1 of the last 2 releases could not be followed to the end: the ${name} of \`1.1.0\` of 2026-05-01 ${words} (the ${name} is ${state})`,
    );
  });

  test('is not the tag of a project that never tags', async () => {
    expect((await judged(open({ tag: 'missing', release: 'missing' })))[0]?.verdict).toBe('pass');
  });

  test('is the tag where none could be read', async () => {
    const [found] = await judged(open({ tag: 'unknown', release: 'unknown' }));
    expect(found).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('the tag of `1.1.0`') });
  });

  test('is not a run that GitHub has long forgotten', async () => {
    const run = { run: 'unknown' } as const;
    expect((await judged(open(run, { on: '2024-01-01' })))[0]?.verdict).toBe('pass');
    expect((await judged(open(run, { on: '2026-04-01' })))[0]?.verdict).toBe('unknown');
  });

  test('is not an older gem, whose file was not fetched', async () => {
    const read = ['1.4.0', '1.3.0', '1.2.0'].map((version) => ({ version }));
    const releases = [...read, { version: '1.1.0', joins: { commit: 'unknown', run: 'unknown' } }] as const;
    const gem = { 'demo.gemspec': "Gem::Specification.new do |s|\n  s.name = 'demo'\n  s.version = '1.4.0'\nend\n" };
    expect((await judged({ registry: 'rubygems', name: 'demo', releases }, gem))[0]?.verdict).toBe('pass');
    expect((await judged({ releases }))[0]?.verdict).toBe('unknown');
  });

  test('is settled by what the registry takes, or by asking GitHub', async () => {
    const settled = async (words: PackageWords, files?: Record<string, string>) =>
      (await judged(words, files))[0]?.settles;
    expect(await settled(open({ commit: 'unknown' }))).toContain('A release by trusted publishing or with provenance');
    expect(await settled(open({ commit: 'unknown', tag: 'unknown', release: 'unknown' }))).toContain('`GITHUB_TOKEN`');
    const words = { registry: 'packagist', name: 'octo/demo', ...open({ commit: 'unknown' }) } as const;
    expect(await settled(words, composer)).toContain('No release on this registry can');
  });

  test('is not a run where the registry reads the repository itself', async () => {
    const releases = [{ version: '1.0.0', joins: { run: 'unknown' } }] as const;
    const [found] = await judged({ registry: 'packagist', name: 'octo/demo', releases }, composer);
    expect(found).toMatchObject({
      verdict: 'pass',
      reason: '`octo/demo`: its release leads back to a commit of this repository',
    });
  });
});

test('without an answer of the registry it does not know', async () => {
  expect(await judge(releaseSource, trusted)).toMatchObject([
    { verdict: 'unknown', reason: 'the registry was not asked: this audit read files only' },
  ]);
  expect((await judged({ history: unreadable }))[0]?.verdict).toBe('unknown');
  expect((await judged({ history: absent }))[0]?.verdict).toBe('not-applicable');
  expect((await judge(releaseSource, {}))[0]?.verdict).toBe('not-applicable');
});
