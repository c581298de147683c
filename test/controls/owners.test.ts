import { expect, test } from 'vitest';
import { owners } from '../../src/controls/owners.ts';
import type { Owner } from '../../src/registries/release.ts';
import { judge } from './judge.ts';
import { absent, aSignal, type PackageWords, packageEvidence, saw, unreadable } from './package-evidence.ts';
import { npmRepository, workflowOf } from './publishing-fixtures.ts';

function person(name: string, role: string | null = null): Owner {
  return { name, kind: 'person', role };
}

function ownedBy(...all: readonly Owner[]): PackageWords {
  return { history: { owners: saw(all) } };
}

async function answer(words: PackageWords) {
  const [judgement, ...others] = await judge(owners, npmRepository(), { packages: [packageEvidence(words)] });
  expect(others).toEqual([]);
  return judgement;
}

test('two accounts pass', async () => {
  expect(await answer(ownedBy(person('ada'), person('grace')))).toMatchObject({
    verdict: 'pass',
    registry: 'npm',
    reason: '`@octo/demo`: 2 accounts own it',
  });
});

test('one account alone fails, with the command that adds another', async () => {
  const judgement = await answer(ownedBy(person('ada')));
  expect(judgement).toMatchObject({
    verdict: 'fail',
    reason: '`@octo/demo`: `ada` alone owns it',
    key: ['npm', 'alone', '@octo/demo'],
  });
  expect(judgement?.remediation?.steps.join('\n')).toContain('`npm owner add ACCOUNT @octo/demo`');
  expect(judgement?.remediation?.links).toContain('https://www.npmjs.com/package/@octo/demo/access');
});

test('who may only publish is no second owner', async () => {
  const judgement = await answer(ownedBy(person('ada', 'Owner'), person('bot', 'Maintainer')));
  expect(judgement).toMatchObject({
    verdict: 'fail',
    reason: '`@octo/demo`: `ada` alone owns it; `bot` may publish it and no more',
  });
});

test('an organisation is enough', async () => {
  const judgement = await answer(ownedBy({ name: 'octo', kind: 'organisation', role: null }));
  expect(judgement).toMatchObject({ verdict: 'pass', reason: '`@octo/demo`: the organisation `octo` owns it' });
});

test('an empty list says nothing, nor does one that could not be read', async () => {
  expect((await answer(ownedBy()))?.verdict).toBe('unknown');
  expect(await answer({ history: { owners: unreadable } })).toMatchObject({
    verdict: 'unknown',
    reason: '`@octo/demo`: its owners could not be read: the registry took too long',
  });
});

test('a change of owners is told with the words of the ledger and its severity', async () => {
  const judgement = await answer({ ledger: { signals: [aSignal('owner-changed', 'high')] } });
  expect(judgement).toMatchObject({
    verdict: 'fail',
    severity: 'high',
    reason: '`@octo/demo`: what owner-changed saw',
    key: ['npm', 'changed', '@octo/demo'],
  });
  expect(judgement?.remediation?.steps.join('\n')).toContain('`mintmark ledger . --package @octo/demo`');
});

test('a name that fits no shell is kept out of commands', async () => {
  const name = 'demo`; rm -rf $HOME';
  const files = npmRepository();
  files['package.json'] = JSON.stringify({ name, version: '1.0.0' });
  const packages = [packageEvidence({ name, ...ownedBy(person('ada')) })];
  const [judgement] = await judge(owners, files, { packages });
  expect(judgement?.verdict).toBe('fail');
  expect(judgement?.remediation?.steps.join('\n')).not.toContain('npm owner add');
});

test('NuGet does not tell organisations from people', async () => {
  const packages = [packageEvidence({ registry: 'nuget', name: 'Octo.Demo', ...ownedBy(person('octo')) })];
  const judgements = await judge(owners, {}, { packages });
  expect(judgements).toMatchObject([{ verdict: 'unknown', registry: 'nuget' }]);
});

test('a Go module has no owners', async () => {
  const packages = [
    packageEvidence({ registry: 'go', name: 'github.com/octo/demo', history: { owners: absent } }),
    packageEvidence({ registry: 'jsr', name: '@octo/demo', history: { owners: absent } }),
  ];
  expect(await judge(owners, {}, { packages })).toMatchObject([
    { verdict: 'not-applicable', registry: 'go' },
    { verdict: 'unknown', registry: 'jsr' },
  ]);
});

test("somebody else's package is nobody's business here", async () => {
  const elsewhere = { link: 'unknown' } as const;
  const packages = [
    packageEvidence({
      registry: 'pypi',
      name: 'left-over',
      ledger: elsewhere,
      history: { owners: saw([person('eve')]), sourceLinks: ['https://github.com/eve/left-over'] },
    }),
  ];
  expect(await judge(owners, {}, { packages })).toMatchObject([{ verdict: 'not-applicable', registry: null }]);
});

test('unknown as long as the registry was not asked', async () => {
  const judgements = await judge(owners, {
    'Cargo.toml': '[package]\nname = "octo-demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(['- run: cargo publish']),
  });
  expect(judgements).toMatchObject([
    { verdict: 'unknown', registry: 'crates.io', reason: 'crates.io was not asked: this audit read files only' },
  ]);
  expect(await judge(owners, {})).toMatchObject([{ verdict: 'not-applicable', registry: null }]);
});
