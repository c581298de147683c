import { expect, test } from 'vitest';
import { nameClaimed } from '../../src/controls/name-claimed.ts';
import { judge } from './judge.ts';

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
