import { describe, expect, it } from 'vitest';
import { handledEvents } from '../../src/app/events.ts';
import { hearing, installation, known, payloadOf, sha } from '../app/hearing.ts';
import { organisation, pressOf } from '../e2e/crash-scenarios.ts';
import { openStage } from '../e2e/stage.ts';
import { look, openTestStore } from '../store/databases.ts';

/** Enough for any listener. */
const rest = {
  ref: 'refs/heads/main',
  after: sha('a'),
  ref_type: 'tag',
  pull_request: { number: 3, head: { sha: sha('b') }, base: { ref: 'main', sha: sha('a') } },
  merge_group: { head_sha: sha('b'), base_ref: 'main', base_sha: sha('a') },
  check_run: { id: 9, head_sha: sha('b'), app: { id: 42 }, check_suite: { head_branch: 'main' }, pull_requests: [] },
  check_suite: { head_sha: sha('b'), head_branch: 'main', app: { id: 42 }, pull_requests: [] },
  requested_action: { identifier: 'rerun' },
  issue: { number: 12, state: 'closed', state_reason: 'not_planned' },
  comment: { body: '/mintmark audit' },
  workflow_run: { path: '.github/workflows/release.yml' },
  environment: 'npm',
  deployment_callback_url: 'https://api.github.com/repos/acme/tools/actions/runs/5/deployment_protection_rule',
  deployment: { id: 6, sha: sha('a'), ref: 'main' },
};

const actions = [
  'created',
  'deleted',
  'opened',
  'edited',
  'closed',
  'privatized',
  'rerequested',
  'requested_action',
  'requested',
];

describe('an event whose repository is not of the account of its installation', () => {
  const ofRepositories = handledEvents.filter((event) => !event.startsWith('installation'));

  it.each(ofRepositories)('is ignored, and GitHub is asked what belongs to whom: %s', async (event) => {
    const { hear, store, queued, asked, explained, hurried } = hearing({ writers: ['octocat'] });
    await store.repositories.put({ ...place, installationId: 20 });
    store.filed.set(12, { ...issue, repositoryId: known.id });
    const before = JSON.stringify([[...store.known], [...store.filed]]);
    const repository = { ...known, owner: { id: 666, login: 'mallory' } };
    for (const action of actions) await hear(event, { ...payloadOf({ action, ...rest }), repository });
    expect(JSON.stringify([[...store.known], [...store.filed]])).toBe(before);
    expect([store.wanted, store.deployed, asked, explained, hurried]).toEqual([[], [], [], [], []]);
    expect([...new Set(queued)]).toEqual([`installation ${installation.id}`]);
  });

  it('takes no repository away from the installation that has it by now', async () => {
    const { hear, store } = hearing();
    await store.repositories.put({ ...place, installationId: 20 });
    const removed = { installation, repositories_added: [], repositories_removed: [{ id: known.id }] };
    await hear('installation_repositories', { action: 'removed', ...removed });
    expect(store.known.get(known.id)?.installationId).toBe(20);
  });
});

const place = { id: known.id, owner: 'elsewhere', name: 'tools', visibility: 'private', archived: false } as const;
const issue = { key: 'rollup', number: 12, state: 'open', obeyed: false, written: 'x', solved: [], open: [] } as const;

describe('what was read for one repository', () => {
  it('is served to no other: neither contents, by whatever digest, nor listings, nor answers', async () => {
    const opened = await openTestStore();
    try {
      const { store } = opened;
      const [own, other] = [{ repositoryId: 1 }, { repositoryId: 2 }];
      const entries = [{ path: 'secret.txt', type: 'blob', sha: sha('c'), size: 1, mode: '100644' }] as const;
      await store.contents(own).put(new Map([[sha('b'), 'private']]));
      await store.contents(own).keepTree(sha('d'), [...entries] as never);
      await store.answers(1).put('GET /repos/acme/tools', { etag: '"x"', status: 200, data: {}, link: null });
      for (const scope of [other, 'public'] as const) {
        expect(await store.contents(scope).get([sha('b')])).toEqual(new Map());
        expect(await store.contents(scope).tree(sha('d'))).toBeNull();
      }
      expect(await store.answers(2).get('GET /repos/acme/tools')).toBeNull();
      expect((await store.contents(own).get([sha('b')])).size).toBe(1);
      expect(await store.contents(own).tree(sha('d'))).toHaveLength(1);
    } finally {
      await opened.store.close();
    }
  });
});

describe('a repository of which no word has come', () => {
  it('is told by its own name, after another one has taken its old one', async () => {
    const stage = await openStage(organisation([pressOf('press'), pressOf('vault')]));
    try {
      const { people, state } = stage.sandbox;
      await people.install('octo');
      await stage.settled();
      const { id } = stage.sandbox.repository('octo', 'press');
      const other = stage.sandbox.repository('octo', 'vault').id;
      const url = state.app.webhookUrl;
      state.app.webhookUrl = null;
      await people.rename('octo', 'press', 'mint');
      await people.rename('octo', 'vault', 'press');
      await people.push('octo', 'press', 'main', { files: { 'secret.txt': 'of the other' } });
      state.app.webhookUrl = url;
      await stage.app.store.repositories.wantAudit(id, { settings: true });
      await stage.app.queue.repository(id);
      await stage.settled();
      const { repositories } = stage.app.store;
      expect(await repositories.get(id)).toMatchObject({ name: 'mint', snapshot: { facts: { id, name: 'mint' } } });
      expect(await repositories.get(other)).toMatchObject({ name: 'press', snapshot: { facts: { id: other } } });
      expect(stage.checkRuns('octo', 'mint').every(({ status }) => status === 'completed')).toBe(true);
    } finally {
      await stage.close();
    }
  });

  it('is taken for what it is now when it was made public or private unheard: nothing is said or kept by what it was', async () => {
    const stage = await openStage(organisation([pressOf('press')]));
    try {
      const { people, state } = stage.sandbox;
      await people.install('octo');
      await stage.settled();
      const { id } = stage.sandbox.repository('octo', 'press');
      const url = state.app.webhookUrl;
      state.app.webhookUrl = null;
      await people.setVisibility('octo', 'press', 'private');
      const only = { 'package.json': '{ "name": "press", "version": "1.0.1", "description": "of ours alone" }\n' };
      await people.push('octo', 'press', 'main', { files: only });
      state.app.webhookUrl = url;
      await stage.app.store.repositories.wantAudit(id, { settings: true });
      await stage.app.queue.repository(id);
      await stage.settled();
      expect((await stage.app.store.repositories.get(id))?.visibility).toBe('private');
      const kept = await look(
        stage.opened,
        `select distinct scope from contents where position('of ours alone' in encode(content, 'escape')) > 0`,
      );
      expect(kept.map(({ scope }) => Number(scope))).not.toContain(0);
    } finally {
      await stage.close();
    }
  });
});
