import { describe, expect, it } from 'vitest';
import type { KeptAnswer, Question } from '../../src/http/http.ts';
import { freshFor } from '../../src/http/kept.ts';

const month = 2_592_000;

function freshness(kept: Partial<KeptAnswer>, finalFrom?: Question['finalFrom'], freshSeconds = month): number {
  const answer = { status: 200, headers: {}, text: '', at: 1000, ...kept };
  const question = { service: 'go', base: 'main', path: '/', freshSeconds } as const;
  return freshFor(answer, finalFrom === undefined ? question : { ...question, finalFrom });
}

describe('how long an answer is taken from the store', () => {
  it.each([
    ['what is there, where nothing else is said', freshness({}), month],
    ['what is missing, where nothing else is said', freshness({ status: 404 }), 300],
    ['what was final when it was given', freshness({}, () => 1000), month],
    ['what was not final yet', freshness({}, () => 1001), 300],
    ['what is asked for more often than that', freshness({}, () => 1001, 60), 60],
    ['what is missing for good', freshness({ status: 404 }, () => 0), month],
    ['what is no answer', freshness({}, () => null), 0],
    ['what is not to be kept', freshness({}, () => 0, 0), 0],
  ])('%s', (_, seconds, expected) => {
    expect(seconds).toBe(expected);
  });

  it('goes by the text of what is there, and by nothing else', () => {
    const heard: (string | null)[] = [];
    const hear = (text: string | null) => {
      heard.push(text);
      return 0;
    };
    freshness({ text: 'there' }, hear);
    freshness({ status: 404, text: 'Not Found' }, hear);
    expect(heard).toEqual(['there', null]);
  });
});
