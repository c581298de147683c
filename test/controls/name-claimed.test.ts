import { expect, test } from 'vitest';
import { nameClaimed } from '../../src/controls/name-claimed.ts';
import { judge } from './judge.ts';
import { absent, packageEvidence, unreadable } from './package-evidence.ts';
import { npmRepository } from './publishing-fixtures.ts';

test('names stay unknown as long as the registry was not asked', async () => {
  const judgements = await judge(nameClaimed, {
    'package.json': '{"name": "@octo/demo", "version": "1.0.0"}',
    'Cargo.toml': '[package]\nname = "octo-demo"\nversion = "1.0.0"\n',
  });
  expect(judgements).toMatchObject([
    { verdict: 'unknown', registry: 'npm' },
    { verdict: 'unknown', registry: 'crates.io' },
  ]);
  expect(judgements[0]?.settles).toContain('npmjs.com');
});

test('a package that is not for publishing claims no name', async () => {
  const judgements = await judge(nameClaimed, { 'package.json': '{"name": "demo", "private": true}' });
  expect(judgements).toMatchObject([{ verdict: 'not-applicable', registry: null }]);
});

const manifest = { 'package.json': JSON.stringify({ name: '@octo/demo', version: '1.0.0' }) };
const strange = { ledger: { link: 'unknown' }, history: { sourceLinks: ['https://github.com/eve/demo'] } } as const;

test('a free name fails, graver where a workflow publishes it', async () => {
  const packages = [packageEvidence({ history: absent })];
  const [lone] = await judge(nameClaimed, manifest, { packages });
  expect(lone).toMatchObject({
    verdict: 'fail',
    severity: 'medium',
    reason: '`@octo/demo`: nobody has registered it on npm: whoever does first has the name',
    key: ['npm', 'free', '@octo/demo'],
  });
  expect(lone?.remediation?.steps[0]).toContain('`package.json`: `"private": true`');
  const [published] = await judge(nameClaimed, npmRepository(), { packages });
  expect(published).toMatchObject({ verdict: 'fail', severity: 'high' });
});

test("a free name in a scope that is the project's own can be taken by nobody else", async () => {
  const files = { ...manifest, 'b/package.json': JSON.stringify({ name: '@octo/other', version: '1.0.0' }) };
  const packages = [packageEvidence(), packageEvidence({ name: '@octo/other', history: absent })];
  const judgements = await judge(nameClaimed, files, { packages });
  expect(judgements.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['pass', '`@octo/demo`: it is taken, and points to this repository'],
    ['pass', '`@octo/other`: it is free, and only who owns `@octo`, as `@octo/demo` does, can take it'],
  ]);
});

test('a scope that only the name suggests is no guard', async () => {
  const files = { ...manifest, 'b/package.json': JSON.stringify({ name: '@octo/other', version: '1.0.0' }) };
  const packages = [packageEvidence(strange), packageEvidence({ name: '@octo/other', history: absent })];
  const judgements = await judge(nameClaimed, files, { packages });
  expect(judgements.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
});

test('a name that another project has fails; where this one publishes it, package-link tells', async () => {
  const packages = [packageEvidence(strange)];
  const [taken] = await judge(nameClaimed, manifest, { packages });
  expect(taken).toMatchObject({
    verdict: 'fail',
    reason: '`@octo/demo`: it is taken by another project: its metadata name `eve/demo`, not this repository',
  });
  expect(taken?.severity).toBeUndefined();
  const [published] = await judge(nameClaimed, npmRepository(), { packages });
  expect(published?.verdict).toBe('pass');
});

test('what could not be read, or was left out, is unknown', async () => {
  const files = { ...manifest, 'b/package.json': JSON.stringify({ name: 'other', version: '1.0.0' }) };
  const judgements = await judge(nameClaimed, files, { packages: [packageEvidence({ history: unreadable })] });
  expect(judgements.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['unknown', '`@octo/demo`: npm could not be read: the registry took too long'],
    ['unknown', 'npm was not asked about `other`'],
  ]);
});

test('a name that its metadata tie to nobody is unknown', async () => {
  const packages = [packageEvidence({ ledger: { link: 'unknown' }, history: { sourceLinks: [] } })];
  expect(await judge(nameClaimed, manifest, { packages })).toMatchObject([{ verdict: 'unknown', registry: 'npm' }]);
});

test('a Go module is named by its repository', async () => {
  const packages = [packageEvidence({ registry: 'go', name: 'github.com/octo/demo', history: absent })];
  const judgements = await judge(nameClaimed, { 'go.mod': 'module github.com/octo/demo\n\ngo 1.24\n' }, { packages });
  expect(judgements).toMatchObject([{ verdict: 'not-applicable', registry: 'go' }]);
});
