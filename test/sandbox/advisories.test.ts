import { describe, expect, it } from 'vitest';
import {
  type AdvisoryText,
  closeAdvisory,
  createDraftAdvisory,
  findAdvisory,
  keepDraftAdvisory,
} from '../../src/github/advisories.ts';
import { sandboxClient } from '../github/sandbox-client.ts';
import { checkEverything } from './description/check.ts';
import { acme } from './local-github.ts';

const place = { owner: 'acme', repo: 'widget' };
const app = { slug: 'mintmark' };
const marker = { key: 'incident', repositoryId: 1 };
const text: AdvisoryText = {
  summary: 'A release of widget did not come from where it should',
  description: 'Look at it.',
  severity: 'high',
  packages: [
    { registry: 'crates.io', name: 'widget', versions: ['1.0.1', '1.0.2'] },
    { registry: 'jsr', name: '@acme/widget', versions: [] },
  ],
};

async function opened(
  permissions: Record<string, 'read' | 'write'> = { repository_advisories: 'write' },
  visibility?: 'private',
) {
  const repository = { name: 'widget', commits: [{ files: { a: '' } }], ...(visibility && { visibility }) };
  const github = await acme([repository], { permissions });
  const violations = checkEverything(github.sandbox);
  const advisories = () => [...github.sandbox.repository('acme', 'widget').advisories.values()];
  return { github, client: await sandboxClient(github), violations, advisories };
}

describe('a draft security advisory', () => {
  it('is made once, and written again only where it says something else', async () => {
    const { github, client, violations, advisories } = await opened();
    const first = await keepDraftAdvisory(client, place, marker, text, app);
    expect(first).toMatchObject({ outcome: 'written', advisory: { state: 'draft', summary: text.summary } });
    expect(advisories()[0]).toMatchObject({
      state: 'draft',
      severity: 'high',
      vulnerabilities: [
        { package: { ecosystem: 'rust', name: 'widget' }, vulnerable_version_range: '= 1.0.1' },
        { package: { ecosystem: 'rust', name: 'widget' }, vulnerable_version_range: '= 1.0.2' },
        { package: { ecosystem: 'other', name: '@acme/widget' }, vulnerable_version_range: null },
      ],
    });
    const before = github.sandbox.requests.length;
    expect(await keepDraftAdvisory(client, place, marker, text, app)).toEqual(first);
    expect(github.sandbox.requests.slice(before).map(({ method }) => method)).toEqual(['GET']);
    const more = { ...text, description: 'Look again.' };
    await keepDraftAdvisory(client, place, marker, more, app);
    expect(advisories()).toHaveLength(1);
    expect(advisories()[0]?.description).toMatch(/^<!-- mintmark:.*-->\nLook again\.$/);
    await keepDraftAdvisory(client, place, { ...marker, key: 'another' }, text, app);
    expect(advisories()).toHaveLength(2);
    expect(violations()).toEqual([]);
  });

  it('is closed as a false alarm, and stays closed', async () => {
    const { client, advisories } = await opened();
    const made = await createDraftAdvisory(client, place, marker, text);
    const id = made.outcome === 'written' ? made.advisory.id : '';
    const closed = await closeAdvisory(client, place, id, marker, { ...text, description: 'A false alarm.' });
    expect(closed).toMatchObject({ outcome: 'written', advisory: { state: 'closed' } });
    expect(await keepDraftAdvisory(client, place, marker, text, app)).toEqual(closed);
    expect(advisories()).toMatchObject([{ state: 'closed', description: expect.stringContaining('A false alarm.') }]);
  });

  it('of somebody else with our marker is not taken for ours', async () => {
    const { client, advisories } = await opened();
    await createDraftAdvisory(client, place, marker, text);
    const [made] = advisories();
    if (made !== undefined) Object.assign(made, { author: 'bob' });
    expect(await findAdvisory(client, place, marker, app)).toEqual({ outcome: 'found', advisory: null });
  });

  it('is refused without the permission, and gone in a private repository', async () => {
    const { client } = await opened({ contents: 'read' });
    expect(await keepDraftAdvisory(client, place, marker, text, app)).toMatchObject({
      outcome: 'refused',
      permission: 'repository_advisories:read',
    });
    const reading = await opened({ repository_advisories: 'read' });
    expect(await keepDraftAdvisory(reading.client, place, marker, text, app)).toMatchObject({
      outcome: 'refused',
      permission: 'repository_advisories:write',
    });
    const hidden = await opened(undefined, 'private');
    expect(await keepDraftAdvisory(hidden.client, place, marker, text, app)).toEqual({ outcome: 'gone' });
  });

  it('stays within what GitHub takes', async () => {
    const { client, violations, advisories } = await opened();
    const versions = Array.from({ length: 500 }, (_, index) => `1.0.${index}`);
    const long = { ...text, summary: 's'.repeat(5_000), description: 'd'.repeat(90_000) };
    const packages = [{ registry: 'npm' as const, name: 'widget', versions }];
    const first = await keepDraftAdvisory(client, place, marker, { ...long, packages }, app);
    expect(first.outcome).toBe('written');
    expect(advisories()[0]?.vulnerabilities.length).toBeLessThanOrEqual(100);
    expect(violations()).toEqual([]);
    // Cut the same way, it is what it should be.
    expect(await keepDraftAdvisory(client, place, marker, { ...long, packages }, app)).toEqual(first);
  });
});
