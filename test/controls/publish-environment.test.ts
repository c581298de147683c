import { describe, expect, test } from 'vitest';
import { publishEnvironment } from '../../src/controls/publish-environment.ts';
import type { EnvironmentSettings } from '../../src/github/settings.ts';
import { judge } from './judge.ts';

const files = (environment: string) => ({
  'package.json': '{ "name": "demo", "version": "1.0.0" }',
  '.github/workflows/release.yml': `on: push
jobs:
  publish:
    runs-on: ubuntu-latest
${environment}    permissions:
      id-token: write
    steps:
      - run: npm publish
`,
});

const bad = files('');
const good = files('    environment: npm\n');

function environments(rules: Partial<EnvironmentSettings>) {
  const environment: EnvironmentSettings = {
    name: 'NPM',
    reviewers: false,
    selfReview: false,
    adminBypass: false,
    branchPolicy: 'none',
    secrets: { state: 'absent', source: 'test' },
    ...rules,
  };
  return { settings: { environments: { state: 'seen' as const, value: [environment], source: 'test' } } };
}

test('a job without an environment fails, with the edit that names one', async () => {
  const [found] = await judge(publishEnvironment, bad);
  expect(found).toMatchObject({ verdict: 'fail', registry: 'npm' });
  expect(found?.locations.map(({ line }) => line)).toEqual([3, 8]);
  expect(found?.remediation?.fix).toMatchObject({
    safety: 'needs-thought',
    first: [expect.stringContaining('Environments'), expect.anything(), expect.anything()],
    title: 'Let the job `publish` of `release.yml` wait for the environment `npm`',
    edits: [
      { kind: 'set', path: '.github/workflows/release.yml', at: ['jobs', 'publish', 'environment'], value: 'npm' },
    ],
  });
  const steps = found?.remediation?.steps.join('\n') ?? '';
  expect(steps.indexOf('make or open the environment npm')).toBeLessThan(steps.indexOf('Only then tell npm'));
});

describe('a job without an environment', () => {
  const image = '      - run: docker push ghcr.io/octo/demo:1\n';
  const fails = async (steps: string) => {
    const [found] = await judge(publishEnvironment, {
      ...bad,
      '.github/workflows/release.yml': bad['.github/workflows/release.yml'].replace(
        '      - run: npm publish\n',
        steps,
      ),
    });
    return [found?.verdict, found?.severity];
  };

  test('is less grave where it pushes images only, or what it does is a guess', async () => {
    expect(await fails(image)).toEqual(['fail', 'medium']);
    expect(await fails('      - run: ./made-on-the-way/publish-npm.sh\n')).toEqual(['fail', 'medium']);
    expect(await fails(`${image}      - run: npm publish\n`)).toEqual(['fail', undefined]);
  });

  test('that hands publishing to a workflow elsewhere is unknown', async () => {
    const [found] = await judge(publishEnvironment, {
      'package.json': bad['package.json'],
      '.github/workflows/release.yml':
        'on: push\njobs:\n  publish:\n    uses: other/shared/.github/workflows/npm-publish.yml@v1\n    secrets: { npm-token: "${{ secrets.N }}" }\n',
    });
    expect(found).toMatchObject({
      verdict: 'unknown',
      settles: 'Look for `environment:` in `other/shared/.github/workflows/npm-publish.yml@v1`.',
    });
  });
});

describe('a job with an environment', () => {
  test('is unknown while its rules cannot be read, and says what would show them', async () => {
    const [found] = await judge(publishEnvironment, good);
    expect(found).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('actions:read') });
  });

  test.each<[string, Partial<EnvironmentSettings>, string]>([
    ['reviewers', { reviewers: true }, 'pass'],
    ['a branch policy', { branchPolicy: 'custom' }, 'pass'],
    ['no rule', {}, 'fail high'],
    ['self-review', { reviewers: true, selfReview: true }, 'fail low'],
    ['admin bypass', { reviewers: true, adminBypass: true }, 'fail low'],
  ])('with %s', async (_name, rules, expected) => {
    const [found] = await judge(publishEnvironment, good, environments(rules));
    expect([found?.verdict, ...(found?.severity === undefined ? [] : [found.severity])].join(' ')).toBe(expected);
  });

  test('that GitHub does not know fails', async () => {
    const [found] = await judge(publishEnvironment, good, environments({ name: 'other', reviewers: true }));
    expect(found).toMatchObject({
      verdict: 'fail',
      severity: 'high',
      reason: expect.stringContaining('does not exist'),
    });
  });

  test('whose name is computed is unknown', async () => {
    const [found] = await judge(publishEnvironment, files('    environment: ${{ vars.WHERE }}\n'), environments({}));
    expect(found?.verdict).toBe('unknown');
  });
});

test('the environment of a called workflow counts', async () => {
  const called = {
    'package.json': good['package.json'],
    '.github/workflows/release.yml': 'on: push\njobs:\n  call:\n    uses: ./.github/workflows/publish.yml\n',
    '.github/workflows/publish.yml': good['.github/workflows/release.yml'].replace('on: push', 'on: workflow_call'),
  };
  const [found] = await judge(publishEnvironment, called, environments({ reviewers: true }));
  expect(found?.verdict).toBe('pass');
});
