import { expect, test } from 'vitest';
import { dependencyAlerts } from '../../src/controls/dependency-alerts.ts';
import { judge } from './judge.ts';
import { npmRepository } from './publishing-fixtures.ts';

const both = [
  'version: 2',
  'updates:',
  '  - package-ecosystem: "npm"',
  '    directory: /',
  '  - package-ecosystem: github-actions',
  '    directory: /',
  '',
].join('\n');

async function updates(files: Record<string, string>) {
  const [judgement] = await judge(dependencyAlerts, { ...npmRepository(), ...files });
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement;
}

test('nothing set up fails, and the file that sets it up is offered', async () => {
  const judgement = await updates({});
  expect(judgement).toMatchObject({ verdict: 'fail', locations: [] });
  expect(judgement.reason).toContain('npm and GitHub Actions');
  const [edit] = judgement.remediation?.fix?.edits ?? [];
  expect(judgement.remediation?.fix?.safety).toBe('safe');
  if (edit?.kind !== 'create') throw new Error('no file is created');
  // The file that was made is one that this control is content with
  expect((await updates({ [edit.path]: edit.text })).verdict).toBe('pass');
});

test.each([
  ['Dependabot', '.github/dependabot.yml', both],
  ['Dependabot in .yaml', '.github/dependabot.yaml', both],
  ['Renovate', 'renovate.json', '{"extends": ["config:recommended"]}'],
  ['Renovate with comments', '.github/renovate.json5', '// ours\n{"extends": ["config:recommended"],}'],
  ['Renovate in package.json', 'package.json', '{"name": "demo", "version": "1.0.0", "renovate": {"extends": []}}'],
  ['some managers', '.renovaterc', '{"enabledManagers": ["npm", "github-actions"]}'],
])('put right: %s', async (_name, path, text) => {
  expect((await updates({ [path]: text })).verdict).toBe('pass');
});

test('an ecosystem that is left out is named and added behind the others', async () => {
  const judgement = await updates({
    '.github/dependabot.yml': both.slice(0, both.indexOf('  - package-ecosystem: git')),
  });
  expect(judgement).toMatchObject({
    verdict: 'fail',
    reason: '`.github/dependabot.yml` leaves out GitHub Actions',
    locations: [{ path: '.github/dependabot.yml', line: 1 }],
  });
  expect(judgement.remediation?.fix?.edits).toMatchObject([
    { kind: 'set', at: ['updates', 1], value: { 'package-ecosystem': 'github-actions', directory: '/' } },
  ]);
});

test.each([
  ['managers', '{"enabledManagers": ["npm"]}'],
  ['a switch', '{"github-actions": {"enabled": false}}'],
])('Renovate that leaves actions out by %s fails', async (_name, text) => {
  expect((await updates({ 'renovate.json': text })).reason).toContain('leaves out GitHub Actions');
});

test('Renovate that is off does not count; what cannot be read is unknown', async () => {
  expect((await updates({ 'renovate.json': '{"enabled": false}' })).verdict).toBe('fail');
  expect((await updates({ 'renovate.json5': "{extends: ['config:recommended']}" })).verdict).toBe('unknown');
  expect((await updates({ '.github/dependabot.yml': 'a: [' })).verdict).not.toBe('pass');
});

test('Dependabot and Renovate may share the work', async () => {
  const judgement = await updates({
    '.github/dependabot.yml': both.replace('"npm"', 'docker'),
    'renovate.json': '{"enabledManagers": ["npm"]}',
  });
  expect(judgement.verdict).toBe('pass');
});

test('alerts are for GitHub to tell', async () => {
  const files = { ...npmRepository(), '.github/dependabot.yml': both };
  const verdictWith = async (value: boolean) => {
    const settings = { dependencyAlerts: { state: 'seen', value, source: 'test' } as const };
    return (await judge(dependencyAlerts, files, { settings }))[1]?.verdict;
  };
  expect(await verdictWith(true)).toBe('pass');
  expect(await verdictWith(false)).toBe('fail');
  expect((await judge(dependencyAlerts, files))[1]).toMatchObject({ verdict: 'unknown' });
});

test('a repository that publishes nothing is left alone', async () => {
  const settings = { dependencyAlerts: { state: 'seen', value: false, source: 'test' } as const };
  const files = {
    '.github/workflows/test.yml': 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps: []\n',
  };
  expect(await judge(dependencyAlerts, files, { settings })).toMatchObject([{ verdict: 'not-applicable' }]);
});
