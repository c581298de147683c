import { describe, expect, it } from 'vitest';
import { lookAtRepository, withSettings } from '../../src/github/observe.ts';
import { permissionTable } from '../../src/github/permissions.ts';
import type { Settings } from '../../src/github/settings.ts';
import { refused } from './fake-github.ts';
import { observeRepository } from './observe-whole.ts';
import { press, pressGitHub } from './press.ts';

const place = { owner: 'acme', name: 'press' };

async function settingsOf(github: ReturnType<typeof pressGitHub>): Promise<Settings> {
  const observed = await observeRepository(github.client, place, 5);
  if (observed.state !== 'seen') throw new Error(observed.reason);
  return observed.snapshot.settings;
}

describe('a repository that GitHub shows whole', () => {
  it('is observed with all its settings', async () => {
    const observed = await observeRepository(pressGitHub().client, place, 5);
    if (observed.state !== 'seen') throw new Error(observed.reason);
    expect(observed.snapshot.observedAt).toBe(5);
    expect(observed.snapshot.facts).toEqual({
      id: 7,
      owner: 'acme',
      name: 'press',
      ownerType: 'Organization',
      visibility: 'public',
      archived: false,
      fork: false,
      issuesEnabled: true,
      defaultBranch: 'main',
      head: { sha: 'a'.repeat(40), tree: 'b'.repeat(40) },
    });
    const { defaultBranch, ...settings } = observed.snapshot.settings;
    expect(defaultBranch).toBe('main');
    const secret = (name: string) => ({ name, updatedAt: '2026-01-01T00:00:00Z' });
    const values = Object.fromEntries(
      Object.entries(settings).map(([key, setting]) => [key, setting.state === 'seen' ? setting.value : setting]),
    );
    expect(values).toEqual({
      environments: [
        {
          name: 'npm',
          reviewers: true,
          selfReview: false,
          adminBypass: false,
          branchPolicy: 'custom',
          secrets: {
            state: 'seen',
            value: [secret('NPM_TOKEN')],
            source: 'https://github.com/acme/press/settings/environments',
          },
        },
      ],
      repositorySecrets: [secret('DEPLOY_KEY')],
      organisationSecrets: [secret('SHARED')],
      rulesets: [
        {
          name: 'tags',
          target: 'tag',
          enforcement: 'active',
          from: 'organization',
          include: ['refs/tags/v*'],
          exclude: [],
          rules: [{ type: 'deletion' }, { type: 'pull_request', approvals: 1, codeOwnerReview: true }],
          bypassActors: null,
        },
      ],
      branchProtection: {
        approvals: 2,
        codeOwnerReview: true,
        forcePushes: false,
        deletions: false,
        adminsEnforced: true,
      },
      privateVulnerabilityReporting: true,
      securityPolicy: true,
      dependencyAlerts: true,
      secretScanning: { scanning: true, pushProtection: false },
      twoFactor: true,
      immutableReleases: true,
      releases: [
        {
          tag: 'v2',
          name: 'Two',
          publishedAt: '2026-02-02T00:00:00Z',
          prerelease: false,
          immutable: true,
          author: 'octocat',
          assets: [{ name: 'a.tgz', digest: 'sha256:00', uploader: 'robot[bot]', size: 12 }],
        },
      ],
      tags: [
        {
          name: 'v2',
          commit: '3'.repeat(40),
          annotated: true,
          signature: 'verified',
          committedAt: '2026-02-01T00:00:00Z',
        },
        {
          name: 'v1',
          commit: '4'.repeat(40),
          annotated: false,
          signature: 'none',
          committedAt: '2026-02-01T00:00:00Z',
        },
      ],
    });
  });

  it('brings the texts of its workflows, without byte order marks and without what is no text', async () => {
    const observed = await observeRepository(pressGitHub().client, place, 5);
    expect(observed.state === 'seen' && [...observed.blobs]).toEqual([
      ['c'.repeat(40), 'on: push\n'],
      ['f'.repeat(40), '* @acme/all\n'],
    ]);
  });

  it('is asked only for what is there', async () => {
    const github = pressGitHub({
      repository: {
        environments: { totalCount: 0 },
        releases: { totalCount: 0 },
        refs: { nodes: [] },
        visibility: 'PRIVATE',
      },
    });
    const settings = await settingsOf(github);
    expect(github.routes().sort()).toEqual([
      'GET /repos/{owner}/{repo}',
      'GET /repos/{owner}/{repo}/actions/organization-secrets',
      'GET /repos/{owner}/{repo}/actions/secrets',
      'GET /repos/{owner}/{repo}/immutable-releases',
    ]);
    expect(settings.environments).toMatchObject({ state: 'seen', value: [] });
    expect(settings.releases).toMatchObject({ state: 'seen', value: [] });
    expect(settings.privateVulnerabilityReporting).toMatchObject({ state: 'unreadable' });
  });

  it('is asked whether it has a security policy in the one query, whatever the answer', async () => {
    const whole = pressGitHub();
    await settingsOf(whole);
    for (const isSecurityPolicyEnabled of [true, false, null, undefined]) {
      const github = pressGitHub({ repository: { isSecurityPolicyEnabled } });
      const { securityPolicy } = await settingsOf(github);
      const isTold = typeof isSecurityPolicyEnabled === 'boolean';
      const seen = { state: 'seen', value: isSecurityPolicyEnabled };
      expect(securityPolicy).toMatchObject(isTold ? seen : { state: 'unreadable' });
      expect([github.queries.length, github.routes()]).toEqual([1, whole.routes()]);
    }
  });

  it('is completed without it where it was looked at before that was asked for', async () => {
    const { client } = pressGitHub();
    const looked = await lookAtRepository(client, place, 5);
    if (looked.state !== 'seen' || looked.snapshot.told === undefined) throw new Error('nothing was told');
    const { securityPolicy: _, ...told } = looked.snapshot.told;
    const { settings } = await withSettings(client, { ...looked.snapshot, told }, 'https://github.com');
    expect(settings).not.toHaveProperty('securityPolicy');
    expect(settings.dependencyAlerts).toMatchObject({ state: 'seen' });
  });

  it('is asked under the name that it has now', async () => {
    const github = pressGitHub({ repository: { name: 'printing-press' } });
    await observeRepository(github.client, place, 5);
    expect(new Set(github.asked.map(({ parameters }) => parameters['repo']))).toEqual(new Set(['printing-press']));
  });

  it('points to the pages of its own server', async () => {
    const observed = await observeRepository(pressGitHub().client, { ...place, server: 'https://git.acme.example' }, 5);
    expect(observed.state === 'seen' && observed.snapshot.settings.tags.source).toBe(
      'https://git.acme.example/acme/press/tags',
    );
  });
});

describe('each permission that is missing', () => {
  const routes: readonly [keyof Settings, string][] = [
    ['environments', 'GET /repos/{owner}/{repo}/environments'],
    ['repositorySecrets', 'GET /repos/{owner}/{repo}/actions/secrets'],
    ['organisationSecrets', 'GET /repos/{owner}/{repo}/actions/organization-secrets'],
    ['privateVulnerabilityReporting', 'GET /repos/{owner}/{repo}/private-vulnerability-reporting'],
    ['releases', 'GET /repos/{owner}/{repo}/releases'],
    ['secretScanning', 'GET /repos/{owner}/{repo}'],
  ];

  it.each(routes)('hides %s and nothing else, and is named as the header names it', async (key, route) => {
    const whole = await settingsOf(pressGitHub());
    const settings = await settingsOf(pressGitHub({ routes: { [route]: refused('some_word:read') } }));
    expect(settings[key]).toMatchObject({ state: 'unreadable', permission: 'some_word:read' });
    expect({ ...settings, [key]: null }).toEqual({ ...whole, [key]: null });
  });

  it.each(routes)('hides %s under the name of the table where the header says nothing', async (key, route) => {
    const silent = { status: 403, data: { message: 'Resource not accessible by integration' } };
    const settings = await settingsOf(pressGitHub({ routes: { [route]: silent } }));
    const { permission } = permissionTable.find(({ feature }) => feature === key) ?? {};
    expect(settings[key]).toMatchObject({ state: 'unreadable', permission });
  });

  it('hides the secrets of an environment and leaves its rules', async () => {
    const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets';
    const { environments } = await settingsOf(pressGitHub({ routes: { [route]: refused('environments:read') } }));
    expect(environments).toMatchObject({
      state: 'seen',
      value: [{ name: 'npm', reviewers: true, secrets: { state: 'unreadable', permission: 'environments:read' } }],
    });
  });

  it('hides the signature of a tag', async () => {
    const route = 'GET /repos/{owner}/{repo}/git/tags/{tag_sha}';
    const { tags } = await settingsOf(pressGitHub({ routes: { [route]: refused('contents:read') } }));
    expect(tags).toMatchObject({ value: [{ signature: 'not-read' }, { signature: 'none' }] });
  });

  it('for the administration hides its four settings, and the repository is not asked for in vain', async () => {
    const github = pressGitHub({
      repository: {
        hasVulnerabilityAlertsEnabled: false,
        defaultBranchRef: { ...press.defaultBranchRef, branchProtectionRule: null },
      },
      routes: {
        'GET /repos/{owner}/{repo}/immutable-releases': refused('administration:read'),
        'GET /repos/{owner}/{repo}/vulnerability-alerts': refused('administration:read'),
        'GET /repos/{owner}/{repo}/branches/{branch}/protection': refused('administration:read'),
      },
    });
    const { branchProtection, dependencyAlerts, secretScanning, immutableReleases } = await settingsOf(github);
    for (const setting of [branchProtection, dependencyAlerts, secretScanning, immutableReleases])
      expect(setting).toMatchObject({ state: 'unreadable', permission: 'administration:read' });
    expect(github.routes()).not.toContain('GET /repos/{owner}/{repo}');
  });

  it.each([
    ['is refused', refused('organization_administration:read')],
    ['leaves the field out', { data: { login: 'acme' }, permission: 'metadata:read' }],
    ['gives null', { data: { two_factor_requirement_enabled: null } }],
  ])('for the organisation: REST %s', async (_, told) => {
    const owner = { ...press.owner, requiresTwoFactorAuthentication: null };
    const github = pressGitHub({ repository: { owner }, routes: { 'GET /orgs/{org}': told } });
    expect((await settingsOf(github)).twoFactor).toMatchObject({
      state: 'unreadable',
      permission: 'organization_administration:read',
    });
  });

  it.each([
    ['rulesets', ['repository', 'rulesets'], 'metadata:read'],
    ['securityPolicy', ['repository', 'isSecurityPolicyEnabled'], 'metadata:read'],
    ['tags', ['repository', 'refs', 'nodes', 0, 'target'], 'contents:read'],
  ] as const)('of one field of the query hides %s and nothing else', async (key, path, permission) => {
    const whole = await settingsOf(pressGitHub());
    const errors = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration', path }];
    const settings = await settingsOf(pressGitHub({ errors }));
    expect(settings[key]).toMatchObject({ state: 'unreadable', permission });
    expect({ ...settings, [key]: null }).toEqual({ ...whole, [key]: null });
  });

  it('to see who may pass a ruleset by leaves the ruleset', async () => {
    const path = ['repository', 'rulesets', 'nodes', 0, 'bypassActors'];
    const errors = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration', path }];
    expect(await settingsOf(pressGitHub({ errors }))).toEqual(await settingsOf(pressGitHub()));
  });
});

describe('a 404', () => {
  const unprotected = { ...press.defaultBranchRef, branchProtectionRule: null };
  const protection = 'GET /repos/{owner}/{repo}/branches/{branch}/protection';
  const hidden = { status: 404, data: { message: 'Not Found' }, permission: 'administration:read' };

  it('means no protection only in the words for it', async () => {
    const of = async (told: object) =>
      (await settingsOf(pressGitHub({ repository: { defaultBranchRef: unprotected }, routes: { [protection]: told } })))
        .branchProtection;
    expect(await of({ status: 404, data: { message: 'Branch not protected' } })).toMatchObject({ state: 'absent' });
    expect(await of(hidden)).toMatchObject({ state: 'unreadable', permission: 'administration:read' });
    expect(
      await of({ status: 403, data: { message: 'Upgrade to GitHub Pro or make this repository public.' } }),
    ).toEqual({
      state: 'unreadable',
      reason: "the owner's plan does not offer it for this repository",
      source: 'https://github.com/acme/press/settings/branches',
    });
    expect(await of({ data: { enforce_admins: { enabled: true }, allow_deletions: { enabled: true } } })).toMatchObject(
      {
        value: { approvals: 0, codeOwnerReview: false, forcePushes: false, deletions: true, adminsEnforced: true },
      },
    );
  });

  it('means off where another answer proves the permission', async () => {
    const github = pressGitHub({
      repository: { hasVulnerabilityAlertsEnabled: false },
      routes: {
        'GET /repos/{owner}/{repo}/immutable-releases': hidden,
        'GET /repos/{owner}/{repo}/vulnerability-alerts': hidden,
      },
    });
    const { immutableReleases, dependencyAlerts } = await settingsOf(github);
    expect([immutableReleases, dependencyAlerts]).toMatchObject([
      { state: 'seen', value: false },
      { state: 'seen', value: false },
    ]);
  });

  it('means nothing where none does', async () => {
    const github = pressGitHub({
      repository: { hasVulnerabilityAlertsEnabled: false },
      routes: {
        'GET /repos/{owner}/{repo}/immutable-releases': hidden,
        'GET /repos/{owner}/{repo}/vulnerability-alerts': hidden,
        'GET /repos/{owner}/{repo}': { data: { id: 7 }, permission: 'metadata:read' },
      },
    });
    const { immutableReleases, dependencyAlerts, secretScanning } = await settingsOf(github);
    for (const setting of [immutableReleases, dependencyAlerts, secretScanning])
      expect(setting).toMatchObject({ state: 'unreadable', permission: 'administration:read' });
  });

  it('of an Enterprise Server without the route says so', async () => {
    const missing = { status: 404, headers: { 'x-github-enterprise-version': '3.14.0' } };
    const routes = {
      'GET /repos/{owner}/{repo}/immutable-releases': missing,
      'GET /repos/{owner}/{repo}/private-vulnerability-reporting': missing,
    };
    const { immutableReleases, privateVulnerabilityReporting } = await settingsOf(pressGitHub({ routes }));
    for (const setting of [immutableReleases, privateVulnerabilityReporting])
      expect(setting).toMatchObject({ state: 'unreadable', reason: 'this GitHub server does not offer it' });
  });
});
