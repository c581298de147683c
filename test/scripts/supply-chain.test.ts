import { describe, expect, it } from 'vitest';
import { type Bill, billOfPublished, billProblems, billSchema } from '../../scripts/supply-chain/bill-of-materials.ts';
import { isAllowed, licenceProblems } from '../../scripts/supply-chain/licences.ts';
import {
  confusionProblems,
  installScripts,
  lockfileProblems,
  lockfileSchema,
  manifestSchema,
} from '../../scripts/supply-chain/lockfile.ts';
import { ownAuditOutcome } from '../../scripts/supply-chain/own-audit.ts';
import { signatureOutcome } from '../../scripts/supply-chain/signatures.ts';
import { aControl, aFinding, aPublication, aReport } from '../reports/report-fixture.ts';

const integrity = `sha512-${'A'.repeat(86)}==`;
const asked = {
  dependencies: { mill: '1.0.0' },
  devDependencies: { press: '2.0.0' },
  optionalDependencies: { 'node-tin': '24.0.0' },
};
const manifest = manifestSchema.parse({
  name: 'mint',
  version: '0.1.0',
  scripts: { prepublishOnly: 'node scripts/refuse-publish.cjs' },
  ...asked,
});

const locked = {
  'node_modules/mill': { version: '1.0.0', integrity, dependencies: { '@tin/die': '^1.0.0' } },
  'node_modules/@tin/die': { version: '1.2.0', integrity },
  'node_modules/press': { version: '2.0.0', integrity, dev: true },
  'node_modules/press-tin': { version: '2.0.0', dev: true, optional: true, os: ['tin'] },
  'node_modules/node-tin': { version: '24.0.0', integrity, optional: true, os: 'tin' },
} as const;

function lockfile(changed: Readonly<Record<string, object>> = {}, root: object = {}) {
  return lockfileSchema.parse({
    name: 'mint',
    version: '0.1.0',
    lockfileVersion: 3,
    packages: { '': { name: 'mint', version: '0.1.0', ...asked, ...root }, ...locked, ...changed },
  });
}

describe('a lockfile', () => {
  it('is sound where all is exact, hashed and from no named place', () => {
    expect(lockfileProblems(lockfile(), manifest)).toEqual([]);
  });

  it.each([
    ['a host', { version: '1.0.0', integrity, resolved: 'https://evil.example/mill.tgz' }, 'fetched from'],
    ['a repository as version', { version: 'git+ssh://git@evil.example/mill.git', integrity }, 'exact version'],
    ['another package under its name', { name: 'evil', version: '1.0.0', integrity }, 'alias'],
    ['no hash', { version: '1.0.0' }, 'SHA-512'],
    ['no hash, and is optional on every platform', { version: '1.0.0', optional: true }, 'SHA-512'],
    ['a weak hash', { version: '1.0.0', integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'SHA-512'],
    ['a link', { version: '1.0.0', integrity, link: true }, 'link'],
    ['a dependency from git', { version: '1.0.0', integrity, dependencies: { a: 'github:evil/a' } }, 'no registry'],
    ['a dependency by short hand', { version: '1.0.0', integrity, dependencies: { a: 'evil/a' } }, 'no registry'],
    ['an alias as dependency', { version: '1.0.0', integrity, optionalDependencies: { a: 'npm:b@1' } }, 'no registry'],
  ])('is refused where a package has %s', (_, entry, words) => {
    const problems = lockfileProblems(lockfile({ 'node_modules/mill': entry }), manifest);
    expect(problems).toEqual([expect.stringContaining(words)]);
    expect(problems[0]).toContain('node_modules/mill');
  });

  it.each([
    ['of an older format', { ...lockfile(), lockfileVersion: 2 }, 'lockfileVersion'],
    ['of another project', { ...lockfile(), name: 'evil' }, 'another project'],
    ['of another version', lockfile({}, { version: '0.2.0' }), 'another version'],
    ['older than package.json', lockfile({}, { dependencies: { mill: '0.9.0' } }), 'differ'],
  ])('is refused where it is %s', (_, broken, words) => {
    expect(lockfileProblems(broken, manifest)).toEqual([expect.stringContaining(words)]);
  });

  it('is refused where package.json takes whatever comes', () => {
    const loose = { dependencies: { mill: '^1.0.0' } };
    const problems = lockfileProblems(lockfile({}, loose), { ...manifest, ...loose });
    expect(problems).toEqual([expect.stringContaining('mill@^1.0.0')]);
  });

  it('tells which packages want to run something', () => {
    expect(installScripts(lockfile())).toEqual([]);
    const wanting = { 'node_modules/mill': { version: '1.0.0', integrity, hasInstallScript: true } };
    expect(installScripts(lockfile(wanting))).toEqual([expect.stringContaining('node_modules/mill')]);
  });

  it('holds nothing under our own name, and the checkout cannot be published', () => {
    expect(confusionProblems(lockfile(), manifest)).toEqual([]);
    const deep = { 'node_modules/mill/node_modules/mint': { version: '9.9.9', integrity } };
    expect(confusionProblems(lockfile(deep), manifest)).toEqual([expect.stringContaining('our own name')]);
    expect(confusionProblems(lockfile(), { ...manifest, scripts: {} })).toEqual([expect.stringContaining('publish')]);
    expect(confusionProblems(lockfile(), { ...manifest, scripts: {}, private: true })).toEqual([]);
  });
});

describe('licences', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['GPL-3.0-only OR (ISC AND Apache-2.0)', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only OR MIT AND AGPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['UNLICENSED', false],
    ['SEE LICENSE IN LICENSE', false],
    ['MIT WITH surprises', false],
    ['(MIT', false],
    ['MIT)', false],
    ['', false],
  ])('%j: allowed is %s', (expression, allowed) => {
    expect(isAllowed(expression)).toBe(allowed);
  });

  const excepted = [
    { name: 'openpgp', licence: 'LGPL-3.0+' },
    { name: 'axe-core', licence: 'MPL-2.0' },
    { name: 'caniuse-lite', licence: 'CC-BY-4.0' },
    { name: 'lightningcss-linux-x64-gnu', licence: 'MPL-2.0' },
  ];

  it('are agreed to by name where they are not in general', () => {
    expect(licenceProblems([...excepted, { name: 'mill', licence: 'MIT' }])).toEqual([]);
    expect(licenceProblems([...excepted, { name: 'mill', licence: 'LGPL-3.0+' }])).toEqual([
      expect.stringContaining('mill'),
    ]);
    expect(licenceProblems([...excepted, { name: 'mill', licence: null }])).toEqual([expect.stringContaining('mill')]);
  });

  it('are not excepted for longer than somebody needs it', () => {
    expect(licenceProblems(excepted.slice(0, -1))).toEqual([expect.stringContaining('lightningcss')]);
  });
});

describe('the bill of materials', () => {
  const hashes = [{ alg: 'SHA-512', content: '00'.repeat(64) }];
  const listed = (name: string, version: string) => ({
    'bom-ref': `${name}@${version}`,
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hashes,
  });
  const whole: Bill = billSchema.parse({
    bomFormat: 'CycloneDX',
    metadata: { component: { ...listed('mint', '0.1.0'), name: 'checkout' } },
    components: [
      listed('mill', '1.0.0'),
      listed('@tin/die', '1.2.0'),
      listed('press', '2.0.0'),
      listed('node-tin', '24.0.0'),
    ],
    dependencies: [
      { ref: 'mint@0.1.0', dependsOn: ['mill@1.0.0', 'press@2.0.0', 'node-tin@24.0.0'] },
      { ref: 'mill@1.0.0', dependsOn: ['@tin/die@1.2.0'] },
      { ref: 'press@2.0.0' },
    ],
  });
  const bill = billOfPublished(whole, lockfile(), manifest);

  it('is of what is published, not of the checkout', () => {
    expect(bill.metadata.component.name).toBe('mint');
    expect(bill.components.map(({ name }) => name)).toEqual(['mill', '@tin/die']);
    expect(bill.dependencies).toEqual([
      { ref: 'mint@0.1.0', dependsOn: ['mill@1.0.0'] },
      { ref: 'mill@1.0.0', dependsOn: ['@tin/die@1.2.0'] },
    ]);
    expect(billProblems(bill, lockfile(), manifest)).toEqual([]);
  });

  const changes: readonly (readonly [string, Partial<Bill>, string])[] = [
    ['lacks a package', { components: bill.components.slice(1) }, 'mill@1.0.0 is locked and not in the bill'],
    [
      'has one more',
      { components: [...bill.components, listed('evil', '1.0.0')] },
      'evil@1.0.0 is in the bill and not',
    ],
    [
      'has another hash',
      {
        components: bill.components.map((each, at) => (at === 0 ? { ...each, hashes: [] } : each)),
      },
      'another hash',
    ],
    [
      'has another purl',
      { components: bill.components.map((each, at) => (at === 0 ? { ...each, purl: 'pkg:npm/evil@1.0.0' } : each)) },
      'pkg:npm/evil@1.0.0',
    ],
    ['is of something else', { metadata: { component: listed('evil', '0.1.0') } }, 'not of pkg:npm/mint@0.1.0'],
  ];

  it.each(changes)('is refused where it %s', (_, changed, words) => {
    expect(billProblems({ ...bill, ...changed }, lockfile(), manifest)).toEqual([expect.stringContaining(words)]);
  });
});

describe('signatures', () => {
  it('hold where npm found none missing or broken', () => {
    expect(signatureOutcome('{"invalid":[],"missing":[]}').state).toBe('ok');
  });

  it.each([
    ['invalid', 'does not verify'],
    ['missing', 'no signature'],
  ])('fail where one is %s', (field, words) => {
    const found = { invalid: [], missing: [], [field]: [{ name: 'mill', version: '1.0.0' }] };
    expect(signatureOutcome(JSON.stringify(found))).toEqual({
      state: 'failed',
      problems: [expect.stringMatching(`^mill@1\\.0\\.0 .*${words}`)],
    });
  });

  it('are not taken for good where npm could not look', () => {
    const error = { error: { code: 'ENOTFOUND', summary: 'request failed\nmore', detail: 'x' } };
    expect(signatureOutcome(JSON.stringify(error))).toEqual({
      state: 'not-run',
      reason: 'npm could not verify: ENOTFOUND, request failed',
    });
    for (const output of ['', 'audited 3 packages', '{}', 'null'])
      expect(signatureOutcome(output).state, output).toBe('not-run');
  });
});

describe('what Mintmark says of itself', () => {
  const control = aControl({ id: 'sbom', verdict: 'pass', reason: 'made', settles: null });
  const open = aControl({ id: 'owners', verdict: 'unknown', reason: 'nobody was asked', settles: 'ask' });
  const sound = aReport({ publications: [aPublication({})], controls: [control, open], findings: [], problems: [] });

  it('holds where nothing fails, and names what it cannot know', () => {
    expect(ownAuditOutcome(sound)).toEqual({
      state: 'ok',
      says: '1 pass, 0 not applicable, 1 unknown, no finding',
      notes: ['unknown: owners: nobody was asked'],
    });
  });

  it.each([
    ['a control fails', { controls: [{ ...control, verdict: 'fail' as const }] }],
    ['a failing is only accepted', { controls: [{ ...control, verdict: 'accepted' as const }] }],
    ['there is a finding', { findings: [aFinding({})] }],
    ['a file is broken', { problems: [{ path: 'a.yml', line: null, message: 'broken' }] }],
    ['nothing was found to judge', { publications: [] }],
    ['an unknown has no reason', { controls: [{ ...open, reason: '' }] }],
  ])('fails where %s', (_, changed) => {
    expect(ownAuditOutcome({ ...sound, ...changed })).toMatchObject({
      state: 'failed',
      problems: [expect.any(String)],
    });
  });
});
