import { describe, expect, test } from 'vitest';
import { provenanceContinuity } from '../../src/controls/provenance-continuity.ts';
import type { Severity } from '../../src/types/severity.ts';
import { judge } from './judge.ts';
import {
  absent,
  aSignal,
  type PackageWords,
  packageEvidence,
  type Release,
  saw,
  unreadable,
} from './package-evidence.ts';
import { npmRepository, workflowOf } from './publishing-fixtures.ts';

const trusted = npmRepository({ idToken: true });
const before: Release = { version: '1.1.0', on: '2026-05-02' };

async function judged(words: PackageWords, files = trusted) {
  return judge(provenanceContinuity, files, { packages: [packageEvidence(words)] });
}

test('releases that are alike pass', async () => {
  expect(await judged({})).toMatchObject([
    {
      verdict: 'pass',
      registry: 'npm',
      reason: '`@octo/demo`: none of the last 3 releases lost or changed the evidence of where it came from',
    },
  ]);
});

test.each([
  'tp-lost',
  'provenance-lost',
  'provenance-changed',
  'provenance-partial',
  'provenance-inconsistent',
  'provenance-refused',
] as const)('%s fails, as grave as the signal is', async (id) => {
  const found = await judged({ releases: [{ version: '1.2.0', signals: [aSignal(id, 'medium')] }, before] });
  expect(found).toMatchObject([
    {
      verdict: 'fail',
      severity: 'medium',
      key: ['npm', '@octo/demo', '1.2.0'],
      reason: `\`@octo/demo\` \`1.2.0\` of 2026-05-01: what ${id} saw`,
    },
  ]);
});

test('one finding a release, with all its sentences and the gravest severity', async () => {
  const signals = [aSignal('provenance-changed', 'medium'), aSignal('tp-lost', 'critical')];
  const found = await judged({
    releases: [
      { version: '1.2.0', signals },
      { version: '1.1.0', signals: [aSignal('provenance-lost')] },
      { version: '1.0.0' },
    ],
  });
  expect(found.map(({ verdict, severity, key }) => [verdict, severity, key?.at(-1)])).toEqual([
    ['fail', 'critical', '1.2.0'],
    ['fail', 'high', '1.1.0'],
  ]);
  expect(found[0]?.reason).toContain('what tp-lost saw; what provenance-changed saw');
  const steps = found[0]?.remediation?.steps.join('\n');
  expect(steps).toContain('`mintmark ledger . --package @octo/demo`');
  expect(steps).toContain('`release: local-2fa`');
  expect(steps).toContain('`npm deprecate`');
});

test('the other packages of the registry are answered beside it', async () => {
  const found = await judge(provenanceContinuity, trusted, {
    packages: [
      packageEvidence({ releases: [{ version: '1.2.0', signals: [aSignal('tp-lost')] }, before] }),
      packageEvidence({ name: '@octo/other' }),
    ],
  });
  expect(found.map(({ verdict, reason }) => [verdict, reason.split('`')[1]])).toEqual([
    ['fail', '@octo/demo'],
    ['pass', '@octo/other'],
  ]);
});

test('what may be an attack that goes on is not for everybody, what is medium is', async () => {
  const told = async (severity: Severity) =>
    (await judged({ releases: [{ version: '1.2.0', signals: [aSignal('tp-lost', severity)] }] }))[0]?.confidential;
  expect([await told('critical'), await told('high'), await told('medium')]).toEqual([true, true, undefined]);
});

describe('quiet', () => {
  test('about what other controls tell', async () => {
    const signals = [aSignal('commit-unreachable', 'critical'), aSignal('malware-advisory', 'critical')];
    expect((await judged({ releases: [{ version: '1.2.0', signals }, before] }))[0]?.verdict).toBe('pass');
  });

  test('about what was taken back; a deprecation takes nothing back', async () => {
    const bad = { version: '1.2.0', signals: [aSignal('tp-lost', 'critical')] };
    const others = [before, { version: '1.0.0' }];
    expect((await judged({ releases: [{ ...bad, withdrawn: 'yanked: stolen' }, ...others] }))[0]?.verdict).toBe('pass');
    expect((await judged({ releases: [{ ...bad, withdrawn: 'vanished' }, ...others] }))[0]?.verdict).toBe('pass');
    expect((await judged({ releases: [{ ...bad, withdrawn: 'deprecated' }, ...others] }))[0]?.verdict).toBe('fail');
  });

  test('about all but the newest ten', async () => {
    const newer = Array.from({ length: 10 }, (_, index) => ({ version: `1.${20 - index}.0` }));
    const old = { version: '1.2.0', signals: [aSignal('tp-lost')] };
    expect((await judged({ releases: [...newer, old] }))[0]?.verdict).toBe('pass');
    expect((await judged({ releases: [...newer.slice(1), old] }))[0]?.verdict).toBe('fail');
  });
});

describe('unknown', () => {
  test('while evidence may still come', async () => {
    const signals = [aSignal('provenance-lost', 'high', { provisional: true })];
    expect(await judged({ releases: [{ version: '1.2.0', signals }, before] })).toMatchObject([
      {
        verdict: 'unknown',
        reason: '`@octo/demo`: not all evidence of `1.2.0` has arrived',
        settles: expect.stringContaining('Look again'),
      },
    ]);
    const settled = [...signals, aSignal('tp-lost', 'critical')];
    const [first, ...others] = await judged({ releases: [{ version: '1.2.0', signals: settled }, before] });
    expect(others).toEqual([]);
    expect(first).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(first?.reason).not.toContain('provenance-lost');
  });

  test('with one release to compare', async () => {
    expect(await judged({ releases: [{ version: '1.0.0' }] })).toMatchObject([
      { verdict: 'unknown', settles: 'The next release settles it.' },
    ]);
  });

  test('where the registry does not tell', async () => {
    const releases = [
      { version: '1.1.0', by: '?' },
      { version: '1.0.0', by: '?' },
    ];
    expect(await judged({ releases })).toMatchObject([
      { verdict: 'unknown', reason: expect.stringContaining('does not tell how its releases were published') },
    ]);
    expect((await judged({ history: unreadable }))[0]?.verdict).toBe('unknown');
  });

  test('in an audit of files alone', async () => {
    expect(await judge(provenanceContinuity, trusted)).toMatchObject([
      { verdict: 'unknown', reason: 'the registry was not asked: this audit read files only' },
    ]);
  });
});

describe('not applicable', () => {
  test('where there was never anything to lose', async () => {
    const releases = [
      { version: '1.1.0', by: 'ada' },
      { version: '1.0.0', by: 'ada' },
    ];
    expect((await judged({ releases }))[0]).toMatchObject({
      verdict: 'not-applicable',
      reason: expect.stringContaining('none could lose it'),
    });
    expect((await judged({ history: absent }))[0]?.verdict).toBe('not-applicable');
  });

  test('where the registry takes neither attestations nor trusted publishing; crates.io takes the latter', async () => {
    const composer = { 'composer.json': '{ "name": "octo/demo" }' };
    const [php] = await judged({ registry: 'packagist', name: 'octo/demo' }, composer);
    expect(php?.reason).toContain('a limit of the registry');
    const crate = {
      'Cargo.toml': '[package]\nname = "demo"\nversion = "1.0.0"\n',
      '.github/workflows/release.yml': workflowOf(['- run: cargo publish']),
    };
    const signals = [aSignal('tp-lost', 'critical')];
    const words = { registry: 'crates.io', name: 'demo', releases: [{ version: '1.2.0', signals }, before] } as const;
    expect((await judged(words, crate))[0]?.verdict).toBe('fail');
  });

  test('to packages of others, whose names stand in examples', async () => {
    const other = packageEvidence({
      name: 'other',
      releases: [{ version: '1.2.0', signals: [aSignal('tp-lost')] }],
      history: { sourceLinks: ['https://github.com/somebody/other'], owners: saw([]) },
      ledger: { link: 'unknown' },
    });
    const found = await judge(provenanceContinuity, trusted, { packages: [packageEvidence(), other] });
    expect(found.map(({ verdict }) => verdict)).toEqual(['pass']);
  });
});
