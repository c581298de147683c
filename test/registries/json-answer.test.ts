import { expect, it } from 'vitest';
import { z } from 'zod';
import { jsonAnswer } from '../../src/registries/json-answer.ts';
import { type Answer, fakeHttp, type NoAnswer } from './replies.ts';

const question = { service: 'hex', base: 'main', path: '/nest' } as const;

const answerOf = (answer: Answer | NoAnswer) =>
  jsonAnswer(fakeHttp({ 'hex main /nest': answer }), question, z.object({ eggs: z.int() }));

it('sees a document of the shape', async () => {
  expect(await answerOf({ body: { eggs: 3, more: 1 } })).toEqual({
    state: 'seen',
    value: { eggs: 3 },
    source: 'https://main.hex.example/nest',
  });
});

it.each([404, 410])('is absent for status %d, whatever comes with it', async (status) => {
  expect((await answerOf({ status, body: { eggs: 3 } })).state).toBe('absent');
});

it.each<[Answer | NoAnswer, string]>([
  [{ status: 204 }, 'the registry answered with status 204'],
  [{ status: 403, body: { eggs: 3 } }, 'the registry answered with status 403'],
  [{ status: 503 }, 'the registry answered with status 503'],
  [{ body: '<html>' }, 'the registry answered with something that is not JSON'],
  [{ body: '' }, 'the registry answered with something that is not JSON'],
  [{ body: { eggs: 'three' } }, 'the registry answered in a form that it does not document'],
  [{ body: null }, 'the registry answered in a form that it does not document'],
  [{ unavailable: 'It took too long.' }, 'It took too long.'],
])('is unreadable for %j, and says why', async (answer, reason) => {
  expect(await answerOf(answer)).toMatchObject({ state: 'unreadable', reason });
});

it('asks for JSON, unless another type is asked for', async () => {
  const http = fakeHttp({});
  await jsonAnswer(http, question, z.unknown());
  await jsonAnswer(http, { ...question, accept: 'application/vnd.hex+json' }, z.unknown());
  expect(http.questions.map(({ accept }) => accept)).toEqual(['application/json', 'application/vnd.hex+json']);
});
