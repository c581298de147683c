import { describe, expect, test } from 'vitest';
import {
  called,
  caller,
  type Files,
  here,
  type PublishingTo,
  publishing,
  publishPath,
  releasePath,
  shaped,
  toldBy,
  worseBy,
} from './binding-cases.ts';

/** Both sides of a change, made of how the registry is published to. */
interface Change {
  readonly before?: (to: PublishingTo) => Files;
  readonly after: (to: PublishingTo) => Files;
}

const build = 'on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n';
const wholeGrant = { workflow: '{ contents: read, id-token: write }', job: null };

const changes = {
  'the workflow is renamed': { after: (to) => ({ [publishPath]: shaped(to) }) },
  'the job moves into another workflow': {
    before: (to) => ({ [releasePath]: shaped(to), [publishPath]: build }),
    after: (to) => ({
      [releasePath]: build,
      [publishPath]: shaped(to).replace('jobs:\n', 'jobs:\n  build: { runs-on: ubuntu-24.04, steps: [run: make] }\n'),
    }),
  },
  'the workflow is deleted': { after: () => ({}) },
  'the environment changes': { after: (to) => ({ [releasePath]: shaped(to, { environment: 'production' }) }) },
  'the environment goes': { after: (to) => ({ [releasePath]: shaped(to, { environment: null }) }) },
  'the environment is spelled otherwise': {
    after: (to) => ({ [releasePath]: shaped(to, { environment: 'Release' }) }),
  },
  'an environment comes': {
    before: (to) => ({ [releasePath]: shaped(to, { environment: null }) }),
    after: (to) => ({ [releasePath]: shaped(to) }),
  },
  'the job moves into a reusable workflow': {
    after: (to) => ({ [releasePath]: caller(here), [publishPath]: called(to) }),
  },
  'the job moves into a workflow of another repository': {
    after: (to) => ({ [releasePath]: caller(publishing[to].elsewhere) }),
  },
  'the workflow that calls is renamed': {
    before: (to) => ({ [releasePath]: caller(here), [publishPath]: called(to) }),
    after: (to) => ({ '.github/workflows/ship.yml': caller(here), [publishPath]: called(to) }),
  },
  'the job loses id-token: write': {
    after: (to) => ({ [releasePath]: shaped(to, { granted: { workflow: null, job: '{ contents: read }' } }) }),
  },
  'the workflow loses id-token: write': {
    before: (to) => ({ [releasePath]: shaped(to, { granted: wholeGrant }) }),
    after: (to) => ({ [releasePath]: shaped(to, { granted: { workflow: '{ contents: read }', job: null } }) }),
  },
  'the caller loses id-token: write': {
    before: (to) => ({ [releasePath]: caller(here), [publishPath]: called(to) }),
    after: (to) => ({ [releasePath]: caller(here, '{ contents: read }'), [publishPath]: called(to) }),
  },
  'the runner becomes an own one': { after: (to) => ({ [releasePath]: shaped(to, { runsOn: 'self-hosted' }) }) },
  'only `pull_request_target` starts it': {
    after: (to) => ({ [releasePath]: shaped(to, { on: 'pull_request_target: { types: [closed] }' }) }),
  },
  'only the push of a branch starts it': {
    after: (to) => ({ [releasePath]: shaped(to, { on: 'push: { branches: [main] }' }) }),
  },
  'only `workflow_run` starts it': {
    after: (to) => ({ [releasePath]: shaped(to, { on: 'workflow_run: { workflows: [CI], types: [completed] }' }) }),
  },
  'a token takes its place': { after: (to) => ({ [releasePath]: shaped(to, { steps: publishing[to].tokenSteps }) }) },
} as const satisfies Readonly<Record<string, Change>>;

type Way = keyof typeof changes | 'the package is renamed';

/** What is told of a way, by registry: a control, its severity, where it points, and a stretch of the sentence. */
type Told = readonly [control: string, severity: string, at: string, says: string];

const all = [
  'npm',
  'pypi',
  'crates.io',
  'rubygems',
  'nuget',
  'pub.dev',
  'jsr',
] as const satisfies readonly PublishingTo[];

const compares = (to: PublishingTo, at: string, file = 'publish.yml', before = 'release.yml'): Told => [
  'binding',
  'high',
  at,
  `would be published from \`${file}\` and no longer from \`${before}\`: if the trusted publisher on ${titles[to]} names \`${before}\`, ${titles[to]} refuses the next release`,
];
const names = (to: PublishingTo, says: string): Told => [
  'binding',
  'high',
  releasePath,
  `would be published ${says} and no longer in \`release\`: if the trusted publisher on ${titles[to]} names \`release\``,
];
const loses = (to: PublishingTo): Told => [
  'binding',
  'high',
  releasePath,
  `loses \`id-token: write\`, without which ${titles[to]} hands out no token and the next release fails`,
];
const refuses = (to: PublishingTo, event: string): Told => [
  'binding',
  'high',
  releasePath,
  `starts by \`${event}\`, from which ${titles[to]} takes no OIDC token`,
];

const titles: Readonly<Record<PublishingTo, string>> = {
  npm: 'npm',
  pypi: 'PyPI',
  'crates.io': 'crates.io',
  rubygems: 'RubyGems.org',
  nuget: 'nuget.org',
  'pub.dev': 'pub.dev',
  jsr: 'JSR',
};

const each = (
  told: (to: PublishingTo) => Told,
  of: readonly PublishingTo[] = all,
): Partial<Record<PublishingTo, Told>> => Object.fromEntries(of.map((to) => [to, told(to)]));

const withFile = ['npm', 'pypi', 'crates.io', 'rubygems', 'nuget'] as const;
const withEnvironment = [...withFile, 'pub.dev'] as const;

/** Registries that are not named are silent, as far as the binding is concerned. */
const expected: Readonly<Record<Exclude<Way, 'the package is renamed'>, Partial<Record<PublishingTo, Told>>>> = {
  'the workflow is renamed': each((to) => compares(to, publishPath), withFile),
  'the job moves into another workflow': each((to) => compares(to, publishPath), withFile),
  'the workflow is deleted': each((to) => [
    'binding',
    'medium',
    '',
    `to ${titles[to]} any more: the job \`publish\` of \`release.yml\` did`,
  ]),
  'the environment changes': each((to) => names(to, 'in the environment `production`'), withEnvironment),
  'the environment goes': each((to) => names(to, 'without an environment'), withEnvironment),
  'the environment is spelled otherwise': each(
    (to) => names(to, 'in the environment `Release`'),
    ['npm', 'rubygems', 'pub.dev'],
  ),
  'an environment comes': {},
  'the job moves into a reusable workflow': {
    npm: ['binding', 'low', releasePath, 'npm documents that it compares the calling workflow'],
    pypi: ['binding', 'high', releasePath, 'and does not support reusable workflows there'],
    rubygems: compares('rubygems', releasePath),
    nuget: compares('nuget', releasePath),
  },
  'the job moves into a workflow of another repository': {
    npm: ['binding', 'low', releasePath, 'maintainers have seen it compare the called one'],
    pypi: ['binding', 'high', releasePath, 'PyPI takes trusted publishing only from workflows of this repository'],
    rubygems: compares('rubygems', releasePath, 'rubygems-release.yml` of the repository `acme/shared'),
    nuget: [
      'binding',
      'high',
      releasePath,
      'nuget.org takes trusted publishing only from workflows of this repository',
    ],
  },
  'the workflow that calls is renamed': each(
    (to) => compares(to, publishPath, 'ship.yml', 'release.yml'),
    ['npm', 'crates.io'],
  ),
  'the job loses id-token: write': each(loses),
  'the workflow loses id-token: write': each(loses),
  'the caller loses id-token: write': each(loses),
  'the runner becomes an own one': {
    npm: ['publish-runner', 'high', releasePath, 'from which npm refuses trusted publishing'],
  },
  'only `pull_request_target` starts it': each(
    (to) => refuses(to, 'pull_request_target'),
    ['pypi', 'crates.io', 'pub.dev'],
  ),
  'only the push of a branch starts it': {
    'pub.dev': [
      'binding',
      'high',
      releasePath,
      'starts by `push` of branches only, from which pub.dev takes no OIDC token',
    ],
  },
  'only `workflow_run` starts it': each((to) => refuses(to, 'workflow_run'), ['crates.io', 'pub.dev']),
  'a token takes its place': {
    ...each((to) => ['trusted-publishing', 'high', releasePath, `publishes to ${titles[to]} with`]),
    npm: ['leftover-token', 'high', releasePath, 'falls back to `secrets.NPM_TOKEN`'],
  },
};

describe.each(Object.keys(changes) as (keyof typeof changes)[])('%s', (way) => {
  const { before, after }: Change = changes[way];

  test.each(all)('on %s', async (to) => {
    const [path, text] = publishing[to].manifest;
    const base = before?.(to) ?? { [releasePath]: shaped(to) };
    const found = await worseBy({ [path]: text, ...base }, { [path]: text, ...after(to) });
    const told = expected[way][to];
    if (told === undefined) return expect(toldBy('binding', found)).toEqual([]);
    const [control, severity, at, says] = told;
    expect(toldBy(control, found)).toMatchObject([{ severity, message: expect.stringContaining(says) }]);
    const [only] = toldBy(control, found);
    if (at !== '') expect(only?.locations[0]?.path).toBe(at);
    if (way === 'the workflow is deleted') expect(only?.locations).toEqual([]);
    expect(only?.remediation.steps).not.toEqual([]);
    expect(only?.remediation.links).not.toEqual([]);
  });
});

describe('the package is renamed', () => {
  test.each(all)('on %s', async (to) => {
    const { manifest, renamed } = publishing[to];
    const [path, text] = manifest;
    const files = { [releasePath]: shaped(to) };
    const found = toldBy('binding', await worseBy({ ...files, [path]: text }, { ...files, [path]: renamed }));
    // A policy of nuget.org is for all packages of its owner
    if (to === 'nuget') return expect(found).toEqual([]);
    expect(found).toMatchObject([{ severity: 'high', locations: [{ path }] }]);
    expect(found[0]?.message).toMatch(/`(?:@octo\/)?demo.next` would be published in place of `(?:@octo\/)?demo`/);
    expect(found[0]?.remediation.steps.join(' ')).toMatch(/Keep the name .*enter one for `(?:@octo\/)?demo.next`/);
  });
});
