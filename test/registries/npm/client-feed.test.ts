import { expect, it } from 'vitest';
import { client } from '../../../src/registries/npm/client.ts';
import { fakeHttp } from '../replies.ts';

const changes = (since: string | null, answers: Parameters<typeof fakeHttp>[0]) =>
  client.feed?.changes(since, fakeHttp(answers));

const page = 'npm replicate /_changes?since=41&limit=10000';

it('names what changed, each package once, and where to go on', async () => {
  const results = [
    { seq: 42, id: 'nest', changes: [{ rev: '1-a' }] },
    { seq: 43, id: '@birds/nest', changes: [{ rev: '2-b' }], deleted: true },
    { seq: 44, id: 'nest', changes: [{ rev: '3-c' }] },
    { seq: 45, id: '_design/app', changes: [] },
    { seq: 46, id: 7 },
    'nothing',
  ];
  expect(await changes('41', { [page]: { body: { results, last_seq: 46 } } })).toMatchObject({
    state: 'seen',
    value: { names: ['nest', '@birds/nest'], next: '46', complete: true },
  });
});

it('is not complete where the numbers have started anew', async () => {
  const answer = await changes('41', { [page]: { body: { results: [], last_seq: 12 } } });
  expect(answer).toMatchObject({ state: 'seen', value: { next: '12', complete: false } });
});

it('follows sequences that are no numbers', async () => {
  const path = 'npm replicate /_changes?since=41-g1AA%3D&limit=10000';
  const answer = await changes('41-g1AA=', { [path]: { body: { results: [], last_seq: '9-g1AB=' } } });
  expect(answer).toMatchObject({ state: 'seen', value: { next: '9-g1AB=', complete: true } });
});

it('starts at the end', async () => {
  const http = fakeHttp({ 'npm replicate /_changes?since=now&limit=1': { body: { results: [], last_seq: 99 } } });
  const answer = await client.feed?.changes(null, http);
  expect(answer).toMatchObject({ state: 'seen', value: { names: [], next: '99', complete: true } });
  expect(http.asked).toHaveLength(1);
});

it.each([
  ['takes `now` for the beginning', { body: { results: [{ seq: 1, id: 'first' }], last_seq: 1 } }],
  ['does not know `now`', { status: 400 }],
])('asks the database for its end where the feed %s', async (_, answer) => {
  const found = await changes(null, {
    'npm replicate /_changes?since=now&limit=1': answer,
    'npm replicate /': { body: { db_name: 'registry', update_seq: 103_000_000 } },
  });
  expect(found).toMatchObject({ state: 'seen', value: { names: [], next: '103000000' } });
});

it.each([
  { body: '<html>' },
  { body: '' },
  { body: '{"results":[{"seq":1,"id":"a"' },
  { body: { results: {}, last_seq: 1 } },
  { body: { results: [], last_seq: { toString: 'x' } } },
  { body: { results: [], last_seq: -1 } },
  { body: { results: [] } },
  { body: [] },
  { status: 503 },
  { unavailable: 'time-out' },
])('is unreadable for %j', async (answer) => {
  expect((await changes('41', { [page]: answer }))?.state).toBe('unreadable');
});
