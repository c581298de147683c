import { describe, expect, it } from 'vitest';
import { markerOf } from '../../src/types/issue-marker.ts';
import {
  change,
  leaky,
  organisation,
  owner,
  policyPath,
  releasePath,
  tokenRelease,
  trustedRelease,
} from './scenarios.ts';
import { useStage } from './use-stage.ts';

const hour = 60 * 60_000;
const week = 7 * 24 * hour;
let ahead = 0;

const asked = { '.github/mintmark.yml': 'digest: { repository: news }\n' };
const { stage, issue } = useStage(
  organisation([
    { name: '.github', commits: [{ files: asked }] },
    { name: 'news', visibility: 'private', commits: [{ files: { 'README.md': '# News\n' } }] },
    leaky('press'),
  ]),
  { now: () => Date.now() + ahead },
);

const people = () => stage().sandbox.people;

/** What was written into `news` while so much time passed. */
async function passes(milliseconds: number): Promise<readonly string[]> {
  const { sandbox, app } = stage();
  const before = sandbox.requests.length;
  ahead += milliseconds;
  await app.queue.sweep('now');
  await stage().settled();
  return sandbox.requests
    .slice(before)
    .filter(({ method, path }) => method !== 'GET' && path.startsWith(`/repos/${owner}/news/issues`))
    .map(({ method, path }) => `${method} ${path.slice(`/repos/${owner}/news/`.length)}`);
}

async function pushRelease(name: string, release: string): Promise<void> {
  await people().push(owner, name, 'main', change({ [releasePath]: release }));
  await stage().settled();
}

describe('the weekly digest', () => {
  it('begins in one issue of the repository that the organisation’s file names, once a week', async () => {
    expect(await passes(2 * hour)).toEqual(['POST issues']);
    const { title, body } = issue('news');
    expect(title).toBe('Publishing safety of octo: the week');
    expect(markerOf(body)).toEqual({ key: 'digest', repositoryId: stage().sandbox.repository(owner, 'news').id });
    expect(body).toContain('Of 1 package, 1 by a long-lived token.');
    expect(body).toContain('### What to do next');
    expect(await passes(2 * hour)).toEqual([]);
  });

  it('tells a week later what has changed, in place and without a comment', async () => {
    await pushRelease('press', trustedRelease());
    expect(await passes(week)).toEqual(['PATCH issues/1']);
    expect(issue('news').body).toContain(
      '- `press` on npm goes out by trusted publishing now, and went out by a long-lived token.',
    );
  });

  it('that was closed as read is opened again when there is news, also after a loss of what is stored', async () => {
    await people().closeIssue(owner, 'news', 1, 'completed', 'ada');
    await stage().settled();
    expect(await passes(week)).toEqual([]);
    await pushRelease('press', tokenRelease);
    await stage().app.store.issues.remove(stage().sandbox.repository(owner, 'news').id, 'digest');
    expect(await passes(week)).toEqual(['PATCH issues/1', 'PATCH issues/1']);
    expect(issue('news')).toMatchObject({ state: 'open', comments: [] });
  });

  it('is never written where everybody reads', async () => {
    await people().setVisibility(owner, 'news', 'public');
    await stage().settled();
    expect(await passes(week)).toEqual([]);
    await people().setVisibility(owner, 'news', 'private');
    await stage().settled();
    expect(await passes(2 * hour)).toEqual(['PATCH issues/1']);
  });

  it('ends where the file asks for it no more, or a person closes it as not planned', async () => {
    const policy = (text: string) => people().push(owner, '.github', 'main', change({ [policyPath]: text }));
    await policy('gate: high\n');
    await pushRelease('press', trustedRelease());
    expect(await passes(week)).toEqual([]);
    await policy('gate: high\ndigest: { repository: news }\n');
    await people().closeIssue(owner, 'news', 1, 'not_planned', 'ada');
    await stage().settled();
    expect(await passes(2 * hour)).toEqual([]);
    expect(issue('news')).toMatchObject({ state: 'closed', comments: [] });
  });
});
