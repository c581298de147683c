import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import type { PostureQuery, PostureRow } from '../../../src/store/stored-postures.ts';
import { repositoriesCsv } from '../../../src/web/csv/index.ts';
import type { SignedRequest } from '../../../src/web/document.ts';

const row: PostureRow = {
  id: 1,
  owner: 'octo',
  name: 'coins',
  visibility: 'private',
  archived: false,
  auditedAt: Date.parse('2026-11-20T08:00:00Z'),
  levels: { authentication: 1, authorization: 3, general: 0, cli: 2 },
  findings: { critical: 0, high: 2, medium: 1, low: 0 },
  packages: { trusted: 2, 'job-token': 0, unknown: 0, token: 1 },
  registries: ['npm', 'ghcr'],
};

/** As far as it is asked, of one who may see two repositories of `octo`. */
function request(account: string, query = '') {
  const asked: [readonly number[], PostureQuery][] = [];
  const store = {
    postures: {
      list: (ids: readonly number[], query: PostureQuery) => {
        asked.push([ids, query]);
        return Promise.resolve({ total: 2, rows: [row, { ...row, id: 2, name: 'never', auditedAt: null }] });
      },
    },
  } as unknown as Store;
  const repositories = () =>
    Promise.resolve(
      new Map([
        [1, 'read'],
        [2, 'read'],
      ]),
    );
  const installation = (name: string) => Promise.resolve(name === 'octo' ? { repositories } : null);
  const url = new URL(`http://localhost/o/${account}/repositories.csv${query}`);
  return {
    asked,
    request: { store, url, sight: { installation }, parameters: { account } } as unknown as SignedRequest,
  };
}

describe('the repositories of an account as CSV', () => {
  it('have a line each, and say nothing of what was never audited', async () => {
    const { request: asks, asked } = request('octo', '?q=co&registry=npm&severity=high&page=3');
    const document = await repositoriesCsv(asks);
    expect(document).toMatchObject({
      fileName: 'repositories.csv',
      type: expect.stringContaining('text/csv') as string,
    });
    expect(document).not.toHaveProperty('publicFor');
    expect(document?.body.split('\r\n')).toEqual([
      'repository,visibility,archived,audited,registries,packages trusted,packages job-token,packages unknown,packages token,findings critical,findings high,findings medium,findings low,level authentication,level authorization,level general,level cli',
      'octo/coins,private,no,2026-11-20T08:00:00.000Z,npm ghcr,2,0,0,1,0,2,1,0,1,3,0,2',
      'octo/never,private,no,never,npm ghcr,,,,,,,,,,,,',
      '',
    ]);
    expect(asked).toEqual([
      [[1, 2], expect.objectContaining({ search: 'co', registry: 'npm', severity: 'high', offset: 0, limit: 5000 })],
    ]);
  });

  it('are not there for whoever may not see the account', async () => {
    expect(await repositoriesCsv(request('other').request)).toBeNull();
  });
});
