import { describe, expect, it } from 'vitest';
import { fixMarker } from '../../src/types/fix-marker.ts';
import { aFinding, aReport } from '../reports/report-fixture.ts';
import { hearing, payloadOf, sha } from './hearing.ts';

const [one = '', two = '', three = ''] = ['1', '2', '3'].map((digit) => digit.repeat(32));
const fingerprints = [one, two, three];

const offer = (fingerprint: string) => ({
  fingerprint,
  control: 'publish-pins',
  safety: 'safe' as const,
  title: 'Pin it',
  first: [],
  also: [],
  diff: `+${fingerprint}`,
});

const box = (fingerprint: string, mark: string) => `  - [${mark}] ${fixMarker(fingerprint)} Open a pull request`;
const bodyOf = (...ticked: readonly string[]) =>
  ['# Points', ...fingerprints.map((each) => box(each, ticked.includes(each) ? 'x' : ' '))].join('\r\n');

function issueWithBoxes(options: Parameters<typeof hearing>[0] = { writers: ['octocat'] }) {
  const heard = hearing(options);
  const open = [one, two].map((fingerprint) => ({ fingerprint, control: 'publish-pins', message: 'm' }));
  heard.store.offered.set(7, fingerprints.map(offer));
  heard.store.filed.set(12, {
    repositoryId: 7,
    key: 'rollup',
    number: 12,
    state: 'open',
    obeyed: false,
    written: 'a digest',
    solved: [],
    open,
  });
  const edit = (body: string, more: object = {}) => {
    const changes = { body: { from: bodyOf() } };
    const issue = { number: 12, state: 'open', body };
    return heard.hear('issues', payloadOf({ action: 'edited', issue, changes, ...more }));
  };
  return { ...heard, edit, wanted: () => [...heard.store.fixed.keys()] };
}

describe('a box that is ticked', () => {
  it('is a wish of whoever may write, for a branch of its own', async () => {
    const { edit, store, queued, asked } = issueWithBoxes();
    await edit(bodyOf(one));
    expect(store.fixed.get(one)).toMatchObject({
      repositoryId: 7,
      control: 'publish-pins',
      title: 'Pin it',
      branch: 'mintmark/fix-publish-pins-11111111',
      by: 'octocat',
      wantedAt: 5000,
    });
    expect([queued, asked]).toEqual([['repository 7'], ['octocat on acme/tools']]);
  });

  it('is not a second wish for the same edit', async () => {
    const { edit, store, wanted } = issueWithBoxes();
    store.offered.set(
      7,
      [one, two].map((fingerprint) => ({ ...offer(fingerprint), diff: '+same' })),
    );
    await edit(bodyOf(one, two));
    expect(wanted()).toEqual([one]);
    await edit(bodyOf(two));
    expect(wanted()).toEqual([one]);
  });

  it.each([
    ['nobody who may write has ticked', { writers: [] }, bodyOf(one), {}],
    ['a bot has ticked', undefined, bodyOf(one), { sender: { login: 'octocat', type: 'Bot' } }],
    ['was ticked before', undefined, bodyOf(one), { changes: { body: { from: bodyOf(one) } } }],
    ['came with no word of what was there', undefined, bodyOf(one), { changes: {} }],
    ['is of a finding that is not open', undefined, bodyOf(three), {}],
    ['is unknown', undefined, box('f'.repeat(32), 'x'), {}],
    ['is none', undefined, `text ${box(one, 'x').trim()}`, {}],
    ['does not name a finding', undefined, '- [x] <!-- mintmark:v1 fix=../../x --> Open', {}],
  ])('is no wish where it %s', async (_, options, body, more) => {
    const { edit, wanted } = issueWithBoxes(options);
    await edit(body, more);
    expect(wanted()).toEqual([]);
  });

  it('is nothing in an issue that is left alone, or is not ours', async () => {
    const { hear, store, wanted } = issueWithBoxes();
    const changes = { body: { from: bodyOf() } };
    const edited = (number: number) =>
      payloadOf({ action: 'edited', issue: { number, state: 'open', body: bodyOf(one) }, changes });
    await hear('issues', edited(13));
    const ours = store.filed.get(12);
    if (ours !== undefined) store.filed.set(12, { ...ours, obeyed: true });
    await hear('issues', edited(12));
    expect(wanted()).toEqual([]);
  });
});

describe('the button of the check run', () => {
  const press = async (commit: string) => {
    const heard = issueWithBoxes();
    const report = aReport();
    const findings = [aFinding({ fingerprint: two })];
    heard.store.record.set(7, { ...report, findings, subject: { ...report.subject, commit } });
    const run = { id: 1, head_sha: sha('b'), app: { id: 42 }, check_suite: null, pull_requests: [] };
    const requested = { requested_action: { identifier: 'fix' } };
    await heard.hear('check_run', payloadOf({ action: 'requested_action', check_run: run, ...requested }));
    return heard;
  };

  it('is a wish for the gravest finding of that commit', async () => {
    const { wanted, queued } = await press(sha('b'));
    expect([wanted(), queued]).toEqual([[two], ['repository 7']]);
  });

  it('is none where the branch has moved on', async () => {
    const { wanted, queued } = await press(sha('c'));
    expect([wanted(), queued]).toEqual([[], []]);
  });
});

describe('the pull request of a fix', () => {
  const happened = async (action: string, pull: object) => {
    const heard = hearing();
    const { control, title } = offer(one);
    const wish = { repositoryId: 7, fingerprint: one, control, title, branch: 'b', by: 'octocat', now: 1 };
    await heard.store.fixes.want(wish);
    const fix = heard.store.fixed.get(one);
    if (fix === undefined) throw new Error('it was just wanted');
    heard.store.fixed.set(one, { ...fix, state: 'open', pullNumber: 3, heads: [sha('b')], isStale: false });
    await heard.hear('pull_request', payloadOf({ action, pull_request: { number: 3, base, ...pull } }));
    return heard.store.fixed.get(one)?.isStale;
  };
  const base = { ref: 'main', sha: sha('c') };

  it('is looked at again where it was closed, or somebody has pushed to it', async () => {
    expect(await happened('closed', { state: 'closed', head: { sha: sha('b') } })).toBe(true);
    expect(await happened('synchronize', { state: 'open', head: { sha: sha('d') } })).toBe(true);
  });

  it('is not for what we have done, and no other one is', async () => {
    expect(await happened('synchronize', { state: 'open', head: { sha: sha('b') } })).toBe(false);
    expect(await happened('closed', { number: 4, state: 'closed', head: { sha: sha('b') } })).toBe(false);
  });
});
