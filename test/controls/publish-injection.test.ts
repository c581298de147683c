import { describe, expect, test } from 'vitest';
import { publishInjection } from '../../src/controls/publish-injection.ts';
import { judge } from './judge.ts';

const path = '.github/workflows/release.yml';

function files(on: string, run: string, more = ''): Record<string, string> {
  return {
    'package.json': '{ "name": "demo", "version": "1.0.0" }',
    [path]: `on: ${on}
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
      - name: Tell
        run: ${run}
${more}      - run: npm publish
`,
  };
}

const failsOf = async (repository: Record<string, string>) =>
  (await judge(publishInjection, repository)).filter(({ verdict }) => verdict === 'fail');

test('a title that anybody writes is critical, with the edits that hand it over as a variable', async () => {
  const [found] = await failsOf(files('issues', 'echo "${{ github.event.issue.title }}"'));
  expect(found).toMatchObject({ severity: 'critical', locations: [{ path, line: 9, endLine: 9 }] });
  expect(found?.remediation?.fix).toEqual({
    safety: 'safe',
    title: 'Hand the text to the script as a variable',
    edits: [
      {
        kind: 'set',
        path,
        at: ['jobs', 'publish', 'steps', 0, 'env', 'ISSUE_TITLE'],
        value: '${{ github.event.issue.title }}',
      },
      { kind: 'replace', path, line: 9, from: '${{ github.event.issue.title }}', to: '${ISSUE_TITLE}' },
    ],
  });
});

test('put right: a variable is no part of the script', async () => {
  const env = '        env:\n          TITLE: ${{ github.event.issue.title }}\n';
  expect(await failsOf(files('issues', 'echo "$TITLE"', env))).toEqual([]);
  // … unless it is put back by an expression
  expect((await failsOf(files('issues', 'echo "${{ env.TITLE }}"', env)))[0]?.severity).toBe('critical');
});

test.each<[string, string, string | undefined]>([
  ['pull_request_target', 'github.head_ref', 'critical'],
  ['pull_request', 'github.event.pull_request.title', 'medium'],
  ['push', 'github.event.head_commit.message', 'high'],
  ['push', 'github.head_ref', undefined],
  ['push', 'github.ref_name', 'low'],
  ['push', 'github.sha', undefined],
  ['push', "contains(github.ref, '-')", undefined],
  ['push', "steps.x.outputs.version || 'none'", 'low'],
  ['push', 'steps.x.outputs.digest', undefined],
  ['push', 'steps.x.outcome', undefined],
  ['workflow_dispatch', 'inputs.version', 'low'],
  ['workflow_dispatch', "inputs.dry && '--dry-run' || ''", undefined],
])('on %s, %s is %s', async (on, expression, severity) => {
  expect((await failsOf(files(on, `'echo "\${{ ${expression.replaceAll("'", "''")} }}"'`)))[0]?.severity).toBe(
    severity,
  );
});

test('an input that offers a choice is no free text', async () => {
  const on = (type: string) => `\n  workflow_dispatch:\n    inputs:\n      where: { type: ${type}, options: [a, b] }`;
  expect(await failsOf(files(on('choice'), 'echo "${{ inputs.where }}"'))).toEqual([]);
  expect(await failsOf(files(on('string'), 'echo "${{ inputs.where }}"'))).toHaveLength(1);
});

describe('the edits', () => {
  const fixOf = async (run: string) => (await failsOf(files('push', run)))[0]?.remediation?.fix;
  const script = (...lines: string[]) => `|\n${lines.map((line) => `          ${line}`).join('\n')}`;

  test('quote what stands bare, which needs thought', async () => {
    const fix = await fixOf('npm publish --tag ${{ github.ref_name }}');
    expect(fix?.safety).toBe('needs-thought');
    expect(fix?.edits[1]).toMatchObject({ to: '"$REF_NAME"' });
    expect((await fixOf('TAG=${{ github.ref_name }}'))?.safety).toBe('safe');
  });

  test('point at the line of a longer script', async () => {
    const fix = await fixOf(script('set -e', 'cat <<END', 'v${{ github.ref_name }}', 'END'));
    expect(fix).toMatchObject({ safety: 'safe', edits: [{}, { line: 12, to: '${REF_NAME}' }] });
  });

  test.each([
    ['single quotes', `"echo '\${{ github.ref_name }}'"`],
    ['a quoted here-document', script("cat <<'END'", '${{ github.ref_name }}', 'END')],
    ['a substitution in double quotes', 'echo "$(basename ${{ github.ref_name }})"'],
    ['another shell', 'Write-Output ${{ github.ref_name }}\n        shell: pwsh'],
  ])('are not offered in %s', async (_name, run) => {
    expect(await failsOf(files('push', run))).toHaveLength(1);
    expect(await fixOf(run)).toBeUndefined();
  });

  test('take a name that the script does not use', async () => {
    const fix = await fixOf('REF_NAME="${{ github.ref_name }}"');
    expect(fix?.edits[0]).toMatchObject({ at: ['jobs', 'publish', 'steps', 0, 'env', 'REF_NAME_TEXT'] });
  });
});

test('jobs that it waits for are on the path, others are not', async () => {
  const repository = files('push', 'true');
  const text = repository[path] ?? '';
  const build = '  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.ref_name }}\n';
  expect(await failsOf({ ...repository, [path]: text + build })).toEqual([]);
  const needed = text.replace('    runs-on', '    needs: build\n    runs-on');
  expect(await failsOf({ ...repository, [path]: needed + build })).toHaveLength(1);
});

test('the script of actions/github-script counts', async () => {
  const step =
    "      - uses: actions/github-script@v8\n        with:\n          script: core.info('${{ github.event.comment.body }}')\n";
  const [found] = await failsOf(files('issue_comment', 'true', step));
  expect(found).toMatchObject({ severity: 'critical', locations: [{ line: 12 }] });
  expect(found?.remediation?.fix).toBeUndefined();
});
