import { describe, expect, it } from 'vitest';
import { snapshotQuery } from '../../../src/github/queries.ts';
import type { Exchange } from '../../../src/sandbox/sandbox.ts';
import { checkEverything, checkExchange } from './check.ts';

const base = {
  method: 'GET',
  path: '/rate_limit',
  requestBody: undefined,
  status: 404,
  responseBody: { message: 'Not Found' },
  responseHeaders: { 'content-type': 'application/json; charset=utf-8' },
};

const check = (changes: Partial<Exchange>) => checkExchange({ ...base, ...changes });

/** A request to make a check run; GitHub's answer is not what these tests look at. */
const checkRun = (output: object, more: object = {}) =>
  check({
    method: 'POST',
    path: '/repos/minters/coin/check-runs',
    requestBody: {
      name: 'mintmark',
      head_sha: 'a'.repeat(40),
      status: 'completed',
      conclusion: 'neutral',
      output: { title: 'title', summary: 'summary', ...output },
      ...more,
    },
  });

const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' };
const annotations = (count: number, changes: object = {}) => ({
  annotations: Array.from({ length: count }, () => ({ ...annotation, ...changes })),
});
const button = { label: 'Re-run', description: 'Looks again', identifier: 'rerun' };

describe('a request', () => {
  it('passes as GitHub describes it', () => {
    expect(checkRun(annotations(50), { actions: [button, button, button] })).toEqual([]);
  });

  it.each([
    [
      'a wrong word',
      () => checkRun(annotations(1, { annotation_level: 'error' })),
      'allowed values ["notice","warning"',
    ],
    ['51 annotations', () => checkRun(annotations(51)), 'must NOT have more than 50 items'],
    ['four buttons', () => checkRun({}, { actions: [button, button, button, button] }), 'more than 3 items'],
    [
      'a long identifier',
      () => checkRun({}, { actions: [{ ...button, identifier: 'x'.repeat(21) }] }),
      '/actions/0/identifier must NOT have more than 20 characters',
    ],
    ['a long summary', () => checkRun({ summary: 'x'.repeat(65_536) }), 'more than 65535 characters'],
    ['an unknown property', () => checkRun({}, { sha: 'b' }), 'body.sha is unknown to GitHub'],
    ['one further in', () => checkRun(annotations(1, { line: 3 })), 'body.output.annotations[0].line is unknown'],
    ['no body', () => check({ method: 'POST', path: '/repos/a/b/check-runs' }), 'the request has no body'],
    [
      'a body that is not asked for',
      () => check({ path: '/repos/a/b', requestBody: { name: 'c' } }),
      'the request takes no body',
    ],
    ['an unknown parameter', () => check({ path: '/repos/a/b/releases?limit=5' }), 'no parameter limit'],
    [
      'a wrong parameter',
      () => check({ path: '/repos/a/b/pulls?state=merged' }),
      'state: /value must be equal to one of',
    ],
    ['no number', () => check({ path: '/repos/a/b/issues/one' }), 'issue_number: /value must be integer'],
    ['an unknown path', () => check({ path: '/repos/a/b/secrets' }), 'GitHub describes no such operation'],
    ['an unknown method', () => check({ method: 'PUT', path: '/rate_limit' }), 'GitHub describes no such operation'],
  ])('with %s is told of', (_, checked, message) => {
    expect(checked()).toEqual([expect.stringContaining(message)]);
  });

  it('may be wrong where it was refused for it', () => {
    const requestBody = { name: 'mintmark' };
    const path = '/repos/minters/coin/check-runs';
    expect(check({ method: 'POST', path, requestBody, status: 422 })).toEqual([]);
    expect(check({ method: 'POST', path, requestBody, status: 403 })).not.toEqual([]);
  });

  it.each([
    '/repos/a/b/contents/.github/workflows/release.yml?ref=main',
    '/repos/a/b/contents/',
    '/repos/a/b/git/ref/tags/v1.0.0',
    '/repos/a/b/compare/main...ana:feature/one',
    '/repos/a/b/commits/refs/heads/feature/one/check-runs?per_page=100',
    '/repos/a/b/commits/feature%2Fone',
    '/repos/a/b/branches/feature/one/protection',
    '/repositories/5',
    '/repositories/5/issues/7',
    '/api/v3/repos/a/b',
  ])('finds %s', (path) => {
    expect(check({ path })).toEqual([]);
  });
});

describe('an answer', () => {
  const label = {
    id: 1,
    node_id: 'l',
    url: 'https://x.test/l',
    name: 'n',
    description: null,
    color: 'c0ffee',
    default: false,
  };
  const answered = (responseBody: unknown, changes: Partial<Exchange> = {}) =>
    check({ path: '/repos/a/b/labels/n', status: 200, responseBody, ...changes });

  it('passes as GitHub describes it', () => {
    expect(answered(label)).toEqual([]);
  });

  it.each([
    ['without a property', () => answered({ ...label, color: undefined }), "required property 'color'"],
    ['with a null', () => answered({ ...label, name: null }), '/name must be string'],
    ['that is no address', () => answered({ ...label, url: 'there' }), '/url must match format "uri"'],
    ['of another status', () => answered(label, { status: 201 }), 'GitHub answers 200, 404 here'],
    ['without a message', () => answered({}, { status: 403 }), "required property 'message'"],
    ['with a body and 304', () => answered(label, { status: 304 }), 'the answer has a body'],
  ])('%s is told of', (_, checked, message) => {
    expect(checked()).toEqual([expect.stringContaining(message)]);
  });

  it.each([[401], [403], [404], [422], [429]])('%i is always possible', (status) => {
    expect(answered({ message: 'no' }, { status })).toEqual([]);
  });

  it('may be no JSON', () => {
    const responseHeaders = { 'content-type': 'application/vnd.github.raw; charset=utf-8' };
    expect(check({ path: '/repos/a/b/contents/a', status: 200, responseBody: 'text', responseHeaders })).toEqual([]);
    expect(answered('<html>', { status: 502 })).toEqual([]);
  });
});

describe('GraphQL', () => {
  const asked = (requestBody: unknown, responseBody: unknown = { data: {} }) =>
    check({ method: 'POST', path: '/graphql', requestBody, responseBody, status: 200 });
  const variables = { owner: 'a', name: 'b' };

  it('passes where it fits the whole schema', () => {
    expect(asked({ query: snapshotQuery, variables })).toEqual([]);
    expect(asked({ query: '{ viewer { login } }' })).toEqual([]);
  });

  it.each([
    ['an unknown field', { query: '{ viewer { mood } }' }, 'Cannot query field "mood"'],
    ['a missing variable', { query: snapshotQuery, variables: { owner: 'a' } }, '"$name" of required type "String!"'],
    ['what is no query', { query: '{' }, 'Syntax Error'],
    ['something beside it', { query: '{ viewer { login } }', wanted: 1 }, 'must NOT have additional properties'],
  ])('is told of %s', (_, requestBody, message) => {
    expect(asked(requestBody)).toEqual([expect.stringContaining(message)]);
  });

  it('is told of errors in the wrong shape', () => {
    const errors = [{ message: 'no', code: 5 }];
    expect(asked({ query: '{ viewer { login } }' }, { errors })).toEqual([
      expect.stringContaining('/errors/0 must NOT have additional properties'),
    ]);
  });
});

describe('watching a sandbox', () => {
  it('gathers each violation once', () => {
    let answer: (exchange: Exchange) => void = () => {};
    const violations = checkEverything({ onAnswer: (listener) => void (answer = listener) });
    answer({ ...base, path: '/none' });
    answer({ ...base, path: '/none' });
    answer({ ...base, path: '/repos/a/b' });
    expect(violations()).toEqual(['GET /none: GitHub describes no such operation']);
  });
});
