import { describe, expect, test } from 'vitest';
import { binding } from '../../src/controls/binding.ts';
import {
  called as calledBy,
  caller,
  here,
  type PublishingTo,
  publishing,
  publishPath,
  releasePath,
  workflow,
} from '../audit/binding-cases.ts';
import { judge } from './judge.ts';
import { type PackageWords, packageEvidence, type Release } from './package-evidence.ts';

/** What is said of a package whose last release came by trusted publishing. */
async function judged(
  to: PublishingTo,
  last: Partial<Release>,
  { repository = 'octo/demo', files = {} as Readonly<Record<string, string>>, ...words }: Told = {},
) {
  const { manifest, steps } = publishing[to];
  const evidence = packageEvidence({
    registry: to,
    name: 'demo',
    releases: [{ version: '1.2.0', on: '2026-05-03', repository: 'octo/demo', ...last }],
    ...words,
  });
  return judge(
    binding,
    { [manifest[0]]: manifest[1], [releasePath]: workflow({ steps }), ...files },
    { repository, packages: [evidence] },
  );
}

interface Told extends PackageWords {
  readonly repository?: string;
  readonly files?: Readonly<Record<string, string>>;
}

describe('the repository has another name', () => {
  test('after it was renamed', async () => {
    const [found, ...others] = await judged('npm', { repository: 'octo/old' });
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      verdict: 'fail',
      reason:
        '`1.2.0` of 2026-05-03 of `demo` came from the repository `octo/old`, which is called `octo/demo` now: GitHub redirects the old name, and npm does not. A trusted publisher that names `octo/old` refuses the job `publish` of `release.yml`',
      locations: [{ path: releasePath }],
      key: ['repository', 'demo'],
    });
    expect(found?.remediation?.steps).toEqual([
      'Before the next release, enter a trusted publisher for `demo` with the new name. On npmjs.com, open the settings of each package and choose GitHub Actions under Trusted Publisher. Enter: Organization or user `octo`, Repository `demo`, Workflow filename `release.yml`, Environment name `release`.',
      'Or give the repository its former name back: `octo/old`.',
      'Workflow and environment stay as they are.',
      'The next release by trusted publishing shows that it worked, and this goes away.',
    ]);
  });

  test.each<[PublishingTo, string, string]>([
    ['pypi', 'octo/old', "so does the number of the owner's account, which PyPI compares as well"],
    ['pypi', 'acme/demo', "PyPI compares the number of the owner's account as well: after a transfer"],
    ['rubygems', 'acme/demo', "RubyGems.org compares the number of the owner's account as well"],
    ['crates.io', 'acme/demo', "crates.io compares the number of the owner's account as well"],
    [
      'npm',
      'acme/demo',
      'npm is not known to compare more than names, and whoever takes that name on GitHub would fit it',
    ],
  ])('on %s, from %s: what stays valid is said', async (to, repository, says) => {
    const [found] = await judged(to, { repository });
    expect(found).toMatchObject({ verdict: 'fail' });
    expect(found?.remediation?.steps[2]).toContain(says);
  });

  test('and another workflow as well: both are told', async () => {
    const found = await judged('npm', { repository: 'octo/old', workflow: publishPath });
    expect(found.map(({ verdict, key }) => [verdict, key?.[0]])).toEqual([
      ['fail', 'repository'],
      ['fail', 'workflow'],
    ]);
  });

  test.each<[string, Partial<Release>, Told]>([
    ['a fork: its releases are not proved to be from here', { repository: 'up/demo' }, { ledger: { link: 'unknown' } }],
    ['the same name', {}, {}],
  ])('is not said of %s', async (_, last, words) => {
    const [found] = await judged('npm', last, words);
    expect(found?.verdict).toBe('pass');
  });

  test('is no break where the registry knows the repository by its number', async () => {
    const { manifest, steps } = publishing.jsr;
    const packages = [
      packageEvidence({
        registry: 'jsr',
        name: '@octo/demo',
        releases: [{ version: '1.0.0', repository: 'octo/old' }],
      }),
    ];
    const found = await judge(
      binding,
      { [manifest[0]]: manifest[1], [releasePath]: workflow({ steps }) },
      { packages },
    );
    expect(found.map(({ verdict }) => verdict)).not.toContain('fail');
  });

  test.each<[PublishingTo, string]>([
    ['npm', 'unknown'],
    ['rubygems', 'unknown'],
    ['crates.io', 'pass'],
    ['pypi', 'pass'],
  ])('that differs in case only is, on %s, %s', async (to, verdict) => {
    const [found] = await judged(to, { repository: 'Octo/Demo' });
    expect(found?.verdict).toBe(verdict);
    if (verdict === 'unknown') expect(found?.settles).toContain('See on GitHub how the repository is spelled');
  });
});

describe('a reusable workflow', () => {
  const called = (to: PublishingTo) => ({
    [releasePath]: caller(here),
    [publishPath]: calledBy(to),
  });
  const holding = (path: string) => `octo/demo/${path}`;

  test.each<[PublishingTo, string, string, string]>([
    ['npm', releasePath, publishPath, 'pass'],
    ['crates.io', releasePath, publishPath, 'pass'],
    ['rubygems', releasePath, publishPath, 'pass'],
    ['npm', publishPath, publishPath, 'fail'],
    ['crates.io', publishPath, publishPath, 'fail'],
    ['rubygems', publishPath, publishPath, 'pass'],
    ['npm', releasePath, releasePath, 'pass'],
    ['rubygems', releasePath, releasePath, 'fail'],
    ['nuget', releasePath, releasePath, 'fail'],
  ])('on %s: a release started by %s and built in %s makes it %s', async (to, started, held, verdict) => {
    const [found] = await judged(to, { workflow: started, holding: holding(held) }, { files: called(to) });
    expect(found?.verdict).toBe(verdict);
  });

  test('where sources disagree, both are told', async () => {
    const [found] = await judged(
      'npm',
      { workflow: publishPath, holding: holding(publishPath) },
      { files: called('npm') },
    );
    expect(found).toMatchObject({ severity: 'medium' });
    expect(found?.reason).toContain(
      'was built by `publish.yml`, which does not start it any more; `release.yml` does: a trusted publisher that names `publish.yml` refuses the job `publish` of `publish.yml`, as npm documents it; maintainers have seen it compare the called workflow, and then this one goes on working',
    );
  });
});

describe('a right that is gone without a tool that names it', () => {
  const bare = (more: string) => ({
    [releasePath]: workflow({
      steps: [`- run: npm publish${more}`],
      granted: { workflow: null, job: '{ contents: read }' },
    }),
  });

  test('is missed by what the last release proves', async () => {
    const [found] = await judged('npm', {}, { files: bare('') });
    expect(found).toMatchObject({
      verdict: 'fail',
      reason:
        '`1.2.0` of 2026-05-03 came from `release.yml` by trusted publishing, and the job `publish` of `release.yml` may not ask for a token: `id-token: write` is missing',
      key: [releasePath, 'publish', 'id-token'],
    });
  });

  test('is not missed where something else signs in, or another workflow published', async () => {
    const token = bare('\n  env:\n    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}');
    const verdicts = await Promise.all([
      judged('npm', {}, { files: token }),
      judged('npm', { workflow: publishPath }, { files: bare('') }),
      judged('npm', { by: 'ada' }, { files: bare('') }),
    ]);
    expect(verdicts.flat().map(({ verdict }) => verdict)).toEqual([
      'not-applicable',
      'not-applicable',
      'not-applicable',
    ]);
  });
});
