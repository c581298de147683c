import { expect, test } from 'vitest';
import { answerOf } from '../../src/controls/accepted.ts';
import { tokensRefused } from '../../src/controls/tokens-refused.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { judge } from './judge.ts';
import { type PackageWords, packageEvidence, unreadable } from './package-evidence.ts';
import { npmRepository, workflowOf } from './publishing-fixtures.ts';

test('npm tells nobody, so a person may declare it', async () => {
  const [judgement, ...others] = await judge(tokensRefused, npmRepository({ idToken: true }));
  expect(others).toEqual([]);
  expect(judgement).toMatchObject({ verdict: 'unknown', registry: 'npm' });
  expect(judgement?.settles).toContain('Publishing access in the settings of `@octo/demo`');
  if (judgement === undefined) return;
  const policy = {
    ...defaultPolicy,
    declare: [
      {
        control: 'tokens-refused',
        registry: 'npm',
        by: 'octocat',
        on: '2026-11-01',
        until: '2027-05-01',
        from: 'repository',
      },
    ],
  } as const;
  expect(answerOf(tokensRefused, judgement, policy, '2026-12-01').verdict).toBe('pass');
});

test('crates.io would tell, but was not asked', async () => {
  const judgements = await judge(tokensRefused, {
    'Cargo.toml': '[package]\nname = "octo-demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(['- run: cargo publish']),
  });
  expect(judgements).toMatchObject([{ verdict: 'unknown', registry: 'crates.io' }]);
  expect(judgements[0]?.settles).toBe('`trustpub_only` in what the API of crates.io says of `octo-demo` tells.');
});

test('PyPI has no such switch', async () => {
  const judgements = await judge(tokensRefused, {
    'pyproject.toml': '[project]\nname = "octo-demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(['- uses: pypa/gh-action-pypi-publish@release/v1']),
  });
  expect(judgements).toMatchObject([{ verdict: 'not-applicable', registry: 'pypi' }]);
});

test('nothing published, nothing to refuse', async () => {
  expect(await judge(tokensRefused, {})).toMatchObject([{ verdict: 'not-applicable', registry: null }]);
});

const crate = {
  'Cargo.toml': '[package]\nname = "octo-demo"\nversion = "1.0.0"\n',
  '.github/workflows/release.yml': workflowOf(['- run: cargo publish']),
};

function switched(trustedPublishingOnly: boolean | null, over: PackageWords = {}): PackageEvidence {
  const settings = { trustedPublishingOnly, twoFactorRequired: null };
  return packageEvidence({ registry: 'crates.io', name: 'octo-demo', history: { settings }, ...over });
}

test('crates.io says that it refuses tokens', async () => {
  expect(await judge(tokensRefused, crate, { packages: [switched(true)] })).toMatchObject([
    { verdict: 'pass', reason: '`octo-demo`: crates.io takes new versions of it by trusted publishing only' },
  ]);
});

test('crates.io says that it still takes them', async () => {
  const [judgement] = await judge(tokensRefused, crate, { packages: [switched(false)] });
  expect(judgement).toMatchObject({ verdict: 'fail', key: ['crates.io', 'octo-demo'] });
  const steps = judgement?.remediation?.steps ?? [];
  expect(steps[0]).toContain('First see that the last release came by trusted publishing');
  expect(steps.join('\n')).toContain('the crate `octo-demo`');
  const byAda = switched(false, { releases: [{ version: '1.0.0', by: 'ada' }] });
  const [early] = await judge(tokensRefused, crate, { packages: [byAda] });
  expect(early?.remediation?.steps[0]).toContain('Let releases come by trusted publishing first');
});

test('crates.io was asked and does not say', async () => {
  expect(await judge(tokensRefused, crate, { packages: [switched(null)] })).toMatchObject([{ verdict: 'unknown' }]);
  const broken = packageEvidence({ registry: 'crates.io', name: 'octo-demo', history: unreadable });
  expect(await judge(tokensRefused, crate, { packages: [broken] })).toMatchObject([{ verdict: 'unknown' }]);
});

test('whoever declares that people publish needs no switch', async () => {
  const policy = { ...defaultPolicy, release: 'local-2fa' } as const;
  const judgements = await judge(tokensRefused, crate, { packages: [switched(false)], policy });
  expect(judgements).toMatchObject([{ verdict: 'not-applicable' }]);
});

test('npm stays silent when it is asked', async () => {
  const [judgement] = await judge(tokensRefused, npmRepository(), { packages: [packageEvidence()] });
  expect(judgement).toMatchObject({ verdict: 'unknown', reason: 'npm shows the setting to maintainers only' });
});
