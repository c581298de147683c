import { expect, test } from 'vitest';
import { answerOf } from '../../src/controls/accepted.ts';
import { tokensRefused } from '../../src/controls/tokens-refused.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { judge } from './judge.ts';
import { npmRepository, workflowOf } from './publishing-fixtures.ts';

test('npm tells nobody, so a person may declare it', async () => {
  const [judgement, ...others] = await judge(tokensRefused, npmRepository({ idToken: true }));
  expect(others).toEqual([]);
  expect(judgement).toMatchObject({ verdict: 'unknown', registry: 'npm' });
  expect(judgement?.settles).toContain('Publishing access in the settings of `@octo/demo`');
  if (judgement === undefined) return;
  const policy = {
    ...defaultPolicy,
    declare: [{ control: 'tokens-refused', registry: 'npm', by: 'octocat', on: '2026-11-01', until: '2027-05-01' }],
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
