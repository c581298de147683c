import { describe, expect, it } from 'vitest';
import type { GitHubClient } from '../../src/github/client.ts';
import { releaseRepository } from '../../src/github/release-repository.ts';

function answering(status: number, data: unknown): GitHubClient {
  return {
    request: <Data>() =>
      Promise.resolve({ status, data: data as Data, headers: {}, notModified: false, permission: null }),
    graphql: () => Promise.reject(new Error('nobody asks')),
    counted: { counted: 0, free: 0, writes: 0, graphql: 0 },
  };
}

const shown = { id: 7, name: 'demo', owner: { login: 'octo' }, private: false, default_branch: 'main' };
const ask = (status: number, data: unknown, name = 'octo/demo') =>
  releaseRepository(answering(status, data), name, 'https://github.com');

describe('the repository whose releases are looked at', () => {
  it('goes by the name of today, and keeps the one it was asked by', async () => {
    expect(await ask(200, shown)).toMatchObject({
      state: 'seen',
      value: { id: 7, visibility: 'public', formerNames: [] },
    });
    expect(await ask(200, shown, 'Octo/Old')).toMatchObject({
      value: { owner: 'octo', name: 'demo', formerNames: ['octo/old'] },
    });
    expect(await ask(200, { ...shown, private: true })).toMatchObject({ value: { visibility: 'private' } });
  });

  it.each([
    [404, {}, 'absent'],
    [403, {}, 'unreadable'],
    [200, { id: 'seven' }, 'unreadable'],
    [200, null, 'unreadable'],
  ])('on %i with %j is %s', async (status, data, state) => {
    expect((await ask(status, data)).state).toBe(state);
  });
});
