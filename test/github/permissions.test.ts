import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { permissionFor, permissionTable } from '../../src/github/permissions.ts';
import { settingsNotAsked } from '../../src/github/settings.ts';

const src = join(import.meta.dirname, '../../src/github');

const observing = [
  'evidence/*.ts',
  '{observe,compare,commit,policy-files,repositories,sender,tree-listing}.ts',
  '{commit-fact,commit-reach,run-fact,release-tags,artifact-attestations,private-issues}.ts',
  'deployment-*.ts',
];

describe('the table of permissions', () => {
  it('has one row for each feature, and all of it in whole words', () => {
    const features = permissionTable.map(({ feature }) => feature);
    expect(new Set(features).size).toBe(features.length);
    for (const { permission, what, lost } of permissionTable) {
      expect(permission).toMatch(/^[a-z_]+:(?:read|write)$/);
      expect(what).not.toMatch(/^[A-Z]|\.$/);
      expect(lost).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('says of each setting what a file audit says of it', () => {
    const { defaultBranch, ...settings } = settingsNotAsked;
    expect(defaultBranch).toBeNull();
    for (const [key, setting] of Object.entries(settings)) {
      const feature = key as keyof typeof settings;
      expect([key, setting.state === 'unreadable' && setting.permission]).toEqual([key, permissionFor(feature)]);
    }
  });

  it('writes checks, issues, draft advisories, answers to deployments and analyses, and nothing else', () => {
    const writes = permissionTable.filter(({ permission }) => permission.endsWith(':write'));
    expect(writes.map(({ permission }) => permission)).toEqual([
      'checks:write',
      'issues:write',
      'repository_advisories:write',
      'deployments:write',
      'security_events:write',
    ]);
  });

  it('knows every route that is read to observe', () => {
    const told = new Set(permissionTable.flatMap(({ endpoints }) => endpoints));
    const files = globSync(observing, { cwd: src });
    const texts = files.map((file) => readFileSync(join(src, file), 'utf8'));
    const routes = texts.flatMap((text) => text.match(/'GET \/[^']+'/g) ?? []).map((route) => route.slice(1, -1));
    const below = texts.flatMap((text) => text.match(/(?<=askRepository\(place, ')[^']*(?=')/g) ?? []);
    const asked = [...routes, ...below.map((rest) => `GET /repos/{owner}/{repo}${rest}`)];
    expect(asked.length).toBeGreaterThan(12);
    expect(asked.filter((route) => !told.has(route))).toEqual([]);
  });
});
