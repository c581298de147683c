import { expect, test } from 'vitest';
import { trustedPublishing } from '../../src/controls/trusted-publishing.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { judge } from './judge.ts';
import { absent, aSignal, type PackageWords, packageEvidence, type Release, unreadable } from './package-evidence.ts';
import { npmManifest, npmRepository, npmWorkflow, workflowOf } from './publishing-fixtures.ts';

const oidc = npmRepository({ idToken: true });
const both = npmRepository({ idToken: true, secret: 'NPM_TOKEN' });
const byAda: readonly Release[] = [
  { version: '1.4.0', by: 'ada', on: '2026-05-04' },
  { version: '1.3.0', on: '2026-05-03' },
];

function declaring(release: Policy['release']): Policy {
  return { ...defaultPolicy, release };
}

async function answer(files: Record<string, string>, words: PackageWords = {}, policy: Policy = defaultPolicy) {
  const [judgement, ...others] = await judge(trustedPublishing, files, { packages: [packageEvidence(words)], policy });
  expect(others).toEqual([]);
  return judgement;
}

test('releases that came by trusted publishing settle what files leave open', async () => {
  const shown = { verdict: 'pass', reason: 'the last 3 releases came by trusted publishing' };
  expect(await answer(both)).toMatchObject(shown);
  expect(await answer(npmRepository())).toMatchObject(shown);
  expect(await answer(npmRepository({ idToken: true, command: './ship/publish-npm.sh' }))).toMatchObject(shown);
});

test('five releases are looked at, and what came before them is said', async () => {
  const trusted = [7, 6, 5, 4, 3, 2].map((minor) => ({ version: `1.${minor}.0` }));
  expect((await answer(oidc, { releases: trusted }))?.reason).toBe('the last 5 releases came by trusted publishing');
  const migrated = [{ version: '2.0.0', on: '2026-05-09' }, ...byAda];
  expect(await answer(oidc, { releases: migrated })).toMatchObject({
    verdict: 'pass',
    reason: '`2.0.0` of 2026-05-09 came by trusted publishing; `1.4.0` of 2026-05-04 before was published by `ada`',
  });
});

test('a workflow that could use OIDC does not excuse a release by an account', async () => {
  const judgement = await answer(oidc, { releases: byAda });
  expect(judgement).toMatchObject({
    verdict: 'fail',
    reason:
      '`1.4.0` of 2026-05-04 was published by `ada`, with a token or by hand, though `npm publish` could use trusted publishing',
    locations: [],
    key: ['released', '@octo/demo'],
  });
  expect(judgement?.remediation?.steps.join('\n')).toContain('Workflow filename `release.yml`');
  expect(judgement?.remediation?.fix).toBeUndefined();
});

test('the token beside OIDC is pointed at where it made the release', async () => {
  const judgement = await answer(both, { releases: byAda });
  expect(judgement).toMatchObject({ verdict: 'fail', key: ['.github/workflows/release.yml', 'publish'] });
  expect(judgement?.locations).toHaveLength(2);
  expect(judgement?.remediation?.fix?.edits).toEqual([
    expect.objectContaining({ kind: 'delete', at: ['jobs', 'publish', 'steps', 2, 'env', 'NODE_AUTH_TOKEN'] }),
  ]);
});

test('a token without OIDC fails as before, by its place', async () => {
  const files = npmRepository({ secret: 'NPM_TOKEN' });
  expect(await answer(files, { releases: byAda })).toMatchObject({
    verdict: 'fail',
    reason: '`npm publish` publishes to npm with `secrets.NPM_TOKEN`',
  });
});

test('a release that lost its trust sends a person to find out who made it first', async () => {
  const lost = [{ ...byAda[0], version: '1.4.0', signals: [aSignal('tp-lost', 'critical')] }, { version: '1.3.0' }];
  const judgement = await answer(oidc, { releases: lost });
  expect(judgement?.remediation?.steps[0]).toContain('see the control `provenance-continuity`');
});

test('a release that may be a theft is not told in public', async () => {
  const judged = async (signals: Release['signals'] = []) =>
    answer(oidc, { releases: [{ version: '1.4.0', by: 'ada', signals }, { version: '1.3.0' }] });
  expect(await judged([aSignal('tp-lost', 'critical')])).toMatchObject({ verdict: 'fail', confidential: true });
  expect(await judged([aSignal('burst', 'medium'), aSignal('no-tag-or-release', 'high')])).toHaveProperty(
    'confidential',
  );
  for (const signals of [[], [aSignal('burst', 'medium')]]) {
    const judgement = await judged(signals);
    expect(judgement).not.toHaveProperty('confidential');
    expect(judgement?.remediation?.steps.join('\n')).not.toContain('provenance-continuity');
  }
  const both = await judged([aSignal('burst', 'medium'), aSignal('tp-lost', 'medium')]);
  expect(both?.remediation?.steps[0]).toContain('provenance-continuity');
});

test('an account published, and files show neither a token nor OIDC', async () => {
  expect(await answer(npmRepository(), { releases: byAda })).toMatchObject({
    verdict: 'fail',
    reason: '`1.4.0` of 2026-05-04 was published by `ada`, with a token or by hand',
  });
});

test('provenance without a trusted publisher was made with a token', async () => {
  const judgement = await answer(oidc, { releases: [{ version: '1.4.0', by: 'ada', rank: 'provenance' }] });
  expect(judgement).toMatchObject({ verdict: 'fail' });
  expect(judgement?.reason).toContain('with a token, in a workflow');
});

test('a prerelease or a version that was taken back decides nothing', async () => {
  const releases = [
    { version: '2.0.0-next.1', by: 'ada', on: '2026-05-06' },
    { version: '1.4.0', by: 'ada', on: '2026-05-05', withdrawn: 'yanked' },
    { version: '1.3.0', on: '2026-05-03' },
  ];
  expect(await answer(oidc, { releases })).toMatchObject({
    verdict: 'pass',
    reason: '`1.3.0` of 2026-05-03 came by trusted publishing',
  });
});

test('releases of another workflow do not vouch for a token', async () => {
  const files = {
    ...oidc,
    '.github/workflows/nightly.yml': npmWorkflow({ secret: 'NPM_TOKEN', job: 'nightly' }),
  };
  const judgements = await judge(trustedPublishing, files, { packages: [packageEvidence()] });
  expect(judgements.map(({ verdict, publication }) => [publication?.site?.job.id, verdict])).toEqual([
    ['nightly', 'fail'],
    ['publish', 'pass'],
  ]);
});

test('unknown stays unknown, and says what would settle it', async () => {
  const untold = await answer(both, { releases: [{ version: '1.4.0', by: '?', on: '2026-05-04' }] });
  expect(untold).toMatchObject({
    verdict: 'unknown',
    settles: 'npm does not tell how `1.4.0` of 2026-05-04 came. A release with an attestation would tell.',
  });
  for (const words of [{ history: absent }, { releases: [] }])
    expect(await answer(both, words)).toMatchObject({
      verdict: 'unknown',
      settles: 'npm has no release of it to look at: the next one will show it.',
    });
  expect((await answer(both, { history: unreadable }))?.settles).toContain('the registry took too long');
  const elsewhere = { releases: [{ version: '1.4.0', workflow: '.github/workflows/other.yml' }] };
  expect(await answer(both, elsewhere)).toMatchObject({
    verdict: 'unknown',
    settles: 'npm shows who published the last version.',
  });
});

test('a release from before the offer decides nothing', async () => {
  const judgement = await answer(both, { releases: [{ version: '1.0.0', by: 'ada', on: '2024-02-02' }] });
  expect(judgement).toMatchObject({ verdict: 'unknown' });
  expect(judgement?.settles).toContain('older than trusted publishing on npm');
});

test('PyPI without attestations leaves it to the files', async () => {
  const files = {
    'pyproject.toml': '[project]\nname = "octo-demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(
      ['- uses: pypa/gh-action-pypi-publish@release/v1'],
      ['permissions:', '  id-token: write'],
    ),
  };
  const words = { registry: 'pypi', name: 'Octo.Demo', releases: [{ version: '1.0.0', by: '?' }] } as const;
  expect(await answer(files, words)).toMatchObject({ verdict: 'pass', registry: 'pypi' });
  expect(await answer(files, words)).toEqual((await judge(trustedPublishing, files))[0]);
});

test('a policy that says people publish is honoured, but not for a token', async () => {
  for (const release of ['local-2fa', 'manual'] as const)
    expect(await answer(oidc, { releases: byAda }, declaring(release))).toMatchObject({ verdict: 'not-applicable' });
  const files = npmRepository({ secret: 'NPM_TOKEN' });
  expect(await answer(files, { releases: byAda }, declaring('manual'))).toMatchObject({ verdict: 'fail' });
});

test('a policy of its own decides for a package', async () => {
  const packages = new Map([['@octo/demo', { registry: null, release: 'manual' as const }]]);
  const judgement = await answer(oidc, { releases: byAda }, { ...declaring('trusted'), packages });
  expect(judgement).toMatchObject({ verdict: 'not-applicable' });
});

test('releases that are meant to be staged need an approval', async () => {
  expect(await answer(oidc, {}, declaring('staged'))).toMatchObject({
    verdict: 'fail',
    severity: 'medium',
    key: ['staged', '@octo/demo'],
  });
  const staged = { releases: [{ version: '1.4.0', by: 'staged' }] };
  expect(await answer(oidc, staged, declaring('staged'))).toMatchObject({ verdict: 'pass' });
});

test('a package that no workflow publishes is judged by its registry', async () => {
  const files = { 'package.json': npmManifest };
  const judgement = await answer(files, { releases: byAda, ledger: { link: 'claimed' } });
  expect(judgement).toMatchObject({
    verdict: 'fail',
    registry: 'npm',
    reason:
      '`@octo/demo`: `1.4.0` of 2026-05-04 was published by `ada`, with a token or by hand; no workflow here publishes it',
    key: ['npm', 'by hand', '`ada`'],
    locations: [],
  });
  expect(judgement?.remediation?.steps.join('\n')).toContain('Organization or user `octo`');
  expect(await answer(files)).toMatchObject({ verdict: 'pass' });
  expect(await answer(files, { releases: byAda }, declaring('local-2fa'))).toMatchObject({ verdict: 'not-applicable' });
  expect(await answer(files, { releases: [{ version: '1.0.0', by: '?' }] })).toMatchObject({ verdict: 'unknown' });
});

test('packages that one account publishes are one finding', async () => {
  const files = { 'package.json': npmManifest };
  const packages = ['@octo/demo', '@octo/other'].map((name, index) =>
    packageEvidence({ name, releases: [{ version: `1.${index}.0`, by: 'ada' }] }),
  );
  const [judgement, ...others] = await judge(trustedPublishing, files, { packages });
  expect(others).toEqual([]);
  expect(judgement?.reason).toBe(
    '`@octo/demo` and `@octo/other`: the newest release was published by `ada`, with a token or by hand; no workflow here publishes it',
  );
  expect(judgement?.remediation?.steps[1]).toContain('`@octo/demo` and `@octo/other`');
});

test('of those the one that may be a theft is a finding of its own, which is not told in public', async () => {
  const stolen = { version: '1.1.0', by: 'ada', signals: [aSignal('tp-lost', 'critical')] };
  const packages = [
    packageEvidence({ releases: [stolen] }),
    packageEvidence({ name: '@octo/other', releases: [{ version: '1.0.0', by: 'ada' }] }),
  ];
  const judgements = await judge(trustedPublishing, { 'package.json': npmManifest }, { packages });
  expect(judgements.map(({ verdict, confidential }) => [verdict, confidential])).toEqual([
    ['fail', true],
    ['fail', undefined],
  ]);
});

test('of several packages the one that an account published is named', async () => {
  const files = {
    ...oidc,
    'package.json': JSON.stringify({ name: 'root', private: true, workspaces: ['a', 'b'] }),
    'a/package.json': JSON.stringify({ name: 'demo-a', version: '1.0.0' }),
    'b/package.json': JSON.stringify({ name: 'demo-b', version: '1.0.0' }),
    '.github/workflows/release.yml': npmWorkflow({ idToken: true, command: 'npm publish --workspaces' }),
  };
  const packages = [packageEvidence({ name: 'demo-a' }), packageEvidence({ name: 'demo-b', releases: byAda })];
  const [judgement] = await judge(trustedPublishing, files, { packages });
  expect(judgement?.reason).toMatch(/^`demo-b`: `1\.4\.0` of 2026-05-04 was published by `ada`/);
});

test('what does not point here, or was not read, is not judged as published by hand', async () => {
  const files = { 'package.json': npmManifest };
  const strange = { ledger: { link: 'contradicted' }, releases: byAda } as const;
  expect(await answer(files, strange)).toMatchObject({ verdict: 'not-applicable', registry: null });
  expect(await answer(files, { history: unreadable })).toMatchObject({ verdict: 'not-applicable', registry: null });
});

test('a registry without trusted publishing is not the fault of the project', async () => {
  const words = { registry: 'hex', name: 'demo', releases: [{ version: '1.0.0', by: 'ada' }] } as const;
  expect(await answer({}, words)).toMatchObject({ verdict: 'not-applicable', registry: 'hex' });
});
