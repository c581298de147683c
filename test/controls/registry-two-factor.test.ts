import { expect, test } from 'vitest';
import { registryTwoFactor } from '../../src/controls/registry-two-factor.ts';
import { judge } from './judge.ts';
import { packageEvidence } from './package-evidence.ts';
import { npmRepository, workflowOf } from './publishing-fixtures.ts';

function gem(...lines: readonly string[]): Record<string, string> {
  return {
    'octo-demo.gemspec': [
      'Gem::Specification.new do |spec|',
      '  spec.name = "octo-demo"',
      '  spec.version = "1.0.0"',
      ...lines.map((line) => `  ${line}`),
      'end',
      '',
    ].join('\n'),
    '.github/workflows/release.yml': workflowOf(
      ['- uses: rubygems/release-gem@v1'],
      ['permissions:', '  id-token: write'],
    ),
  };
}

test('a gem that is silent about it fails at its name', async () => {
  const judgements = await judge(registryTwoFactor, gem());
  expect(judgements).toMatchObject([
    {
      verdict: 'fail',
      severity: 'low',
      registry: 'rubygems',
      locations: [{ path: 'octo-demo.gemspec', line: 2 }],
      key: ['octo-demo.gemspec'],
    },
  ]);
  expect(judgements[0]?.remediation?.steps.join('\n')).toContain("spec.metadata['rubygems_mfa_required'] = 'true'");
  expect(judgements[0]?.remediation?.fix).toMatchObject({
    safety: 'safe',
    edits: [{ kind: 'insert', line: 3, text: '  spec.metadata["rubygems_mfa_required"] = "true"' }],
  });
});

test('put right: the gem demands it', async () => {
  const judgements = await judge(registryTwoFactor, gem('spec.metadata["rubygems_mfa_required"] = "true"'));
  expect(judgements).toMatchObject([{ verdict: 'pass' }]);
});

test('a gem that says no can be edited', async () => {
  const [judgement] = await judge(registryTwoFactor, gem(`spec.metadata["rubygems_mfa_required"] = "false"`));
  expect(judgement?.remediation?.fix?.edits).toEqual([
    { kind: 'replace', path: 'octo-demo.gemspec', line: 4, from: '"false"', to: '"true"' },
  ]);
});

test('a gem that computes it is unknown', async () => {
  const judgements = await judge(registryTwoFactor, gem('spec.metadata["rubygems_mfa_required"] = demand.to_s'));
  expect(judgements).toMatchObject([{ verdict: 'unknown' }]);
});

test('PyPI demands it of everyone', async () => {
  const judgements = await judge(registryTwoFactor, {
    'pyproject.toml': '[project]\nname = "octo-demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(['- uses: pypa/gh-action-pypi-publish@release/v1']),
  });
  expect(judgements).toMatchObject([{ verdict: 'pass', registry: 'pypi' }]);
});

test('npm shows it to maintainers only', async () => {
  const judgements = await judge(registryTwoFactor, npmRepository());
  expect(judgements).toMatchObject([{ verdict: 'unknown', registry: 'npm' }]);
  expect(judgements[0]?.settles).toContain('declare `registry-two-factor`');
});

test('crates.io leaves it to GitHub, Packagist to nobody', async () => {
  const crates = await judge(registryTwoFactor, {
    'Cargo.toml': '[package]\nname = "octo-demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(['- run: cargo publish']),
  });
  expect(crates).toMatchObject([{ verdict: 'unknown', registry: 'crates.io' }]);
  expect(crates[0]?.settles).toContain('organization on GitHub');
  const packagist = await judge(registryTwoFactor, { 'composer.json': '{"name": "octo/demo", "type": "library"}' });
  expect(packagist).toMatchObject([{ verdict: 'not-applicable', registry: 'packagist' }]);
});

function asked(twoFactorRequired: boolean | null) {
  const settings = { trustedPublishingOnly: null, twoFactorRequired };
  return { packages: [packageEvidence({ registry: 'rubygems', name: 'octo-demo', history: { settings } })] };
}

test('the newest version of a gem decides, not its gemspec', async () => {
  expect(await judge(registryTwoFactor, gem(), asked(true))).toMatchObject([
    { verdict: 'pass', reason: 'the newest version, `1.2.0`, of `octo-demo` demands it of every owner' },
  ]);
  const ready = gem('spec.metadata["rubygems_mfa_required"] = "true"');
  const [judgement] = await judge(registryTwoFactor, ready, asked(false));
  expect(judgement).toMatchObject({ verdict: 'fail', severity: 'low', key: ['newest', 'octo-demo'], locations: [] });
  expect(judgement?.remediation?.steps.at(-1)).toContain('Release a version');
});

test('a gem that neither demands it keeps the finding in its gemspec', async () => {
  const [judgement] = await judge(registryTwoFactor, gem(), asked(false));
  expect(judgement).toMatchObject({ verdict: 'fail', key: ['octo-demo.gemspec'] });
});

test('where RubyGems.org does not tell, the gemspec does', async () => {
  const ready = gem('spec.metadata["rubygems_mfa_required"] = "true"');
  expect(await judge(registryTwoFactor, ready, asked(null))).toMatchObject([{ verdict: 'pass' }]);
});
