import { describe, expect, it } from 'vitest';
import type { Http, Question, Reply } from '../../src/http/http.ts';
import { lastingAnswer } from '../../src/registries/lasting-answer.ts';

const question = { service: 'go', base: 'main', path: '/a' } as const;

/** Answers from what is kept where the question allows an answer of that age, and with `new` otherwise. */
function keeping(kept: { readonly status: number; readonly text: string }): Http & { readonly asked: Question[] } {
  const asked: Question[] = [];
  const answered = { state: 'answered', headers: {}, source: 'https://a.example/a' } as const;
  const ask = async (one: Question): Promise<Reply> => {
    asked.push(one);
    const isOld = (one.freshSeconds ?? 0) > 60;
    return isOld ? { ...answered, ...kept, from: 'kept' } : { ...answered, status: 200, text: 'new', from: 'network' };
  };
  return { asked, ask };
}

const isDocument = (text: string) => !text.startsWith('<');

describe('a document that never changes', () => {
  it('is taken from what was kept', async () => {
    const http = keeping({ status: 200, text: 'old' });
    expect(await lastingAnswer(http, question, isDocument)).toMatchObject({ text: 'old', from: 'kept' });
    expect(http.asked).toHaveLength(1);
  });

  it.each([
    ['it was missing', { status: 404, text: 'old' }],
    ['a page of an outage was kept', { status: 200, text: '<html>' }],
  ])('is asked for anew where %s', async (_, kept) => {
    const http = keeping(kept);
    expect(await lastingAnswer(http, question, isDocument)).toMatchObject({ text: 'new', from: 'network' });
    expect(http.asked).toHaveLength(2);
  });

  it('is not asked for twice at once', async () => {
    let times = 0;
    const http: Http = {
      ask: async () => {
        times++;
        return { state: 'answered', status: 404, headers: {}, text: '', source: '', from: 'network' };
      },
    };
    expect(await lastingAnswer(http, question, isDocument)).toMatchObject({ status: 404 });
    expect(times).toBe(1);
  });
});
