import { describe, expect, it } from 'vitest';
import { completeCheck, createCheck, explainCheck, findCheck } from '../../src/github/checks.ts';
import { GitHubUnavailable } from '../../src/github/client.ts';
import type { CheckOutput } from '../../src/types/check-output.ts';
import { type Call, fakeClient } from './fake-client.ts';

const place = { owner: 'acme', repo: 'widgets' };
const at = '2026-11-22T20:15:00.000Z';

function outputWith(annotations: number): CheckOutput {
  return {
    conclusion: 'neutral',
    title: 'title',
    summary: 'summary',
    text: null,
    annotations: Array.from({ length: annotations }, (_, index) => ({
      path: 'release.yml',
      startLine: index + 1,
      endLine: index + 1,
      level: 'warning' as const,
      title: 'title',
      message: 'message',
      details: null,
    })),
    actions: [{ label: 'Re-run', description: 'again', identifier: 'rerun' }],
  };
}

/** What a request did to the check run: its status, and the lines it annotated. */
function shown({ route, parameters }: Call): readonly [string, unknown, string] {
  const output = parameters['output'] as { annotations?: readonly { start_line: number }[] } | undefined;
  const lines = (output?.annotations ?? []).map(({ start_line: line }) => line);
  const span = lines.length === 0 ? 'none' : `${lines[0]}-${lines.at(-1)}`;
  return [route.split(' ')[0] ?? '', parameters['status'] ?? null, span];
}

describe('createCheck', () => {
  const check = { headSha: 'abc', externalId: '7:1', startedAt: at };

  it('makes a check run in progress, under our name and key', async () => {
    const { client, calls } = fakeClient(() => ({ status: 201, data: { id: 5 } }));
    expect(await createCheck(client, place, check)).toEqual({ outcome: 'written', id: 5 });
    expect(calls).toEqual([
      {
        route: 'POST /repos/{owner}/{repo}/check-runs',
        parameters: {
          ...place,
          name: 'mintmark',
          head_sha: 'abc',
          external_id: '7:1',
          status: 'in_progress',
          started_at: at,
        },
      },
    ]);
  });

  it.each([
    [{ status: 404, data: { message: 'Not Found' } }, { outcome: 'gone' }],
    [
      { status: 403, data: { message: 'Resource not accessible by integration' }, permission: 'checks:write' },
      { outcome: 'refused', permission: 'checks:write', message: 'Resource not accessible by integration' },
    ],
    [{ status: 403, data: { message: 'Repository was archived so is read-only.' } }, { outcome: 'archived' }],
    [
      {
        status: 422,
        data: { message: 'Validation Failed', errors: [{ message: 'No commit found for SHA: abc' }, 'x'] },
      },
      { outcome: 'invalid', message: '422: Validation Failed; No commit found for SHA: abc; x' },
    ],
    [
      { status: 201, data: 'no object' },
      { outcome: 'invalid', message: '201: ' },
    ],
  ])('of %j is %j', async (answer, outcome) => {
    expect(
      await createCheck(fakeClient(() => answer).client, place, { ...check, detailsUrl: 'https://a.example' }),
    ).toEqual(outcome);
  });

  it('leaves it to the caller to wait where GitHub cannot answer', async () => {
    const { client } = fakeClient(() => {
      throw new GitHubUnavailable('secondary-limit', 1, 'later');
    });
    await expect(async () => createCheck(client, place, check)).rejects.toThrow(GitHubUnavailable);
  });
});

describe('findCheck', () => {
  const run = (id: number, key: string, name = 'mintmark') => ({
    id,
    name,
    external_id: key,
    status: 'in_progress',
    conclusion: null,
    output: { annotations_count: 50 },
  });

  it('finds the one with our key', async () => {
    const { client, calls } = fakeClient(() => ({
      data: { total_count: 3, check_runs: [run(1, '7:0'), run(2, '7:1', 'other'), run(3, '7:1')] },
    }));
    expect(await findCheck(client, place, 'abc', 99, '7:1')).toEqual({
      id: 3,
      status: 'in_progress',
      conclusion: null,
      annotations: 50,
    });
    expect(calls[0]?.parameters).toMatchObject({ ref: 'abc', check_name: 'mintmark', app_id: 99, filter: 'all' });
  });

  it('finds nothing where there is none', async () => {
    for (const answer of [{ data: { check_runs: [run(1, 'x')] } }, { status: 404 }, { data: 'nonsense' }])
      expect(await findCheck(fakeClient(() => answer).client, place, 'abc', 99, '7:1')).toBeNull();
  });

  it('does not take a refusal for none, which would make a second one', async () => {
    const { client } = fakeClient(() => ({ status: 403 }));
    await expect(findCheck(client, place, 'abc', 99, '7:1')).rejects.toThrow('refuses to tell');
  });
});

describe('completeCheck', () => {
  it('does not take one that is there for gone', async () => {
    const { client } = fakeClient(({ route }) => (route.startsWith('GET ') ? { data: { id: 5 } } : { status: 404 }));
    await expect(completeCheck(client, place, 5, outputWith(1), at, true)).rejects.toMatchObject({ kind: 'outage' });
  });

  it('is not left in progress because GitHub once refuses', async () => {
    const { client } = fakeClient(({ route }) =>
      route.startsWith('GET ') ? { data: { id: 5 } } : { status: 403, data: { message: 'Forbidden' } },
    );
    await expect(completeCheck(client, place, 5, outputWith(1), at, true)).rejects.toMatchObject({ kind: 'outage' });
  });

  it('completes a new one in one request', async () => {
    const { client, calls } = fakeClient(() => ({}));
    expect(await completeCheck(client, place, 5, outputWith(50), at, true)).toEqual({ outcome: 'written' });
    expect(calls.map(shown)).toEqual([['PATCH', 'completed', '1-50']]);
    expect(calls[0]?.parameters).toMatchObject({
      check_run_id: 5,
      conclusion: 'neutral',
      completed_at: at,
      output: { title: 'title', summary: 'summary' },
      actions: [{ identifier: 'rerun' }],
    });
  });

  it('sends fifty annotations at a time and completes with the last', async () => {
    const { client, calls } = fakeClient(() => ({ data: { id: 5, output: { annotations_count: 0 } } }));
    await completeCheck(client, place, 5, outputWith(101), at);
    expect(calls.map(shown)).toEqual([
      ['GET', null, 'none'],
      ['PATCH', 'in_progress', '1-50'],
      ['PATCH', 'in_progress', '51-100'],
      ['PATCH', 'completed', '101-101'],
    ]);
  });

  it('sends nothing twice after a crash, wherever it came', async () => {
    for (const sent of [0, 50, 100, 120]) {
      const lines: number[] = [];
      const { client } = fakeClient(({ parameters }) => {
        const output = parameters['output'] as { annotations?: readonly { start_line: number }[] } | undefined;
        lines.push(...(output?.annotations ?? []).map(({ start_line: line }) => line));
        return { data: { id: 5, output: { annotations_count: sent } } };
      });
      expect(await completeCheck(client, place, 5, outputWith(120), at)).toEqual({ outcome: 'written' });
      expect(lines).toEqual(Array.from({ length: 120 - sent }, (_, index) => sent + index + 1));
    }
  });

  it('asks nothing first where there is nothing to annotate', async () => {
    const { client, calls } = fakeClient(() => ({}));
    await completeCheck(client, place, 5, outputWith(0), at);
    expect(calls.map(shown)).toEqual([['PATCH', 'completed', 'none']]);
  });

  it('stops at the first batch that GitHub does not take', async () => {
    const { client, calls } = fakeClient((_, number) =>
      number === 1 ? { status: 422, data: { message: 'too much' } } : {},
    );
    expect(await completeCheck(client, place, 5, outputWith(60), at, true)).toEqual({
      outcome: 'invalid',
      message: '422: too much',
    });
    expect(calls).toHaveLength(1);
    expect(await completeCheck(fakeClient(() => ({ status: 404 })).client, place, 5, outputWith(1), at)).toEqual({
      outcome: 'gone',
    });
  });
});

it('explains without touching status or annotations', async () => {
  const { client, calls } = fakeClient(() => ({}));
  expect(await explainCheck(client, place, 5, { ...outputWith(3), text: 'why' })).toEqual({ outcome: 'written' });
  expect(calls.map(shown)).toEqual([['PATCH', null, 'none']]);
  expect(calls[0]?.parameters).toMatchObject({ output: { text: 'why' }, actions: [{ identifier: 'rerun' }] });
});
