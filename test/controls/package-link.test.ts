import { expect, test } from 'vitest';
import { packageLink } from '../../src/controls/package-link.ts';
import { judge } from './judge.ts';
import { absent, type PackageWords, packageEvidence, unreadable } from './package-evidence.ts';
import { npmRepository, workflowOf } from './publishing-fixtures.ts';

async function answer(words: PackageWords) {
  const [judgement] = await judge(packageLink, npmRepository(), { packages: [packageEvidence(words)] });
  return judgement;
}

function links(...sourceLinks: readonly string[]): PackageWords {
  return { ledger: { link: 'unknown' }, history: { sourceLinks } };
}

test('a proof and a claim both pass, and are told apart', async () => {
  expect(await answer({})).toMatchObject({
    verdict: 'pass',
    reason: '`@octo/demo`: its releases are proved to be built in this repository',
  });
  const claimed = await answer({ ledger: { link: 'claimed' } });
  expect(claimed).toMatchObject({ verdict: 'pass' });
  expect(claimed?.reason).toContain('a claim and no proof');
});

test('without GitHub the link is compared by name', async () => {
  expect(await answer(links('git+https://github.com/Octo/Demo.git'))).toMatchObject({ verdict: 'pass' });
});

test('metadata that name no repository fail low, with what to write where', async () => {
  const judgement = await answer(links());
  expect(judgement).toMatchObject({ verdict: 'fail', severity: 'low', key: ['npm', 'nowhere', '@octo/demo'] });
  expect(judgement?.remediation?.steps[0]).toContain('`"repository": "git+https://github.com/octo/demo.git"`');
});

test('a link elsewhere fails, and so does a proof', async () => {
  expect(await answer(links('https://github.com/eve/demo'))).toMatchObject({
    verdict: 'fail',
    reason: '`@octo/demo`: its metadata name `eve/demo`, not this repository',
  });
  expect(await answer({ ledger: { link: 'contradicted' } })).toMatchObject({
    verdict: 'fail',
    reason: '`@octo/demo`: its releases are proved to be built in another repository',
  });
});

test('another repository of the same owner is no stranger', async () => {
  expect(await answer(links('https://github.com/octo/demo-dist'))).toMatchObject({ verdict: 'pass' });
});

test('what was never published links nowhere, and what could not be read is unknown', async () => {
  expect((await answer({ history: absent }))?.verdict).toBe('not-applicable');
  expect((await answer({ history: unreadable }))?.verdict).toBe('unknown');
});

test.each([
  {
    registry: 'crates.io',
    path: 'Cargo.toml',
    manifest: '[package]\nname = "demo"\nversion = "1.0.0"\n',
    step: '- run: cargo publish',
    field: '`repository = "https://github.com/octo/demo"`',
  },
  {
    registry: 'rubygems',
    path: 'demo.gemspec',
    manifest: 'Gem::Specification.new do |spec|\n  spec.name = "demo"\n  spec.version = "1.0.0"\nend\n',
    step: '- uses: rubygems/release-gem@v1',
    field: "`spec.metadata['source_code_uri'] = 'https://github.com/octo/demo'`",
  },
] as const)('$registry has its own field', async ({ registry, path, manifest, step, field }) => {
  const files = { [path]: manifest, '.github/workflows/release.yml': workflowOf([step]) };
  const packages = [packageEvidence({ registry, name: 'demo', ...links() })];
  const judgements = await judge(packageLink, files, { packages });
  expect(judgements).toMatchObject([{ verdict: 'fail', registry }]);
  expect(judgements[0]?.remediation?.steps[0]).toContain(field);
});
