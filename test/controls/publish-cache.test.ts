import { describe, expect, test } from 'vitest';
import { publishCache } from '../../src/controls/publish-cache.ts';
import { judge } from './judge.ts';

const files = (step: string, others: Record<string, string> = {}): Record<string, string> => ({
  'package.json': '{ "name": "demo", "version": "1.0.0", "packageManager": "npm@11.6.0" }',
  '.github/workflows/release.yml': `on:\n  push:\n    tags: ['v*']\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    permissions:\n      id-token: write\n    steps:\n      - uses: ${step}\n      - run: npm publish\n`,
  ...others,
});

const verdictOf = async (step: string) => (await judge(publishCache, files(step)))[0]?.verdict;

test('a cache in the publishing job fails, with the edit that takes it out', async () => {
  const [found] = await judge(publishCache, files('actions/setup-node@v4\n        with:\n          cache: npm'));
  expect(found).toMatchObject({ verdict: 'fail', severity: 'medium', locations: [{ line: 10 }] });
  expect(found?.remediation?.fix).toMatchObject({
    safety: 'safe',
    edits: [{ kind: 'delete', at: ['jobs', 'publish', 'steps', 0, 'with', 'cache'] }],
  });
});

test('put right: without the input', async () => {
  expect(await verdictOf('actions/setup-node@v4')).toBe('pass');
});

test.each([
  ['actions/cache@v5', 'fail'],
  ['actions/cache/save@v5', 'pass'],
  ['actions/setup-node@v6', 'fail'],
  ['actions/setup-node@v6\n        with:\n          package-manager-cache: false', 'pass'],
  ['actions/setup-go@v6', 'fail'],
  ['actions/setup-go@v3', 'pass'],
  [`actions/setup-go@${'c'.repeat(40)} # v6.1.0`, 'fail'],
  ['actions/setup-go@v6\n        with:\n          cache: false', 'pass'],
  ['Swatinem/rust-cache@v2', 'fail'],
  ['ruby/setup-ruby@v1\n        with:\n          bundler-cache: true', 'fail'],
  ['astral-sh/setup-uv@v7', 'fail'],
  ['astral-sh/setup-uv@v7\n        with:\n          enable-cache: false', 'pass'],
  ['gradle/actions/setup-gradle@v5', 'fail'],
  ['gradle/actions/setup-gradle@v5\n        with:\n          cache-disabled: true', 'pass'],
  ['docker/build-push-action@v6\n        with:\n          cache-from: type=gha', 'fail'],
  ['docker/build-push-action@v6\n        with:\n          cache-from: type=registry,ref=a/b', 'pass'],
  ['actions/setup-node@v4\n        with:\n          cache: ${{ inputs.cache }}', 'pass'],
])('%s: %s', async (step, verdict) => {
  expect(await verdictOf(step)).toBe(verdict);
});

describe('is graver, the more can write it', () => {
  const ci = (on: string, checkout = '') => ({
    '.github/workflows/ci.yml': `on: ${on}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n${checkout}      - uses: actions/cache@v5\n      - run: npm test\n`,
  });
  const severity = async (others: Record<string, string>) =>
    (await judge(publishCache, files('actions/cache@v5', others)))[0]?.severity;

  test('high with a job on the default branch', async () => {
    expect(await severity(ci('push'))).toBe('high');
    expect(await severity(ci('pull_request'))).toBe('medium');
    expect(await severity(ci("{ push: { tags: ['v*'] } }"))).toBe('medium');
  });

  test('critical with code of pull requests', async () => {
    expect(await severity(ci('pull_request_target', '        with:\n          ref: ${{ github.head_ref }}\n'))).toBe(
      'critical',
    );
  });
});
