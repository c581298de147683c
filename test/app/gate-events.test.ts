import { describe, expect, it } from 'vitest';
import { hearing, known, payloadOf, sha } from './hearing.ts';

const callback = 'https://api.github.com/repos/acme/tools/actions/runs/123/deployment_protection_rule';

function asking(change: object = {}) {
  const deployment = { id: 6, sha: sha('a'), ref: 'v1.0.0' };
  return payloadOf({
    action: 'requested',
    environment: 'npm',
    deployment_callback_url: callback,
    deployment,
    ...change,
  });
}

describe('a deployment that asks at the protection rule', () => {
  it('is wanted to be answered, by the number of its run', async () => {
    const { hear, store, queued } = hearing();
    await hear('deployment_protection_rule', asking());
    expect(store.deployed).toEqual([
      {
        repositoryId: known.id,
        runId: 123,
        environment: 'npm',
        deploymentId: 6,
        commit: sha('a'),
        ref: 'v1.0.0',
        now: 5000,
      },
    ]);
    expect(queued).toEqual([`gate ${known.id}`]);
  });

  it('is known by what stands beside it where GitHub made no deployment', async () => {
    const { hear, store } = hearing();
    await hear('deployment_protection_rule', asking({ deployment: null, sha: sha('b'), ref: 'main' }));
    expect(store.deployed).toMatchObject([{ deploymentId: null, commit: sha('b'), ref: 'main' }]);
  });

  it.each([
    'https://api.github.com/repos/acme/tools/actions/runs/0123/deployment_protection_rule',
    'https://api.github.com/repos/acme/tools/actions/runs/99999999999999999999/deployment_protection_rule',
    'https://api.github.com/repos/acme/tools/actions/runs/123/../7/deployment_protection_rule',
    'https://api.github.com/repos/acme/tools/actions/runs/123/deployment_protection_rule?x',
    '',
  ])('is not answered where the callback names no run: %j', async (url) => {
    const { hear, store, queued } = hearing();
    await hear('deployment_protection_rule', asking({ deployment_callback_url: url }));
    expect([store.deployed, queued]).toEqual([[], []]);
  });

  it('is not answered where no commit is named, and the log says so', async () => {
    const { hear, store, lines } = hearing();
    await hear('deployment_protection_rule', asking({ deployment: null, sha: 'main' }));
    expect(store.deployed).toEqual([]);
    expect(lines.join('')).toContain('names no commit');
  });

  it('is not answered for a suspended installation', async () => {
    const { hear, store, queued } = hearing({ suspended: true });
    await hear('deployment_protection_rule', asking());
    expect([store.deployed, queued]).toEqual([[], []]);
  });
});
