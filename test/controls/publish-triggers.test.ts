import { describe, expect, test } from 'vitest';
import { publishTriggers } from '../../src/controls/publish-triggers.ts';
import { judge } from './judge.ts';

const release = `on:
  push:
    tags: ['v*']
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - run: npm publish
`;

function preview(parts: { on?: string; job?: string; steps: string }): Record<string, string> {
  const { on = 'pull_request_target', job = '', steps } = parts;
  return {
    'package.json': '{ "name": "demo", "version": "1.0.0" }',
    '.github/workflows/release.yml': release,
    '.github/workflows/preview.yml': `on: ${on}\npermissions: {}\njobs:\n  preview:\n    runs-on: ubuntu-latest\n${job}    steps:\n${steps}`,
  };
}

async function failsOf(files: Record<string, string>) {
  return (await judge(publishTriggers, files)).filter(({ verdict }) => verdict === 'fail');
}

const checkoutOf = (ref: string) =>
  `      - uses: actions/checkout@v6\n        with:\n          ref: ${ref}\n      - run: npm test\n`;

describe('the code of a pull request under pull_request_target', () => {
  test('is a finding on the line of the checkout', async () => {
    const [found] = await failsOf(preview({ steps: checkoutOf('${{ github.event.pull_request.head.sha }}') }));
    expect(found?.locations).toEqual([{ path: '.github/workflows/preview.yml', line: 7, endLine: 7 }]);
    expect(found?.severity).toBe('high');
    expect(found?.registry).toBeNull();
  });

  test('put right: by pull_request, or with the base checked out', async () => {
    const steps = checkoutOf('${{ github.event.pull_request.head.sha }}');
    expect(await failsOf(preview({ on: 'pull_request', steps }))).toEqual([]);
    expect(await failsOf(preview({ steps: checkoutOf('${{ github.event.pull_request.base.sha }}') }))).toEqual([]);
    expect(await failsOf(preview({ steps: '      - uses: actions/checkout@v6\n      - run: npm test\n' }))).toEqual([]);
  });

  test.each([
    ['the head ref', '${{ github.head_ref }}'],
    ['the merge ref', 'refs/pull/${{ github.event.number }}/merge'],
    ['a fallback', '${{ github.event.pull_request.head.sha || github.sha }}'],
  ])('is found as %s', async (_name, ref) => {
    expect(await failsOf(preview({ steps: checkoutOf(ref) }))).toHaveLength(1);
  });

  test('is found behind the matrix, the environment, an output and an input', async () => {
    const head = '${{ github.event.pull_request.head.sha }}';
    const matrix = `    strategy:\n      matrix:\n        at:\n          - { ref: '${head}' }\n          - { ref: main }\n`;
    expect(await failsOf(preview({ job: matrix, steps: checkoutOf('${{ matrix.at.ref }}') }))).toHaveLength(1);
    expect(
      await failsOf(preview({ job: `    env:\n      SHA: ${head}\n`, steps: checkoutOf('${{ env.SHA }}') })),
    ).toHaveLength(1);
    const asked = '      - id: pr\n        run: echo "at=$(gh pr view 1 --json headRefOid)" >> "$GITHUB_OUTPUT"\n';
    expect(await failsOf(preview({ steps: asked + checkoutOf('${{ steps.pr.outputs.at }}') }))).toHaveLength(1);
    const called = {
      ...preview({ on: 'workflow_call', steps: checkoutOf('${{ inputs.at }}') }),
      '.github/workflows/caller.yml': `on: pull_request_target\njobs:\n  call:\n    uses: ./.github/workflows/preview.yml\n    with:\n      at: ${head}\n`,
    };
    expect(await failsOf(called)).toHaveLength(1);
  });

  test('is found in a composite action of the repository', async () => {
    const files = {
      ...preview({
        steps: "      - uses: ./.github/actions/get\n        with:\n          at: '${{ github.head_ref }}'\n",
      }),
      '.github/actions/get/action.yml': `runs:\n  using: composite\n  steps:\n    - uses: actions/checkout@v6\n      with:\n        ref: \${{ inputs.at }}\n`,
    };
    const [found] = await failsOf(files);
    expect(found?.locations).toEqual([{ path: '.github/actions/get/action.yml', line: 4, endLine: 4 }]);
  });

  test('is found in scripts, where something runs afterwards', async () => {
    const run = (script: string) => `      - run: |\n          ${script.replaceAll('\n', '\n          ')}\n`;
    expect(await failsOf(preview({ steps: run('gh pr checkout 1\nnpm test') }))).toHaveLength(1);
    expect(await failsOf(preview({ steps: run('gh pr checkout 1\ngh pr review --approve') }))).toEqual([]);
    const fetch = 'git fetch origin pull/${{ github.event.number }}/head';
    expect(await failsOf(preview({ steps: run(`${fetch}\ngit checkout FETCH_HEAD\nmake`) }))).toHaveLength(1);
    expect(await failsOf(preview({ steps: run(`${fetch}\ngit diff FETCH_HEAD\nmake`) }))).toEqual([]);
  });

  test('weighs what it gets hold of', async () => {
    const steps = checkoutOf('${{ github.head_ref }}');
    const severity = async (job: string) => (await failsOf(preview({ job, steps })))[0]?.severity;
    expect(await severity('')).toBe('high');
    expect(await severity('    permissions:\n      pull-requests: write\n')).toBe('high');
    expect(await severity('    permissions:\n      contents: write\n')).toBe('critical');
    expect(await severity('    env:\n      KEY: ${{ secrets.KEY }}\n')).toBe('critical');
    for (const scope of ['actions', 'attestations', 'id-token', 'packages'])
      expect(await severity(`    permissions:\n      ${scope}: write\n`), scope).toBe('critical');
    expect(await severity('    permissions:\n      contents: read\n')).toBe('high');
    const cached = preview({ steps });
    cached['.github/workflows/release.yml'] = release.replace(
      '- run: npm',
      '- uses: actions/cache@v5\n      - run: npm',
    );
    expect((await failsOf(cached))[0]?.severity).toBe('critical');
  });

  test('is less grave where only the people of the project come so far, and none once it is merged', async () => {
    const steps = checkoutOf('${{ github.head_ref }}');
    const gated = '    if: github.event.pull_request.head.repo.full_name == github.repository\n';
    expect((await failsOf(preview({ job: gated, steps })))[0]?.severity).toBe('medium');
    const writing = `${gated}    permissions:\n      contents: write\n`;
    expect((await failsOf(preview({ job: writing, steps })))[0]?.severity).toBe('high');
    const member = "    if: github.event.pull_request.author_association == 'MEMBER'\n";
    expect((await failsOf(preview({ job: member, steps })))[0]?.severity).toBe('medium');
    expect(await failsOf(preview({ job: '    if: github.event.pull_request.merged\n', steps }))).toEqual([]);
    // a label can be set by nobody else, but the code can change after it was
    const labelled = "    if: contains(github.event.pull_request.labels.*.name, 'safe')\n";
    expect((await failsOf(preview({ job: labelled, steps })))[0]?.severity).toBe('high');
  });
});

describe('workflow_run and issue_comment', () => {
  test('with the head checked out', async () => {
    const afterTests = '\n  workflow_run:\n    workflows: [Tests]';
    const steps = checkoutOf('${{ github.event.workflow_run.head_sha }}');
    expect(await failsOf(preview({ on: afterTests, steps }))).toHaveLength(1);
    const onPush = { job: "    if: github.event.workflow_run.event == 'push'\n", steps };
    expect(await failsOf(preview({ on: afterTests, ...onPush }))).toEqual([]);
    expect(
      await failsOf(
        preview({ on: 'issue_comment', steps: checkoutOf('refs/pull/${{ github.event.issue.number }}/head') }),
      ),
    ).toHaveLength(1);
  });

  test('follow only workflows that pull requests start', async () => {
    const files = preview({
      on: '\n  workflow_run:\n    workflows: [Tests]',
      steps: checkoutOf('${{ github.event.workflow_run.head_sha }}'),
    });
    const tests = (on: string) => ({ ...files, '.github/workflows/tests.yml': `name: Tests\non: ${on}\njobs: {}\n` });
    expect(await failsOf(tests('push'))).toEqual([]);
    expect(await failsOf(tests('pull_request'))).toHaveLength(1);
  });
});

describe('a publishing job', () => {
  const files = (on: string, condition = '') => ({
    'package.json': '{ "name": "demo", "version": "1.0.0" }',
    '.github/workflows/release.yml': release
      .replace("  push:\n    tags: ['v*']", `  ${on}:`)
      .replace('    runs-on', `${condition}    runs-on`),
  });

  test('must not start by an event that outsiders cause', async () => {
    const [found] = await failsOf(files('pull_request_target'));
    expect(found).toMatchObject({ registry: 'npm', severity: 'critical' });
    expect(found?.locations[0]).toEqual({ path: '.github/workflows/release.yml', line: 2, endLine: 2 });
    expect((await failsOf(files('issue_comment')))[0]?.severity).toBe('high');
  });

  test('is as open as what it takes over', async () => {
    const taking = (on: string) => {
      const tree = files(on);
      const workflow = tree['.github/workflows/release.yml'].replace(
        'actions/checkout@v6',
        'actions/download-artifact@v5',
      );
      return { ...tree, '.github/workflows/release.yml': workflow };
    };
    expect((await failsOf(files('workflow_run')))[0]?.severity).toBe('high');
    expect((await failsOf(taking('workflow_run')))[0]?.severity).toBe('critical');
    expect((await failsOf(taking('issues')))[0]?.severity).toBe('high');
  });

  test.each(['issues', 'discussion', 'discussion_comment'])('must not start by %s', async (event) => {
    expect(await failsOf(files(event))).toMatchObject([
      { verdict: 'fail', severity: 'high', key: [expect.anything(), 'publish', event] },
    ]);
  });

  test('may start by such an event where its conditions, or those of a job that it needs, shut outsiders out', async () => {
    const condition = (text: string) => files('issue_comment', `    if: ${text}\n`);
    expect(await failsOf(condition("github.event.comment.author_association == 'OWNER'"))).toEqual([]);
    expect(await failsOf(condition('github.event.comment.user.login == github.repository_owner'))).toEqual([]);
    expect(await failsOf(condition("github.event.comment.body == '/publish'"))).toHaveLength(1);
    const waiting = (needs: string) => {
      const tree = files('issue_comment', `    needs: ask\n${needs}`);
      const ask =
        "  ask:\n    if: github.actor == 'octocat'\n    runs-on: ubuntu-latest\n    steps: [{ run: 'true' }]\n";
      const workflow = tree['.github/workflows/release.yml'].replace('jobs:\n', `jobs:\n${ask}`);
      return { ...tree, '.github/workflows/release.yml': workflow };
    };
    expect(await failsOf(waiting(''))).toEqual([]);
    expect(await failsOf(waiting('    if: always()\n'))).toHaveLength(1);
  });

  test('must not be called by a workflow that starts so', async () => {
    const called = {
      ...files('workflow_call'),
      '.github/workflows/comment.yml':
        'on: issue_comment\njobs:\n  call:\n    uses: ./.github/workflows/release.yml\n    permissions: { id-token: write }\n',
    };
    const [found, ...others] = await failsOf(called);
    expect(others).toEqual([]);
    expect(found?.reason).toContain('`issue_comment` lets a comment on an issue or pull request start');
    expect(found?.locations[0]).toMatchObject({ path: '.github/workflows/comment.yml', line: 1 });
  });

  test('may start by a push, and by workflow_run after a push', async () => {
    const [own] = await judge(publishTriggers, files('push'));
    expect(own?.verdict).toBe('pass');
    const condition = "    if: github.event.workflow_run.event == 'push'\n";
    expect(await failsOf(files('workflow_run', condition))).toEqual([]);
    expect(await failsOf(files('workflow_run'))).toHaveLength(1);
  });
});

test('a repository that publishes nothing is not judged', async () => {
  expect((await judge(publishTriggers, {})).map(({ verdict }) => verdict)).toEqual(['not-applicable']);
});
