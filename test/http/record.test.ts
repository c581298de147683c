import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Http,
  parseRecording,
  type Question,
  type Reply,
  recording,
  recordingText,
  replay,
  requestCounts,
} from '../../src/http/index.ts';
import { answer, hurried, keeperInMemory, question, useLoopback } from './loopback.ts';

const serve = useLoopback();
const now = () => Date.UTC(2026, 5, 1);

/** Answers every question with how many it has answered. */
function numbering(): Http {
  let asked = 0;
  return {
    async ask({ path }) {
      asked += 1;
      if (path.startsWith('/none')) return { state: 'unavailable', reason: 'no', source: path, until: 5 };
      const headers = { etag: `"${asked}"`, 'content-type': 'text/plain' };
      return { state: 'answered', status: 200, headers, text: `answer ${asked}`, source: path, from: 'network' };
    },
  };
}

function without(reply: Reply): unknown {
  return reply.state === 'answered' ? { ...reply, from: null } : reply;
}

const distil = { name: 'nothing/1', distil: async () => '' };
const questions: readonly Question[] = [
  question('/b'),
  question('/a'),
  question('/a', { method: 'HEAD' }),
  question('/a', { accept: 'text/html' }),
  question('/a', { method: 'POST', body: { b: 1 } }),
  question('/a', { distil }),
  question('/a', { service: 'go' }),
  question('/a', { base: 'other' }),
  question('/none'),
];

describe('a recording', () => {
  it('answers the same in any order, and makes the same bytes', async () => {
    const first = recording(numbering(), now);
    const given = new Map<Question, Reply>();
    for (const asked of questions) given.set(asked, await first.http.ask(asked));
    const text = recordingText(first.recording());

    const again = recording(replay(parseRecording(text)), now);
    for (const asked of questions.toReversed()) {
      const reply = await again.http.ask(asked);
      expect(without(reply)).toEqual(without(given.get(asked) as Reply));
      if (reply.state === 'answered') expect(reply.from).toBe('replayed');
    }
    expect(recordingText(again.recording())).toBe(text);
    expect(again.recording().answers).toHaveLength(questions.length);
  });

  it('has one answer for a question, the first, and gives it again within the run', async () => {
    const { http, recording: read } = recording(numbering(), now);
    const replies = [await http.ask(question('/a')), await http.ask(question('/a', { freshSeconds: 9, mostBytes: 9 }))];
    expect(replies.map((reply) => reply.state === 'answered' && reply.text)).toEqual(['answer 1', 'answer 1']);
    expect(read().answers.map(({ reply }) => reply)).toMatchObject([{ text: 'answer 1' }]);
  });

  it('knows nothing else', async () => {
    const http = replay({ version: 1, created: new Date(now()).toISOString(), answers: [] });
    expect(await http.ask(question('/a'))).toEqual({
      state: 'unavailable',
      reason: 'not in the recording: pypi /a',
      source: '',
      until: null,
    });
  });

  it('holds to its first answer where a file has two', async () => {
    const { http, recording: read } = recording(numbering(), now);
    await http.ask(question('/a'));
    const [only] = read().answers;
    const other = { ...only, reply: { ...only?.reply, text: 'other' } };
    const doubled = parseRecording(JSON.stringify({ ...read(), answers: [only, other] }));
    expect(await replay(doubled).ask(question('/a'))).toMatchObject({ text: 'answer 1' });
  });

  it.each([
    ['{', 'This is no recording: the file is not JSON.'],
    ['[]', /^This is no recording of version 1: the file: /],
    [
      '{"version":2,"created":"2026-06-01T00:00:00.000Z","answers":[]}',
      /^This is no recording of version 1: version: /,
    ],
    ['{"version":1,"created":"yesterday","answers":[]}', /: created: /],
    ['{"version":1,"created":"2026-06-01T00:00:00.000Z","answers":[{}]}', /: answers\.0\./],
    [' '.repeat(64 * 1024 * 1024 + 1), 'The recording is larger than 64 MiB.'],
  ])('of a wrong kind is refused with a reason', (text, reason) => {
    expect(() => parseRecording(text)).toThrow(reason);
  });

  it('that is too large is not written', async () => {
    const big: Http = {
      ask: async () => ({
        state: 'answered',
        status: 200,
        headers: {},
        text: 'x'.repeat(2 ** 25),
        source: '',
        from: 'kept',
      }),
    };
    const { http, recording: read } = recording(big, now);
    for (const path of ['/a', '/b']) await http.ask(question(path));
    expect(() => recordingText(read())).toThrow('The answers are more than 64 MiB.');
  });
});

describe('a credential', () => {
  it('is in no reply, no recording and nothing that is kept, whatever the mirror echoes', async () => {
    const { url } = await serve((request, response) => {
      const { authorization = '' } = request.headers;
      const [scheme, carried = ''] = authorization.split(/ (.*)/s);
      const plain = scheme === 'Basic' ? Buffer.from(carried, 'base64').toString('utf8') : carried;
      const told = `${authorization} ${plain} ${encodeURIComponent(plain)} ${JSON.stringify({ plain })}`;
      // headers take no other characters
      const etag = `"${authorization.replace(/[^\x20-\x7e]/g, '')}"`;
      if (request.url === '/moved')
        answer(response, 302, { location: `https://x.example/${told.replace(/[^\x20-\x7e]/g, '')}` });
      else if (request.url === '/broken') response.destroy();
      else answer(response, 200, { etag, 'content-type': etag }, told);
    });
    const letters = fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 });
    // what is made of spaces or marks alone may stand in any text
    const password = letters.map((text) => `pass${text}word`);
    await fc.assert(
      fc.asyncProperty(password, fc.boolean(), async (secret, asToken) => {
        const address = url.replace('//', `//user:${encodeURIComponent(secret)}@`);
        const main = asToken ? { address: url, authorization: `Bearer ${secret.trim()}` } : address;
        const keeper = keeperInMemory();
        const { http, recording: read } = recording(hurried(url, { keeper, bases: { pypi: { main } } }), now);
        const paths = ['/a', '/moved', '/broken', '/..'];
        const replies = await Promise.all(paths.map((path) => http.ask(question(path))));
        const all = JSON.stringify([replies, read(), [...keeper.answers]]);
        const forms = [secret, Buffer.from(`user:${secret}`).toString('base64'), encodeURIComponent(secret)];
        for (const form of forms) expect(all).not.toContain(JSON.stringify(form).slice(1, -1));
        expect(replies[0]).toMatchObject({ state: 'answered', status: 200 });
      }),
      { numRuns: 40 },
    );
  });
});

it('a recording asks for each question once, also while the first is under way', async () => {
  const { url } = await serve((_, response) => answer(response, 200, {}, 'x'));
  const { counter, read } = requestCounts();
  const { http } = recording(hurried(url, { counter }), now);
  await Promise.all([http.ask(question('/a')), http.ask(question('/a'))]);
  await http.ask(question('/a'));
  expect(read()).toEqual([{ service: 'pypi', outcome: 'answered', requests: 1, bytes: 1 }]);
});
