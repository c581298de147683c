import { describe, expect, it } from 'vitest';
import { acme, listen, localGitHub, names } from './local-github.ts';

async function watched() {
  const local = await acme();
  const letters = await listen(local.sandbox);
  const { people } = local.sandbox;
  return { ...local, people, letters, repository: local.sandbox.repository('acme', 'widget') };
}

const change = (text: string) => ({ files: { 'a.txt': text } });

describe('people', () => {
  it('install the app, change what it may see, and remove it', async () => {
    const { sandbox } = await localGitHub({
      organisations: [{ login: 'acme', installation: null, repositories: [{ name: 'one' }, { name: 'two' }] }],
    });
    const letters = await listen(sandbox);
    const id = await sandbox.people.install('acme');
    await sandbox.people.removeRepositories('acme', ['two']);
    await sandbox.people.addRepositories('acme', ['two']);
    await sandbox.people.acceptPermissions('acme', { metadata: 'read', contents: 'write' });
    await sandbox.people.uninstall('acme');
    expect(names(letters)).toEqual([
      'installation.created',
      'installation_repositories.removed',
      'installation_repositories.added',
      'installation.new_permissions_accepted',
      'installation.deleted',
    ]);
    expect(letters[0]?.payload).toMatchObject({
      installation: { id, repository_selection: 'all', account: { login: 'acme' } },
      repositories: [{ name: 'one' }, { name: 'two' }],
    });
    expect(letters[1]?.payload.repositories_removed).toMatchObject([{ full_name: 'acme/two' }]);
  });

  it('push commits, branches and tags', async () => {
    const { people, letters, repository } = await watched();
    const before = repository.refs.get('refs/heads/main');
    const after = await people.push('acme', 'widget', 'main', { message: 'More', files: { b: '1', 'a.txt': null } });
    expect(letters[0]?.payload).toMatchObject({
      ref: 'refs/heads/main',
      before,
      after,
      created: false,
      commits: [{ id: after, message: 'More', added: ['b'], removed: ['a.txt'], modified: [] }],
      head_commit: { id: after },
    });
    expect(letters[1]?.payload.check_suite).toMatchObject({ head_sha: after, head_branch: 'main', status: 'queued' });
    letters.length = 0;
    await people.push('acme', 'widget', 'side', change('x'));
    await people.createTag('acme', 'widget', 'v1', { annotated: true });
    await people.deleteTag('acme', 'widget', 'v1');
    expect(names(letters)).toEqual(['push', 'create', 'check_suite.requested', 'push', 'create', 'push', 'delete']);
    expect(letters[0]?.payload).toMatchObject({ created: true, commits: [{}] });
    expect(letters[6]?.payload).toMatchObject({ ref: 'v1', ref_type: 'tag' });
  });

  it('open, change, retarget, close, merge and queue pull requests', async () => {
    const { people, letters, repository, ask } = await watched();
    await people.push('acme', 'widget', 'release', change('r'));
    letters.length = 0;
    const pull = await people.openPull('acme', 'widget', { title: 'P', branch: 'p', by: 'ann', commit: change('p\n') });
    const first = pull.headSha;
    const second = await people.pushToPull('acme', 'widget', pull.number, change('q\n'));
    await people.retarget('acme', 'widget', pull.number, 'release');
    await people.retarget('acme', 'widget', pull.number, 'main');
    await people.reopenPull('acme', 'widget', pull.number);
    const group = await people.enqueue('acme', 'widget', pull.number);
    const merged = await people.merge('acme', 'widget', pull.number);
    expect(names(letters).filter((name) => /^(pull_request|merge_group)/.test(name))).toEqual([
      'pull_request.opened',
      'pull_request.synchronize',
      'pull_request.edited',
      'pull_request.edited',
      'pull_request.closed',
      'pull_request.reopened',
      'merge_group.checks_requested',
      'pull_request.closed',
    ]);
    const told = (name: string) => letters[names(letters).indexOf(name)]?.payload;
    expect(told('pull_request.synchronize')).toMatchObject({
      before: first,
      after: second,
      pull_request: { head: { sha: second } },
    });
    expect(told('pull_request.edited').changes.base.ref).toEqual({ from: 'main' });
    expect(told('merge_group.checks_requested').merge_group).toMatchObject({
      head_sha: group,
      base_ref: 'refs/heads/main',
    });
    expect(repository.refs.get('refs/heads/main')).toBe(merged);
    expect((await ask('/repos/acme/widget/contents/a.txt')).body.content).toBe('cQo=\n');
    expect((await ask(`/repos/acme/widget/pulls/${pull.number}`)).body).toMatchObject({
      merged: true,
      state: 'closed',
    });
  });

  it('fork: the fork shares objects, and its pull requests are no pull requests of a check run', async () => {
    const { people, letters, repository, ask, sandbox } = await watched();
    const options = { title: 'P', branch: 'p', by: 'bob', fromFork: true, commit: change('p\n') };
    const pull = await people.openPull('acme', 'widget', options);
    const fork = sandbox.repository('bob', 'widget');
    expect(fork.objects).toBe(repository.objects);
    expect(repository.refs.has('refs/heads/p')).toBe(false);
    expect((await ask(`/repos/acme/widget/git/ref/pull/${pull.number}/head`)).body.object.sha).toBe(pull.headSha);
    expect((await ask(`/repos/acme/widget/contents/a.txt?ref=${pull.headSha}`)).body.content).toBe('cAo=\n');
    expect((await ask('/repos/bob/widget')).status).toBe(404);
    const opened = letters[names(letters).indexOf('pull_request.opened')]?.payload.pull_request;
    expect(opened).toMatchObject({ head: { label: 'bob:p', repo: { id: fork.id, fork: true } }, changed_files: 1 });
    const suite = letters[names(letters).indexOf('check_suite.requested')]?.payload.check_suite;
    expect(suite).toMatchObject({ head_sha: pull.headSha, pull_requests: [] });
  });

  it('press the buttons of a check run', async () => {
    const { people, letters, repository, ask } = await watched();
    const body = {
      name: 'mintmark',
      head_sha: repository.refs.get('refs/heads/main'),
      actions: [{ label: 'Explain', description: 'Say more', identifier: 'explain' }],
    };
    const { body: run } = await ask('/repos/acme/widget/check-runs', { method: 'POST', body });
    await people.rerunCheck('acme', 'widget', run.id, 'ann');
    await people.rerunSuite('acme', 'widget', run.head_sha, 'ann');
    await people.pressButton('acme', 'widget', run.id, 'explain', 'ann');
    await expect(people.pressButton('acme', 'widget', run.id, 'fix', 'ann')).rejects.toThrow('no button fix');
    expect(names(letters)).toEqual([
      'check_run.created',
      'check_run.rerequested',
      'check_suite.rerequested',
      'check_run.requested_action',
    ]);
    expect(letters[0]?.payload.sender.login).toBe('mintmark[bot]');
    expect(letters[3]?.payload).toMatchObject({
      requested_action: { identifier: 'explain' },
      sender: { login: 'ann' },
    });
  });

  it('deal with issues, and the app hears of its own writes as well', async () => {
    const { people, letters, ask, sandbox } = await watched();
    await ask('/repos/acme/widget/issues', { method: 'POST', body: { title: 'T', body: 'old' } });
    await sandbox.delivered();
    await people.editIssue('acme', 'widget', 1, 'new', 'ann');
    await people.closeIssue('acme', 'widget', 1, 'not_planned', 'ann');
    await people.reopenIssue('acme', 'widget', 1, 'ann');
    await people.lockIssue('acme', 'widget', 1, 'ann');
    await people.deleteIssue('acme', 'widget', 1, 'ann');
    expect(names(letters)).toEqual(
      ['opened', 'edited', 'closed', 'reopened', 'locked', 'deleted'].map((name) => `issues.${name}`),
    );
    expect(letters[0]?.payload.sender).toMatchObject({ login: 'mintmark[bot]', type: 'Bot' });
    expect(letters[1]?.payload).toMatchObject({ changes: { body: { from: 'old' } }, sender: { login: 'ann' } });
    expect(letters[2]?.payload.issue).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
  });

  it('rename, transfer, hide, release and delete', async () => {
    const { people, letters, ask } = await watched();
    await people.release('acme', 'widget', { tag: 'v1', assets: [{ name: 'w.tgz' }] });
    expect((await ask('/repos/acme/widget/releases/latest')).body).toMatchObject({
      tag_name: 'v1',
      assets: [{ name: 'w.tgz' }],
    });
    await people.rename('acme', 'widget', 'gadget');
    await people.setVisibility('acme', 'gadget', 'private');
    await people.deleteRepository('acme', 'gadget');
    expect(names(letters)).toEqual([
      'push',
      'create',
      'release.created',
      'release.published',
      'release.released',
      'repository.renamed',
      'repository.privatized',
      'repository.deleted',
    ]);
    expect(letters[5]?.payload).toMatchObject({
      repository: { name: 'gadget' },
      changes: { repository: { name: { from: 'widget' } } },
    });
    expect((await ask('/repos/acme/gadget')).status).toBe(404);
  });

  it('transfer a repository to an account with an installation of its own', async () => {
    const { sandbox } = await localGitHub({
      organisations: [
        { login: 'acme', installation: {}, repositories: [{ name: 'widget' }] },
        { login: 'globex', installation: {}, repositories: [] },
      ],
    });
    const letters = await listen(sandbox);
    await sandbox.people.transfer('acme', 'widget', 'globex');
    expect(letters).toMatchObject([
      {
        payload: {
          action: 'transferred',
          organization: { login: 'globex' },
          changes: { owner: { from: { organization: { login: 'acme' } } } },
        },
      },
    ]);
  });
});
