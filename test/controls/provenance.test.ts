import { describe, expect, test } from 'vitest';
import { provenance } from '../../src/controls/provenance.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { unknownPublisher } from '../../src/registries/release.ts';
import { judge } from './judge.ts';
import { absent, aSignal, type PackageWords, packageEvidence, type Release, unreadable } from './package-evidence.ts';
import { npmRepository, workflowOf } from './publishing-fixtures.ts';

const trusted = npmRepository({ idToken: true });
const without: Release = { version: '1.2.0', on: '2026-05-03', joins: { attestation: 'missing' } };

async function judged(words: PackageWords, files: Readonly<Record<string, string>> = trusted) {
  const [judgement, ...others] = await judge(provenance, files, { packages: [packageEvidence(words)] });
  expect(others).toEqual([]);
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement;
}

test('verified, of this repository and of the workflow that publishes, passes', async () => {
  expect(await judged({})).toMatchObject({
    verdict: 'pass',
    registry: 'npm',
    reason: '`@octo/demo`: the newest release is the attestation is proved',
  });
});

test('a public release without any fails, with what to do; its older ones do not count', async () => {
  const found = await judged({ releases: [without, { version: '1.1.0' }] });
  expect(found).toMatchObject({ verdict: 'fail', key: ['npm', 'missing'] });
  expect(found.severity).toBeUndefined();
  expect(found.remediation?.steps.join('\n')).toContain('name this repository as GitHub spells it');
  expect((await judged({ releases: [{ version: '1.2.0' }, without] })).verdict).toBe('pass');
});

test('what a registry only takes in part is less grave', async () => {
  const gem = {
    'demo.gemspec': "Gem::Specification.new do |s|\n  s.name = 'demo'\n  s.version = '1.0.0'\nend\n",
    '.github/workflows/release.yml': workflowOf(['- run: gem push demo-1.0.0.gem']),
  };
  const found = await judged({ registry: 'rubygems', name: 'demo', releases: [without] }, gem);
  expect(found).toMatchObject({ verdict: 'fail', severity: 'medium', registry: 'rubygems' });
  const maven = {
    'pom.xml': '<project><groupId>octo</groupId><artifactId>demo</artifactId><version>1</version></project>',
  };
  const jar = await judged({ registry: 'maven-central', name: 'octo:demo', releases: [without] }, maven);
  expect(jar).toMatchObject({ verdict: 'fail', severity: 'low' });
});

test('packages that lack it alike are one finding', async () => {
  const found = await judge(provenance, trusted, {
    packages: [packageEvidence({ releases: [without] }), packageEvidence({ name: '@octo/other', releases: [without] })],
  });
  expect(found.filter(({ verdict }) => verdict === 'fail')).toHaveLength(1);
  expect(found[0]?.reason).toMatch(/^`@octo\/demo` and `@octo\/other`: /);
});

test('an attestation that does not hold fails, unless the release is told of as one that differs', async () => {
  const refused: Release = { version: '1.2.0', joins: { attestation: 'contradicted' } };
  expect(await judged({ releases: [refused] })).toMatchObject({ verdict: 'fail', severity: 'critical' });
  const signals = [aSignal('provenance-refused', 'critical')];
  expect(await judged({ releases: [{ ...refused, signals }] })).toMatchObject({
    verdict: 'not-applicable',
    reason: '`@octo/demo`: the newest release is judged by `provenance-continuity`, beside those before it',
  });
});

test('what was lost from one release to the next is told once', async () => {
  const signals = [aSignal('provenance-lost')];
  expect((await judged({ releases: [{ ...without, signals }] })).verdict).toBe('not-applicable');
  const provisional = [aSignal('provenance-lost', 'high', { provisional: true })];
  expect((await judged({ releases: [{ ...without, signals: provisional }] })).verdict).toBe('fail');
});

test('a proved attestation passes whatever else is odd about the release', async () => {
  const signals = [aSignal('provenance-changed', 'medium'), aSignal('run-mismatch', 'critical')];
  expect((await judged({ releases: [{ version: '1.2.0', signals }] })).verdict).toBe('pass');
});

describe('the repository', () => {
  test('is not known where GitHub was not asked', async () => {
    expect(await judged({ ledger: { link: 'unknown' } })).toMatchObject({
      verdict: 'unknown',
      settles: expect.stringContaining('mintmark ledger . --package @octo/demo'),
    });
  });

  test('of somebody else is what package-link tells of', async () => {
    expect(await judged({ ledger: { link: 'contradicted' } })).toMatchObject({
      verdict: 'not-applicable',
      reason: expect.stringContaining('`package-link`'),
    });
  });
});

describe('a build that GitHub does not know for this repository', () => {
  const foreign: Release = { version: '1.2.0', joins: { commit: 'contradicted', run: 'contradicted' } };

  test('is no pass, though older ones prove the link', async () => {
    expect(await judged({ releases: [foreign] })).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('and the commit is contradicted'),
    });
    const signals = [aSignal('provenance-changed')];
    expect((await judged({ releases: [{ ...foreign, signals }] })).verdict).toBe('not-applicable');
  });

  test('is another matter than a commit of its own that no branch leads to', async () => {
    const orphan = { version: '1.2.0', joins: { commit: 'contradicted' } } as const;
    expect((await judged({ releases: [orphan] })).verdict).toBe('pass');
  });
});

describe('the workflow', () => {
  const foreign: Release = { version: '1.2.0', workflow: '.github/workflows/other.yml' };

  test('that the trusted publisher names is what binding tells of', async () => {
    expect(await judged({ releases: [foreign] })).toMatchObject({
      verdict: 'not-applicable',
      reason: expect.stringContaining('`binding`'),
    });
  });

  test('that publishes nothing here fails where no trusted publisher breaks by it', async () => {
    const files = npmRepository({ idToken: true, secret: 'NPM_TOKEN', command: 'yarn npm publish --provenance' });
    const found = await judged({ releases: [{ ...foreign, by: 'ada', rank: 'provenance' }] }, files);
    expect(found).toMatchObject({
      verdict: 'fail',
      severity: 'medium',
      reason: expect.stringContaining('carries provenance of `other.yml`, which is not seen to publish it'),
      key: ['npm', '@octo/demo', '.github/workflows/other.yml'],
    });
  });
});

describe('nobody is blamed', () => {
  const innocent = {
    state: 'unknown',
    value: null,
    says: 'the repository is private, and provenance is made for public ones only',
  } as const;

  test('for a private repository or another builder', async () => {
    const found = await judged({
      releases: [{ version: '1.2.0', joins: { attestation: innocent }, release: { attested: 'no' } }],
    });
    expect(found).toMatchObject({ verdict: 'not-applicable', reason: expect.stringContaining('is private') });
  });

  test('for a release that another service built', async () => {
    const publisher = { ...unknownPublisher, kind: 'trusted', provider: 'gitlab' } as const;
    const found = await judged({ releases: [{ ...without, release: { publisher } }] });
    expect(found).toMatchObject({ verdict: 'not-applicable', reason: expect.stringContaining('from `gitlab`') });
  });

  test('for attestations that could not be read', async () => {
    const found = await judged({
      releases: [{ version: '1.2.0', joins: { attestation: 'unknown' }, release: { attested: 'yes' } }],
    });
    expect(found).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('page of the version') });
  });

  test('for a repository of which nobody knows whether it is public', async () => {
    const joins = { attestation: 'missing', tag: 'unknown', release: 'unknown' } as const;
    expect(await judged({ releases: [{ version: '1.2.0', joins }] })).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('GitHub was not asked'),
    });
  });

  test('who publishes by hand and says so', async () => {
    const packages = [packageEvidence({ releases: [without] })];
    const policy = { ...defaultPolicy, release: 'local-2fa' } as const;
    const [found] = await judge(provenance, trusted, { packages, policy });
    expect(found).toMatchObject({ verdict: 'not-applicable', reason: expect.stringContaining('`local-2fa`') });
  });

  test('for a registry that did not answer, or has no such package', async () => {
    expect(await judged({ history: unreadable })).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('took too long'),
    });
    expect((await judged({ history: absent })).verdict).toBe('not-applicable');
  });

  test('for a registry that takes none', async () => {
    const crate = {
      'Cargo.toml': '[package]\nname = "demo"\nversion = "1.0.0"\n',
      '.github/workflows/release.yml': workflowOf(['- run: cargo publish']),
    };
    const found = await judged({ registry: 'crates.io', name: 'demo', releases: [without] }, crate);
    expect(found).toMatchObject({
      verdict: 'not-applicable',
      reason: expect.stringContaining('a limit of the registry'),
    });
  });
});

test('an audit of files alone does not know', async () => {
  expect(await judge(provenance, trusted)).toMatchObject([
    {
      verdict: 'unknown',
      registry: 'npm',
      reason: 'the registry was not asked: this audit read files only',
      settles: expect.stringContaining('`--offline`'),
    },
  ]);
  expect(await judge(provenance, {})).toMatchObject([{ verdict: 'not-applicable', registry: null }]);
});
