import { afterAll, beforeAll, expect, it } from 'vitest';
import { corePermissions } from '../../src/sandbox/core-tier.ts';
import { reportSchema } from '../../src/types/report.ts';
import type { Stage } from './stage.ts';
import { only } from './use-stage.ts';
import { openWatchedStage, timePasses } from './watched-stage.ts';

const workflow = ({ idToken, token }: { idToken: boolean; token: boolean }) => `name: Release
on:
  push:
    tags: ['**']
permissions: {}
jobs:
  publish:
    runs-on: ubuntu-24.04
    environment: npm
    permissions:
      contents: read
${idToken ? '      id-token: write\n' : ''}    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
        with: { persist-credentials: false }
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020
        with: { node-version: 24 }
      - run: npm publish
${token ? '        env:\n          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}\n' : ''}`;

const path = '.github/workflows/release.yml';
const declared = `declare:
  - { control: tokens-refused, registry: npm, by: ada, on: 2026-03-04, until: 2026-09-01 }
`;

/** A maintainer who follows the guide, a step a day. */
const story = JSON.stringify({
  title: 'From a token to trusted publishing',
  source: 'invented',
  about: 'Invented.',
  repository: 'octo/coins',
  workflows: { 'release.yml': workflow({ idToken: false, token: true }) },
  packages: [
    {
      registry: 'npm',
      name: 'coins',
      owners: [{ name: 'ada' }],
      habit: { environment: 'npm' },
      releases: [
        {
          series: { from: '1.0.0', count: 4, start: '2025-11-01T09:00:00Z', every: '20d' },
          by: { person: 'ada' },
          attested: false,
          run: {},
        },
        { version: '1.0.4', at: '2026-03-03T09:00:00Z' },
      ],
    },
  ],
  pushes: [
    {
      at: '2026-03-02T09:00:00Z',
      message: 'Ask for an OIDC token',
      files: { [path]: workflow({ idToken: true, token: true }) },
    },
    {
      at: '2026-03-04T09:00:00Z',
      message: 'Go without the token',
      files: { [path]: workflow({ idToken: true, token: false }), '.github/mintmark.yml': declared },
    },
  ],
  watch: { from: '2026-03-01T00:00:00Z', until: '2026-03-06T00:00:00Z' },
  expect: { bad: [] },
});

let stage: Stage;
beforeAll(async () => {
  stage = await openWatchedStage(story, '2026-03-01T00:00:00Z');
  stage.sandbox.repository('octo', 'coins').secrets.set('NPM_TOKEN', '2025-10-01T00:00:00Z');
  await stage.sandbox.people.install('octo', {
    permissions: { ...corePermissions, secrets: 'read', environments: 'read' },
  });
  await stage.settled();
}, 60_000);
afterAll(() => stage?.close());

const issue = () => only(stage.issues('octo', 'coins'), 'issue');
const until = (day: string) => timePasses(stage, `2026-03-${day}T12:00:00Z`);

/** The steps of the section as they stand in the issue: `x`, a space, or nothing where it has no section. */
function ticks(): string {
  const section = /### Moving to trusted publishing on npm\n\n([\s\S]*?)\n\n###/.exec(issue().body)?.[1] ?? '';
  return [...section.matchAll(/^- \[(.)\]/gm)].map(([, tick]) => tick).join('');
}

it('starts with what the workflow lacks, and the values of the form', () => {
  expect(ticks()).toBe('      ');
  expect(issue().body).toContain('**Make the workflow ready** (next)');
  expect(issue().body).toContain(
    'Enter for `coins`: Organization or user `octo`, Repository `coins`, Workflow filename `release.yml`, Environment name `npm`.',
  );
  expect(issue().body).toContain('above.');
});

it('ticks the first step when the workflow is ready, and shows the command for the second', async () => {
  await until('02');
  expect(ticks()).toBe('x     ');
  expect(issue().body).toContain(
    'npm trust github coins --repo octo/coins --file release.yml --env npm --allow-publish',
  );
}, 60_000);

it('ticks what one release by trusted publishing shows', async () => {
  await until('03');
  expect(ticks()).toBe('xxxx  ');
  expect(issue().body).toContain('`1.0.4` of 2026-03-03 came by trusted publishing');
  expect(issue().body).toContain('**Delete the secret and revoke the token** (next)');
}, 60_000);

it('goes on to the secret when the policy declares that tokens are refused', async () => {
  await until('04');
  expect(ticks()).toBe('xxxxx ');
  expect(issue().body).toContain('the secret `NPM_TOKEN` of the repository');
}, 60_000);

it('writes nothing on a day without news, and is gone when the secret is gone', async () => {
  const { writes } = issue();
  await until('05');
  expect(issue().writes).toBe(writes);

  const { id, secrets } = stage.sandbox.repository('octo', 'coins');
  secrets.delete('NPM_TOKEN');
  const repository = { id, name: 'coins', full_name: 'octo/coins', owner: { login: 'octo' } };
  await stage.sandbox.people.send('branch_protection_rule', { action: 'edited', rule: {}, repository });
  await stage.settled();
  expect(ticks()).toBe('');
  const report = reportSchema.parse(await stage.app.store.reports.ofRecord(id));
  expect(report.migrations).toEqual([]);
  expect(stage.violations()).toEqual([]);
}, 60_000);
