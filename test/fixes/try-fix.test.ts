import { expect, test } from 'vitest';
import type { FixInput } from '../../src/fixes/offer.ts';
import { pinKey, type WantedPin } from '../../src/fixes/pins.ts';
import { tryFixes, tryTogether } from '../../src/fixes/try-fix.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { path } from './edits.ts';

const commit = 'a'.repeat(40);
const workflow = `on:
  push:
    tags: ['v*']
permissions: {}
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: npm
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v4 # the sources
        with:
          persist-credentials: false
      - run: echo "\${{ github.ref_name }}"
      - run: npm publish
`;

function input(texts: Readonly<Record<string, string>> = {}, more: Partial<FixInput> = {}): FixInput {
  return {
    files: memoryFiles({ 'package.json': '{ "name": "demo", "version": "1.0.0" }\n', [path]: workflow, ...texts }),
    subject: { repository: 'octo/demo', ref: null, commit: null },
    policy: defaultPolicy,
    today: '2026-06-01',
    pins: async (wanted) => new Map(wanted.map((pin) => [pinKey(pin), { commit, version: 'v4.2.2' }])),
    ...more,
  };
}

const outcomeOf = (tried: Awaited<ReturnType<typeof tryFixes>>, control: string) =>
  tried.outcomes.find(({ finding }) => finding.control === control);

test('a fix whose finding is gone afterwards, and nothing else got worse, is an offer with its diff', async () => {
  const asked: (readonly WantedPin[])[] = [];
  const tried = await tryFixes(
    input(
      {},
      {
        pins: async (wanted) => {
          asked.push(wanted);
          return new Map(wanted.map((pin) => [pinKey(pin), { commit, version: 'v4.2.2' }]));
        },
      },
    ),
  );
  expect(asked).toEqual([[{ repository: 'actions/checkout', ref: 'v4' }]]);
  const outcome = outcomeOf(tried, 'publish-pins');
  expect(outcome).toMatchObject({ state: 'clean', offer: { control: 'publish-pins', safety: 'safe', also: [] } });
  expect(outcome?.state === 'clean' && outcome.offer.diff).toBe(`diff --git a/${path} b/${path}
--- a/${path}
+++ b/${path}
@@ -10,7 +10,7 @@
       contents: read
       id-token: write
     steps:
-      - uses: actions/checkout@v4 # the sources
+      - uses: actions/checkout@${commit} # v4.2.2 # the sources
         with:
           persist-credentials: false
       - run: echo "\${{ github.ref_name }}"
`);
});

test('only the findings that are wanted are tried', async () => {
  const all = await tryFixes(input());
  const wanted = outcomeOf(all, 'publish-injection')?.finding.fingerprint ?? '';
  const tried = await tryFixes(input(), [wanted]);
  expect(tried.outcomes.map(({ finding }) => finding.fingerprint)).toEqual([wanted]);
  expect((await tryFixes(input(), [])).outcomes).toEqual([]);
});

test('a commit that is not known refuses the fix, and says what is missing', async () => {
  const tried = await tryFixes(input({}, { pins: new Map() }));
  expect(outcomeOf(tried, 'publish-pins')).toMatchObject({
    state: 'refused',
    why: 'no-commit',
    detail: `\`${path}\`: the commit of \`actions/checkout@v4\` is not known: GitHub has to be asked for it`,
  });
});

test('together, each is tried on what the others have left', async () => {
  const together = await tryTogether(input(), ({ control }) => ['publish-pins', 'publish-injection'].includes(control));
  expect(together.outcomes.map(({ state, finding }) => `${finding.control} ${state}`).sort()).toEqual([
    'publish-injection clean',
    'publish-pins clean',
  ]);
  expect(together.files).toEqual([
    {
      path,
      before: workflow,
      after: workflow
        .replace('@v4 #', `@${commit} # v4.2.2 #`)
        .replace('"${{ github.ref_name }}"', '"${REF_NAME}"\n        env:\n          REF_NAME: ${{ github.ref_name }}'),
    },
  ]);
});

test('together, what is raised is raised before it is pinned, and its new version is asked for', async () => {
  const pypi = `on:
  push:
    tags: ['v*']
permissions: {}
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: pypi
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@v1.8.14
`;
  const asked: string[] = [];
  const together = await tryTogether(
    input(
      { [path]: pypi, 'pyproject.toml': '[project]\nname = "demo"\nversion = "1"\n' },
      {
        pins: async (wanted) => {
          asked.push(...wanted.map(pinKey));
          return new Map(wanted.map((pin) => [pinKey(pin), { commit, version: pin.ref }]));
        },
      },
    ),
    ({ control }) => ['publish-pins', 'publish-tooling'].includes(control),
  );
  expect(together.outcomes.map(({ state, finding }) => `${finding.control} ${state}`)).toEqual([
    'publish-tooling clean',
    'publish-pins clean',
  ]);
  expect(asked).toHaveLength(2);
  expect(asked[0]).toBe('pypa/gh-action-pypi-publish@v1.8.14');
  const raised = asked[1]?.split('@')[1];
  expect(raised).toMatch(/^v1\.(?!8\.)/);
  expect(together.files[0]?.after).toContain(`@${commit} # ${raised}\n`);
});

test('the registries are asked once, however many fixes are tried', async () => {
  let times = 0;
  await tryFixes(
    input(
      {},
      {
        askRegistries: async () => {
          times += 1;
          return [];
        },
      },
    ),
  );
  expect(times).toBe(1);
});

test('more fixes than are tried for one repository are counted, the gravest come first', async () => {
  const uses = Array.from({ length: 45 }, (_, index) => `      - uses: octo/action-${index}@v1\n`).join('');
  const tried = await tryFixes(input({ [path]: workflow.replace('      - run: npm publish', `${uses}$&`) }), undefined);
  const fixable = tried.report.findings.filter(({ remediation }) => remediation.fixable);
  expect(tried.outcomes).toHaveLength(40);
  expect(tried.left).toBe(fixable.length - 40);
  expect(tried.outcomes.map(({ finding }) => finding)).toEqual(fixable.slice(0, 40));
});
