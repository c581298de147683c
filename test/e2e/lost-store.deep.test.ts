import { expect, it } from 'vitest';
import { openTestStore } from '../store/databases.ts';
import { change, leaky, organisation, owner, readme, releasePath, tokenRelease } from './scenarios.ts';
import { useStage } from './use-stage.ts';

const { stage, run, issue, head, again, writes } = useStage(
  organisation([leaky('lost'), leaky('kept'), leaky('obeyed')]),
);

it('an app that has forgotten everything takes up the issues that stand, and files no second one', async () => {
  const { people } = stage().sandbox;
  const before = stage().app;
  const empty = await openTestStore();
  await people.closeIssue(owner, 'obeyed', 1, 'not_planned', 'ada');
  await stage().settled();
  await stage().restart({ store: empty.store, queueDatabase: empty.queueDatabase });
  await before.stop();
  try {
    await people.push(owner, 'lost', 'main', change({ [releasePath]: tokenRelease.replace('@v4', '@v3') }));
    await stage().settled();
    // Word of one repository is enough for it to learn of the others, and each gets a check run that is known.
    for (const name of ['kept', 'obeyed']) again(head(name));
    expect(run('lost')).toMatchObject({ status: 'completed', conclusion: 'neutral' });
    expect(issue('lost')).toMatchObject({ number: 1, state: 'open', writes: 2, comments: [] });
    expect(issue('lost').body).toMatch(/\(`?v3`?\)/);
    expect(issue('kept')).toMatchObject({ number: 1, state: 'open', comments: [] });
    expect(issue('obeyed')).toMatchObject({ state: 'closed', stateReason: 'not_planned', writes: 1, comments: [] });

    const written = await writes(() => people.push(owner, 'obeyed', 'main', readme('# Words')));
    expect(written).toEqual(['POST check-runs', 'PATCH check-runs/ID']);
  } finally {
    await stage().app.stop();
    await stage().restart();
    // its first sweep is work that waits, too
    await stage().settled();
    await empty.store.close();
  }
});
