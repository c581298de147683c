import { describe, expect, test } from 'vitest';
import { packageEvidence } from '../controls/package-evidence.ts';
import {
  called,
  caller,
  type Files,
  here,
  publishing,
  publishPath,
  releasePath,
  shaped,
  toldBy,
  workflow,
  worseBy,
} from './binding-cases.ts';

describe('what the last release proves', () => {
  const [path, text] = publishing.pypi.manifest;
  const files = (name: string) => ({ [path]: text, [name]: shaped('pypi') });
  const released = (workflowPath: string | null, more = {}) => [
    packageEvidence({
      registry: 'pypi',
      name: 'demo',
      releases: [{ version: '1.2.0', on: '2026-05-03', workflow: workflowPath, ...more }],
    }),
  ];
  const bindings = async (base: Files, head: Files, packages: ReturnType<typeof released>) =>
    toldBy('binding', await worseBy(base, head, packages));

  test('is said in place of an if, once, with the exact values of the form', async () => {
    const found = await bindings(files(releasePath), files(publishPath), released(releasePath));
    expect(found).toMatchObject([
      {
        severity: 'high',
        message:
          '`demo` would be published from `publish.yml` and no longer from `release.yml`, from which `1.2.0` of 2026-05-03 came by trusted publishing: PyPI refuses the next release unless a trusted publisher names `publish.yml`',
      },
    ]);
    expect(found[0]?.remediation.steps.slice(0, 2)).toEqual([
      'Keep the name: publish from `release.yml`, as before this change.',
      'Or change the trusted publisher before this is merged. On pypi.org, open Publishing in the settings of each project and add a publisher of the kind GitHub. Enter: Owner `octo`, Repository name `demo`, Workflow name `publish.yml`, Environment name `release`.',
    ]);
  });

  test('a change that gives the workflow its proved name back breaks nothing', async () => {
    expect(await bindings(files(publishPath), files(releasePath), released(releasePath))).toEqual([]);
  });

  test('a release by a token proves nothing', async () => {
    const [found] = await bindings(files(releasePath), files(publishPath), released(releasePath, { by: 'ada' }));
    expect(found?.message).toContain('if the trusted publisher on PyPI names `release.yml`');
  });

  describe('of a reusable workflow, of which sources disagree', () => {
    const npm = (head: Files): Files => ({ 'package.json': publishing.npm.manifest[1], ...head });
    const alone = npm({ [releasePath]: shaped('npm') });
    const through = npm({ [releasePath]: caller(here), [publishPath]: called('npm') });
    const last = (path: string) => [
      packageEvidence({
        name: 'demo',
        releases: [{ version: '1.2.0', repository: 'octo/demo', holding: `octo/demo/${path}` }],
      }),
    ];

    test('a release that came the same way settles it', async () => {
      expect(toldBy('binding', await worseBy(alone, through, last(publishPath)))).toEqual([]);
    });

    test('another does not, and is named', async () => {
      const [found] = toldBy('binding', await worseBy(alone, through, last(releasePath)));
      expect(found).toMatchObject({ severity: 'low' });
      expect(found?.message).toContain(
        'the last release, `1.2.0`, came from `release.yml` itself and does not settle it',
      );
      expect(found?.remediation.links.join(' ')).toMatch(/docs\.npmjs\.com.*github\.com/);
    });
  });

  test('where tokens are refused, a token is a release that fails', async () => {
    const [manifest, crate] = publishing['crates.io'].manifest;
    const side = (steps: readonly string[]) => ({ [manifest]: crate, [releasePath]: workflow({ steps }) });
    const refusing = (trustedPublishingOnly: boolean) => [
      packageEvidence({
        registry: 'crates.io',
        name: 'demo',
        history: { settings: { trustedPublishingOnly, twoFactorRequired: null } },
      }),
    ];
    const { steps, tokenSteps } = publishing['crates.io'];
    expect(toldBy('binding', await worseBy(side(steps), side(tokenSteps), refusing(true)))).toMatchObject([
      { severity: 'high', message: expect.stringContaining('refuses the next release') },
    ]);
    expect(toldBy('binding', await worseBy(side(steps), side(tokenSteps), refusing(false)))).toEqual([]);
  });
});

describe('several publications', () => {
  const [cargo, crate] = publishing['crates.io'].manifest;
  const [npm, manifest] = publishing.npm.manifest;
  const manifests = { [cargo]: crate, [npm]: manifest };
  const cratePath = '.github/workflows/crate.yml';

  test('of which one breaks are told apart', async () => {
    const crateFile = { [cratePath]: shaped('crates.io') };
    const found = await worseBy(
      { ...manifests, ...crateFile, [releasePath]: shaped('npm') },
      { ...manifests, ...crateFile, [publishPath]: shaped('npm') },
    );
    expect(toldBy('binding', found)).toMatchObject([{ registry: 'npm', locations: [{ path: publishPath }] }]);
  });

  test('of one job that break alike are told once', async () => {
    const two = {
      'a/package.json': '{ "name": "a", "version": "1.0.0" }',
      'b/package.json': '{ "name": "b", "version": "1.0.0" }',
    };
    const steps = ['- run: npm publish\n  working-directory: a', '- run: npm publish\n  working-directory: b'];
    const found = await worseBy(
      { ...two, [releasePath]: workflow({ steps }) },
      { ...two, [publishPath]: workflow({ steps }) },
    );
    expect(toldBy('binding', found)).toMatchObject([{ message: expect.stringContaining('`a` and 1 more') }]);
  });

  test('a second workflow that publishes as well is told as one more', async () => {
    const through = (...starters: readonly string[]) => ({
      [npm]: manifest,
      [publishPath]: called('npm'),
      ...Object.fromEntries(starters.map((name) => [`.github/workflows/${name}.yml`, caller(here)])),
    });
    const found = await worseBy(through('release'), through('release', 'nightly'));
    expect(toldBy('binding', found)).toMatchObject([
      {
        severity: 'medium',
        message:
          '`demo` would also be published from `nightly.yml`: if the trusted publisher on npm names `release.yml` alone, npm refuses what comes from there',
      },
    ]);
  });

  test('a workflow that cannot be read any more is told on its line', async () => {
    const found = await worseBy(
      { [npm]: manifest, [releasePath]: shaped('npm') },
      { [npm]: manifest, [releasePath]: shaped('npm').replace('jobs:', 'jobs: [') },
    );
    expect(toldBy('binding', found)).toMatchObject([
      {
        locations: [{ path: releasePath }],
        remediation: { steps: [expect.stringContaining('Mend `release.yml`'), {}] },
      },
    ]);
  });
});
