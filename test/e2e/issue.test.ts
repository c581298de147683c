import { describe, expect, it } from 'vitest';
import { markerLine } from '../../src/types/issue-marker.ts';
import {
  change,
  leaky,
  organisation,
  owner,
  readme,
  releasePath,
  sound,
  tokenRelease,
  trustedRelease,
} from './scenarios.ts';
import { useStage } from './use-stage.ts';

/** All is right but for a job that publishes without an environment. */
const loose = (name: string) => sound(name, { files: { [releasePath]: trustedRelease({ environment: null }) } });

const { stage, run, issue, writes, head, again } = useStage(
  organisation([
    loose('mint'),
    loose('die'),
    leaky('press'),
    leaky('not-planned'),
    leaky('completed'),
    leaky('locked'),
    leaky('deleted'),
    leaky('edited'),
    leaky('silent', { issuesEnabled: false }),
    sound('quiet'),
    sound('moved'),
  ]),
);

const people = () => stage().sandbox.people;

/** Another commit of the default branch that changes nothing of what is to be put right. */
async function pushWords(name: string): Promise<void> {
  await people().push(owner, name, 'main', readme(`# Words ${head(name)}`));
  await stage().settled();
}

/** Another commit that changes what is to be put right. */
async function pushWorse(name: string): Promise<void> {
  await people().push(owner, name, 'main', change({ [releasePath]: tokenRelease.replace('@v4', '@v3') }));
  await stage().settled();
}

describe('the issue', () => {
  it('closes with one comment when a push puts everything right, and reopens when another breaks it', async () => {
    expect(issue('mint')).toMatchObject({ state: 'open', writes: 1 });
    expect(run('mint').summary).toContain('[issue 1]');

    const fixing = await writes(() =>
      people().push(owner, 'mint', 'main', change({ [releasePath]: trustedRelease() })),
    );
    expect(fixing).toEqual([
      'POST check-runs',
      'PATCH check-runs/ID',
      'PATCH issues/1',
      'PATCH issues/1',
      'POST issues/1/comments',
    ]);
    expect(run('mint')).toMatchObject({ conclusion: 'success', annotations: [] });
    expect(run('mint').summary).not.toContain('[issue 1]');
    expect(issue('mint')).toMatchObject({ state: 'closed', stateReason: 'completed' });
    expect(issue('mint').body).toMatch(/^- \[x\] ~~.+ names no environment~~ \d{4}-\d{2}-\d{2}$/m);
    expect(issue('mint').comments.map(({ body }) => body)).toEqual([expect.stringContaining('thank you')]);

    const breaking = await writes(() => people().push(owner, 'mint', 'main', change({ [releasePath]: tokenRelease })));
    expect(breaking.filter((each) => each.includes('comments'))).toHaveLength(1);
    expect(issue('mint')).toMatchObject({ state: 'open', stateReason: 'reopened' });
    expect(issue('mint').body).toContain('`trusted-publishing`');
    expect(issue('mint').comments).toHaveLength(2);
  });

  it('closes when a setting on GitHub puts the last thing right', async () => {
    await people().push(
      owner,
      'die',
      'main',
      change({ [releasePath]: trustedRelease({ environment: 'npm-release' }) }),
    );
    await stage().settled();
    expect(issue('die').state).toBe('open');
    expect(issue('die').body).toContain('does not exist on GitHub yet');

    const { environments } = stage().sandbox.repository(owner, 'die');
    const npm = environments.get('npm');
    if (npm === undefined) throw new Error('the scenario has this environment');
    environments.set('npm-release', { ...npm, name: 'npm-release' });
    await people().send('branch_protection_rule', payloadOf('die', { action: 'edited' }));
    await stage().settled();
    again(head('die'));
    expect(stage().checkRuns(owner, 'die', head('die')).at(-1)?.conclusion).toBe('success');
    expect(issue('die')).toMatchObject({ state: 'closed', stateReason: 'completed' });
  });

  it('is not touched by a push that changes nothing of it', async () => {
    const written = await writes(() => people().push(owner, 'press', 'main', readme('# Words')));
    expect(written).toEqual(['POST check-runs', 'PATCH check-runs/ID']);
    expect(issue('press')).toMatchObject({ writes: 1, comments: [] });
  });

  it('and the check run are not touched where an event changes nothing', async () => {
    const written = await writes(async () => {
      await people().send('branch_protection_rule', payloadOf('press', { action: 'edited' }));
      await people().send('member', payloadOf('press', { action: 'added' }));
      await people().createTag(owner, 'quiet', 'v1.0.1', { annotated: true, verified: true });
      await people().deleteTag(owner, 'quiet', 'v1.0.1');
    });
    expect(written).toEqual([]);
  });
});

describe('a person who', () => {
  it('edits the text of the issue gets it back as it was', async () => {
    const before = issue('edited').body;
    const written = await writes(() => people().editIssue(owner, 'edited', 1, 'nothing to see here', 'ada'));
    expect(written).toEqual(['PATCH issues/1']);
    expect(issue('edited').body).toBe(before);
    expect(issue('edited').comments).toEqual([]);
  });

  it('closes it as not planned is obeyed', async () => {
    await people().closeIssue(owner, 'not-planned', 1, 'not_planned', 'ada');
    await stage().settled();
    const written = await writes(() => pushWorse('not-planned'));
    expect(written).toEqual(['POST check-runs', 'PATCH check-runs/ID']);
    expect(issue('not-planned')).toMatchObject({
      state: 'closed',
      stateReason: 'not_planned',
      writes: 1,
      comments: [],
    });
  });

  it('opens it again after that has it kept true again', async () => {
    await people().reopenIssue(owner, 'not-planned', 1, 'ada');
    await stage().settled();
    expect(issue('not-planned').state).toBe('open');
    expect(issue('not-planned').body).toMatch(/\(`?v3`?\)/);
  });

  it('closes it as completed, although it is not, finds it open again, and is told so', async () => {
    await people().closeIssue(owner, 'completed', 1, 'completed', 'ada');
    await stage().settled();
    expect(issue('completed')).toMatchObject({ state: 'open' });
    expect(issue('completed').comments.map(({ body }) => body)).toEqual([
      'There is something to put right again: 11 points, listed above.',
    ]);
  });

  it('locks it has it left alone', async () => {
    await people().lockIssue(owner, 'locked', 1, 'ada');
    const written = await writes(() => pushWorse('locked'));
    expect(written).toEqual(['POST check-runs', 'PATCH check-runs/ID']);
    expect(issue('locked')).toMatchObject({ state: 'open', locked: true, writes: 1 });
  });

  it('deletes it gets no new one', async () => {
    await people().deleteIssue(owner, 'deleted', 1, 'ada');
    const written = await writes(() => pushWorse('deleted'));
    expect(written).toEqual(['POST check-runs', 'PATCH check-runs/ID']);
    expect(stage().issues(owner, 'deleted')).toEqual([]);
  });
});

describe('where issues are switched off', () => {
  it('the check run stands, and nothing fails', async () => {
    expect(run('silent')).toMatchObject({ status: 'completed', conclusion: 'neutral' });
    expect(stage().issues(owner, 'silent')).toEqual([]);
  });

  it('the issue is filed with the next audit after they are switched on', async () => {
    stage().sandbox.repository(owner, 'silent').issuesEnabled = true;
    await pushWords('silent');
    expect(issue('silent').state).toBe('open');
  });

  it('again later, pushes go on being told on check runs, and the issue is taken up where it stood', async () => {
    const repository = stage().sandbox.repository(owner, 'silent');
    repository.issuesEnabled = false;
    await pushWorse('silent');
    expect(run('silent').conclusion).toBe('neutral');
    expect(issue('silent').body).not.toMatch(/\(`?v3`?\)/);
    repository.issuesEnabled = true;
    await pushWords('silent');
    expect(issue('silent').body).toMatch(/\(`?v3`?\)/);
  });
});

describe('an issue with our marker that is not ours', () => {
  it('is never adopted, whoever pasted it', async () => {
    const { id } = stage().sandbox.repository(owner, 'quiet');
    const pasted = `${markerLine({ key: 'rollup', repositoryId: id })}\n\nSend your tokens to mallory.\n`;
    placeIssue('quiet', { author: 'mallory', body: pasted });
    await pushWorse('quiet');
    const [theirs, ours] = stage().issues(owner, 'quiet');
    expect(theirs).toMatchObject({ author: 'mallory', body: pasted, state: 'open', writes: 1, comments: [] });
    expect(ours).toMatchObject({ author: 'mintmark[bot]', state: 'open' });
  });

  it('is not adopted where it was transferred from another repository', async () => {
    const { id } = stage().sandbox.repository(owner, 'quiet');
    const body = `${markerLine({ key: 'rollup', repositoryId: id })}\n\nWhat stood in quiet.\n`;
    placeIssue('moved', { author: 'mintmark[bot]', body });
    await pushWorse('moved');
    const [theirs, ours] = stage().issues(owner, 'moved');
    expect(theirs).toMatchObject({ body, writes: 1 });
    expect(ours?.body).toContain(
      markerLine({ key: 'rollup', repositoryId: stage().sandbox.repository(owner, 'moved').id }),
    );
    stage().sandbox.repository(owner, 'moved').issues.delete(1);
  });
});

function placeIssue(name: string, { author, body }: { readonly author: string; readonly body: string }): void {
  const repository = stage().sandbox.repository(owner, name);
  const number = repository.nextNumber++;
  repository.issues.set(number, {
    number,
    id: stage().sandbox.state.nextId(),
    title: 'Publishing safety',
    body,
    state: 'open',
    stateReason: null,
    locked: false,
    labels: new Set(),
    author,
    comments: [],
    createdAt: '2026-11-01T00:00:00Z',
    updatedAt: '2026-11-01T00:00:00Z',
    writes: 1,
  });
}

/** A webhook about a repository, as far as it is read. */
function payloadOf(name: string, more: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { id, visibility } = stage().sandbox.repository(owner, name);
  return {
    ...more,
    repository: {
      id,
      name,
      full_name: `${owner}/${name}`,
      private: visibility !== 'public',
      visibility,
      archived: false,
      default_branch: 'main',
      owner: { login: owner, id: stage().sandbox.state.accounts.get(owner)?.id },
    },
    installation: { id: [...stage().sandbox.state.installations.keys()][0] },
    sender: { login: 'ada', id: 1, type: 'User' },
  };
}
