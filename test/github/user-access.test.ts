import { describe, expect, it } from 'vitest';
import { GitHubUnavailable } from '../../src/github/client.ts';
import { userAccess } from '../../src/github/user-access.ts';
import { fakeClient } from './fake-client.ts';

const app = 12;
const row = (id: number, permissions?: object) => ({ id, name: `r${id}`, owner: { login: 'acme' }, permissions });

describe('what a person sees of the app', () => {
  it('are its own installations, on organisations, people and enterprises', async () => {
    const installations = [
      { id: 1, app_id: app, account: { login: 'acme' } },
      { id: 2, app_id: app, account: { slug: 'enterprise' } },
      // As the token of another app would list them
      { id: 3, app_id: 99, account: { login: 'elsewhere' } },
      { id: 4, app_id: app, account: null },
    ];
    const { client } = fakeClient(() => ({ data: { total_count: 4, installations } }));
    expect(await userAccess(client, app).installations()).toEqual([
      { id: 1, account: 'acme' },
      { id: 2, account: 'enterprise' },
    ]);
  });

  it('are repositories with what the person may do there', async () => {
    const repositories = [
      row(1, { admin: true, push: true }),
      row(2, { admin: false, maintain: true, push: true }),
      row(3, { push: true }),
      row(4, { pull: true }),
      row(5),
    ];
    const { client } = fakeClient(() => ({ data: { total_count: 5, repositories } }));
    const seen = await userAccess(client, app).repositories(1);
    expect(seen.map(({ id, role }) => `${id} ${role}`)).toEqual(['1 admin', '2 admin', '3 write', '4 read', '5 read']);
    expect(seen[0]).toEqual({ id: 1, owner: 'acme', name: 'r1', role: 'admin' });
  });

  it('is read a hundred at a time, up to ten thousand', async () => {
    const { client, calls } = fakeClient(({ parameters }) => ({
      data: { total_count: 1_000_000, repositories: [row(Number(parameters['page'] ?? 1))] },
    }));
    const seen = await userAccess(client, app).repositories(1);
    expect([seen.length, seen.at(-1)?.id]).toEqual([100, 100]);
    expect(calls).toHaveLength(100);
    expect(calls[1]?.parameters).toEqual({ installation_id: 1, per_page: 100, page: 2 });
  });

  it.each([403, 404])('is nothing in an installation that GitHub does not show (%i)', async (status) => {
    const { client } = fakeClient(() => ({ status, data: { message: 'no' } }));
    expect(await userAccess(client, app).repositories(1)).toEqual([]);
  });
});

describe('trouble', () => {
  it('is that the token is not for this app', async () => {
    const { client } = fakeClient(() => ({ status: 403 }));
    await expect(userAccess(client, app).user()).rejects.toMatchObject({ kind: 'no-access' });
  });

  it.each([
    ['another status', { status: 418 }],
    ['something else than was asked for', { data: { id: 'x' } }],
  ])('is an outage: %s', async (_, answer) => {
    const { client } = fakeClient(() => answer);
    await expect(userAccess(client, app).user()).rejects.toMatchObject({ kind: 'outage' });
    await expect(userAccess(client, app).repositories(1)).rejects.toBeInstanceOf(GitHubUnavailable);
  });

  it('is a list that takes too long', async () => {
    let time = 0;
    const { client, calls } = fakeClient(() => {
      time += 4000;
      return { data: { total_count: 1000, repositories: [] } };
    });
    await expect(userAccess(client, app, () => time).repositories(1)).rejects.toMatchObject({ kind: 'timeout' });
    expect(calls.length).toBeLessThan(10);
  });
});
