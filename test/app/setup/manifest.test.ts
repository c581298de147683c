import { describe, expect, it } from 'vitest';
import { webhookPaths } from '../../../src/app/server.ts';
import { appManifest, readTier, webhookPath } from '../../../src/app/setup/manifest.ts';
import { subscriptions } from '../../../src/app/subscriptions.ts';
import { permissionTable } from '../../../src/github/permissions.ts';
import { corePermissions, fixerPermissions } from '../../../src/sandbox/core-tier.ts';

const core = readTier('core');
const full = readTier('full');
const fixer = readTier('fixer');

/** `issues:write` of `{ issues: 'write' }`. */
function permissionsOf({ default_permissions: permissions }: typeof core): readonly string[] {
  return Object.entries(permissions).map((entry) => entry.join(':'));
}

/** Whether what an app is granted is as much as is asked, or more. */
function covers(granted: readonly string[], asked: string): boolean {
  return granted.includes(asked) || granted.includes(asked.replace(/:read$/, ':write'));
}

describe('app.yml and app.full.yml', () => {
  it('ask for what the table of permissions says of their tier, and for what their webhooks need', () => {
    const rows = (tier: string) =>
      permissionTable.filter((row) => row.tier === tier).map(({ permission }) => permission);
    expect(permissionsOf(core).toSorted()).toEqual([...new Set(rows('core'))].toSorted());
    const forEvents = subscriptions
      .map(({ permission }) => permission)
      .filter((permission) => !covers([...rows('core'), ...rows('full')], permission));
    expect(permissionsOf(full).toSorted()).toEqual(
      [...new Set([...rows('core'), ...rows('full'), ...forEvents])].toSorted(),
    );
  });

  it.each([
    ['core', core],
    ['full', full],
  ])('of the %s tier subscribes to every event that its permissions allow, and to no other', (_, manifest) => {
    const allowed = subscriptions.filter(({ permission }) => covers(permissionsOf(manifest), permission));
    expect(manifest.default_events.toSorted()).toEqual(allowed.map(({ event }) => event).toSorted());
  });

  it('differ in nothing but what the full tier has on top', () => {
    expect(full).toMatchObject({ name: core.name, description: core.description, public: core.public });
    expect(full.default_permissions).toMatchObject(core.default_permissions);
    expect(full.default_events).toEqual(expect.arrayContaining(core.default_events));
  });

  it('are what the sandbox installs by', () => {
    expect(corePermissions).toEqual(core.default_permissions);
    expect(fixerPermissions).toEqual(fixer.default_permissions);
  });

  it('do not list what GitHub sends anyway, and refuses in a manifest', () => {
    for (const event of full.default_events) expect(event).not.toMatch(/^installation|^github_app_|^ping$|^meta$/);
  });

  it('write to checks and issues only, with the full tier to draft advisories, the gate of deployments and code scanning, and to nothing with a word of administration', () => {
    const written = (manifest: typeof full) =>
      permissionsOf(manifest).filter((permission) => permission.endsWith(':write'));
    expect(written(core)).toEqual(['checks:write', 'issues:write']);
    expect(written(full)).toEqual([
      'checks:write',
      'issues:write',
      'repository_advisories:write',
      'deployments:write',
      'security_events:write',
    ]);
  });
});

describe('app.fixer.yml', () => {
  it('asks for what writing a pull request takes, hears of nothing, and is another app', () => {
    expect(permissionsOf(fixer)).toEqual(['metadata:read', 'contents:write', 'pull_requests:write', 'workflows:write']);
    expect(fixer.default_events).toEqual([]);
    expect(fixer.name).not.toBe(core.name);
    const options = { organisation: null, publicUrl: 'https://mintmark.example', redirectUrl: 'http://127.0.0.1/x' };
    expect(appManifest(fixer, options).hook_attributes.active).toBe(false);
  });
});

describe('the manifest that is posted', () => {
  const options = {
    organisation: null,
    publicUrl: 'https://mintmark.example/base/',
    redirectUrl: 'http://127.0.0.1/x',
  };

  it('sends webhooks where the server takes them', () => {
    expect(webhookPaths).toContain(webhookPath);
    const { hook_attributes: hook, public: isPublic, redirect_url: redirect } = appManifest(core, options);
    expect(hook).toEqual({ url: `https://mintmark.example/base${webhookPath}`, active: true });
    expect([isPublic, redirect]).toEqual([false, 'http://127.0.0.1/x']);
  });

  it('leads people back to the dashboard who sign in, and nobody to the app that writes', () => {
    expect(appManifest(core, options).callback_urls).toEqual(['https://mintmark.example/base/sign-in/callback']);
    expect(appManifest(fixer, options).callback_urls).toEqual([]);
  });

  it('has a name that GitHub takes', () => {
    expect(appManifest(core, options).name).toBe('Mintmark');
    expect(appManifest(core, { ...options, organisation: 'acme' }).name).toBe('Mintmark for acme');
    expect(appManifest(core, { ...options, organisation: 'a'.repeat(39) }).name).toHaveLength(34);
  });
});
