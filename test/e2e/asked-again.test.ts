import { describe, expect, it } from 'vitest';
import {
  change,
  leaky,
  organisation,
  owner,
  policyPath,
  readme,
  releasePath,
  sound,
  tokenRelease,
} from './scenarios.ts';
import { useStage } from './use-stage.ts';

const { stage, run, head, again, writes } = useStage(
  organisation([leaky('press'), sound('mint', { files: { [policyPath]: 'gate: high\n' } }), leaky('buttons')]),
);

const people = () => stage().sandbox.people;
const runs = (name: string, sha: string) => stage().checkRuns(owner, name, sha);

async function brokenPull() {
  const branch = `token-${stage().sandbox.state.nextId()}`;
  const pull = await people().openPull(owner, 'mint', {
    title: 'A token',
    branch,
    by: 'ada',
    commit: change({ [releasePath]: tokenRelease, 'README.md': `# ${branch}\n` }),
  });
  await stage().settled();
  return pull;
}

describe('who asks for a check again', () => {
  it('on the check run gets a new one, of the default branch', async () => {
    const written = await writes(() => people().rerunCheck(owner, 'press', run('press').id, 'ada'));
    again(head('press'));
    const [first, second] = runs('press', head('press'));
    expect(written).toEqual(['POST check-runs', 'PATCH check-runs/ID']);
    expect(second).toMatchObject({ status: 'completed', conclusion: 'neutral', title: first?.title });
    expect(second?.annotations).toEqual(first?.annotations);
  });

  it('on the whole suite gets a new one, of a pull request', async () => {
    const pull = await brokenPull();
    await people().rerunSuite(owner, 'mint', pull.headSha, 'ada');
    await stage().settled();
    again(pull.headSha);
    expect(runs('mint', pull.headSha).map(({ conclusion }) => conclusion)).toEqual(['failure', 'failure']);
  });

  it('for an older commit of a pull request gets that one looked at', async () => {
    const pull = await brokenPull();
    const older = pull.headSha;
    await people().pushToPull(owner, 'mint', pull.number, readme('# Newer'));
    await stage().settled();
    const [made] = runs('mint', older);
    await people().rerunCheck(owner, 'mint', made?.id ?? 0, 'ada');
    await stage().settled();
    again(older);
    expect(runs('mint', older).map(({ conclusion }) => conclusion)).toEqual(['failure', 'failure']);
  });

  it('twice by mistake, of a commit that the default branch has left, changes nothing of its answer', async () => {
    const older = head('mint');
    await people().push(owner, 'mint', 'main', readme('# Newer'));
    await stage().settled();
    const before = structuredClone(run('mint', older));
    const { store, queue } = stage().app;
    const repositoryId = stage().sandbox.repository(owner, 'mint').id;
    const check = { purpose: 'default-branch', base: null, pullNumber: null, again: false, now: Date.now() } as const;
    const written = await writes(async () => {
      await store.checks.want({ ...check, repositoryId, headSha: older });
      await queue.repository(repositoryId);
    });
    expect(written).toEqual([]);
    expect(run('mint', older)).toEqual(before);
  });

  it('is answered under the policy of now', async () => {
    const pull = await brokenPull();
    await people().push(owner, 'mint', 'main', change({ [policyPath]: 'gate: critical\n' }));
    await stage().settled();
    await people().rerunCheck(owner, 'mint', run('mint', pull.headSha).id, 'ada');
    await stage().settled();
    again(pull.headSha);
    expect(runs('mint', pull.headSha).map(({ conclusion }) => conclusion)).toEqual(['failure', 'neutral']);
  });
});

describe('the button Re-run', () => {
  it('is obeyed when pressed by somebody who may write', async () => {
    await people().pressButton(owner, 'buttons', run('buttons').id, 'rerun', 'ada');
    await stage().settled();
    again(head('buttons'));
    expect(runs('buttons', head('buttons'))).toHaveLength(2);
  });

  it.each(['eve', 'stranger'])('is not obeyed when pressed by %s, who may not', async (by) => {
    const [, last] = runs('buttons', head('buttons'));
    expect(await writes(() => people().pressButton(owner, 'buttons', last?.id ?? 0, 'rerun', by))).toEqual([]);
  });

  it.each(['triage', 'read', 'none'])('is not obeyed for the role %s', async (role) => {
    stage().sandbox.repository(owner, 'buttons').collaborators.set('judy', role);
    const [, last] = runs('buttons', head('buttons'));
    expect(await writes(() => people().pressButton(owner, 'buttons', last?.id ?? 0, 'rerun', 'judy'))).toEqual([]);
  });

  it.each(['write', 'maintain', 'admin'])('is obeyed for the role %s', async (role) => {
    stage().sandbox.repository(owner, 'buttons').collaborators.set('judy', role);
    const last = runs('buttons', head('buttons')).at(-1);
    const written = await writes(() => people().pressButton(owner, 'buttons', last?.id ?? 0, 'rerun', 'judy'));
    again(head('buttons'));
    expect(written).toEqual(['POST check-runs', 'PATCH check-runs/ID']);
  });
});

describe('the button Explain', () => {
  it('writes the reasons into the same check run and sends no annotation again', async () => {
    const pull = await brokenPull();
    const before = { ...run('mint', pull.headSha), annotations: [...run('mint', pull.headSha).annotations] };
    const written = await writes(() => people().pressButton(owner, 'mint', before.id, 'explain', 'ada'));
    const after = run('mint', pull.headSha);
    expect(written).toEqual(['PATCH check-runs/ID']);
    expect(after).toMatchObject({
      status: 'completed',
      conclusion: before.conclusion,
      annotations: before.annotations,
    });
    expect(after.text?.length ?? 0).toBeGreaterThan(before.text?.length ?? 0);
    expect(after.text).toContain('trusted-publishing');
    expect(after.actions.map(({ identifier }) => identifier)).toEqual(['rerun', 'explain']);
  });

  it('works on a check run with nothing to say, too', async () => {
    const before = run('mint');
    expect(before.text).toBeNull();
    await people().pressButton(owner, 'mint', before.id, 'explain', 'ada');
    await stage().settled();
    expect(run('mint').text).toContain('publish-environment');
  });

  it('is not obeyed when pressed by somebody who may not write', async () => {
    expect(
      await writes(() =>
        people().pressButton(owner, 'press', runs('press', head('press'))[1]?.id ?? 0, 'explain', 'eve'),
      ),
    ).toEqual([]);
  });
});

describe('the comment /mintmark audit', () => {
  it('on a pull request is obeyed for who may write, and for nobody else', async () => {
    const pull = await brokenPull();
    expect(await writes(() => people().comment(owner, 'mint', pull.number, 'please\n/mintmark audit', 'eve'))).toEqual(
      [],
    );
    expect(await writes(() => people().comment(owner, 'mint', pull.number, 'see /mintmark audit', 'ada'))).toEqual([]);
    await people().comment(owner, 'mint', pull.number, 'please\r\n/mintmark audit\r\n', 'ada');
    await stage().settled();
    again(pull.headSha);
    expect(runs('mint', pull.headSha)).toHaveLength(2);
  });
});
