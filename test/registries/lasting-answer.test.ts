import { describe, expect, it } from 'vitest';
import type { KeptAnswer } from '../../src/http/http.ts';
import { openHttp } from '../../src/http/index.ts';
import { isJsonObject, lastingAnswer } from '../../src/registries/lasting-answer.ts';

const question = { service: 'go', base: 'main', path: '/a' } as const;

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const publishedAt = '2026-03-01T00:00:00Z';
const published = Date.parse(publishedAt);

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Asks the same document again and again; `asked` counts what went out. */
function asking(answers: Answered, of: string | null = publishedAt) {
  let now = published;
  let asked = 0;
  const kept = new Map<string, KeptAnswer>();
  const http = openHttp({
    keeper: { get: async (key) => kept.get(key) ?? null, put: async (key, answer) => void kept.set(key, answer) },
    contact: 'tests@example.com',
    version: '0.0.0',
    spaced: false,
    now: () => now,
    fetch: async () => {
      asked += 1;
      return new Response(answers.text, { status: answers.status, headers: { etag: `"${asked}"` } });
    },
  });
  return {
    /** How many requests one question costs, so long after the publication. */
    costs: async (after: number): Promise<number> => {
      now = published + after;
      const before = asked;
      const document = { isDocument: isJsonObject, isWhole: (text: string) => text !== '{}', publishedAt: of };
      expect(await lastingAnswer(http, question, document)).toMatchObject(answers);
      return asked - before;
    },
  };
}

describe('a document of a release that its registry never changes', () => {
  it('is asked for once in four weeks', async () => {
    const { costs } = asking({ status: 200, text: '{"a":1}' });
    expect(await costs(0)).toBe(1);
    expect(await costs(hour)).toBe(0);
    expect(await costs(27 * day)).toBe(0);
    expect(await costs(28 * day)).toBe(1);
  });

  it.each([
    ['missing', { status: 404, text: 'Not Found' }],
    ['gone', { status: 410, text: '' }],
    ['not whole', { status: 200, text: '{}' }],
  ])('is asked for again where it is %s, until the release is two days old', async (_, answer) => {
    const { costs } = asking(answer);
    expect(await costs(hour)).toBe(1);
    expect(await costs(hour + 1000)).toBe(0);
    expect(await costs(2 * hour)).toBe(1);
    expect(await costs(2 * day - 1000)).toBe(1);
    // Heard before the two days were over, and so not for good
    expect(await costs(2 * day + hour)).toBe(1);
    expect(await costs(3 * day)).toBe(0);
    expect(await costs(29 * day)).toBe(0);
    expect(await costs(31 * day)).toBe(1);
  });

  it('is asked for each time where it is missing and nobody knows since when', async () => {
    const { costs } = asking({ status: 404, text: '' }, null);
    expect([await costs(0), await costs(1), await costs(90 * day)]).toEqual([1, 1, 1]);
  });

  it('is believed for good where it is there, whenever that was', async () => {
    const { costs } = asking({ status: 200, text: '{"a":1}' }, null);
    expect([await costs(0), await costs(day)]).toEqual([1, 0]);
  });

  it('is not what a page of an outage says, however old the release is', async () => {
    const { costs } = asking({ status: 200, text: '<html>' });
    expect([await costs(0), await costs(1), await costs(90 * day), await costs(90 * day + 1)]).toEqual([1, 1, 1, 1]);
  });
});
