import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../src/audit/audit.ts';
import { type Settings, settingsNotAsked } from '../../src/github/settings.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { absent, aSignal, type PackageWords, type Release, unreadable } from '../controls/package-evidence.ts';
import { npmRepository, npmWorkflow, workflowOf } from '../controls/publishing-fixtures.ts';
import { hidden, told } from '../controls/settings-fixtures.ts';
import { afterwards, byAda, migration, migrations, states, stepOf, type Told } from './migration-case.ts';

const secrets = (...names: string[]): Settings => ({
  ...settingsNotAsked,
  repositorySecrets: told(names.map((name) => ({ name, updatedAt: '2025-01-01T00:00:00Z' }))),
  organisationSecrets: told([]),
  environments: told([]),
});

const declared: Policy = {
  ...defaultPolicy,
  declare: [
    {
      control: 'tokens-refused',
      registry: 'npm',
      by: 'ada',
      on: '2026-05-03',
      until: '2026-12-01',
      from: 'repository',
    },
  ],
};

describe('npm, whose client tries trusted publishing first', () => {
  const job = { environment: 'npm', secret: 'NPM_TOKEN' };

  it.each<[string, Parameters<typeof npmRepository>[0], Told, string]>([
    ['by token', job, { packages: [{ releases: byAda }] }, 'next later later later later later'],
    [
      'allowed to ask',
      { ...job, idToken: true },
      { packages: [{ releases: byAda }] },
      'done next later later later later',
    ],
    [
      'released once',
      { ...job, idToken: true },
      { packages: [{ releases: afterwards }] },
      'done done done done cannot-tell next',
    ],
    [
      'declared to refuse tokens',
      { ...job, idToken: true },
      { packages: [{ releases: afterwards }], policy: declared },
      'done done done done done next',
    ],
    [
      'without the token, with its secret',
      { environment: 'npm', idToken: true },
      { packages: [{ releases: afterwards }], policy: declared, settings: secrets('NPM_TOKEN') },
      'done done done done done next',
    ],
    [
      'with secrets that GitHub does not show',
      { environment: 'npm', idToken: true },
      {
        packages: [{ releases: afterwards }],
        policy: declared,
        settings: { ...secrets(), repositorySecrets: hidden('secrets:read') },
      },
      'done done done done done cannot-tell',
    ],
  ])('%s', async (_, workflow, evidence, expected) => {
    expect(states(await migration(npmRepository(workflow), evidence))).toBe(expected);
  });

  it('is over when the secret is gone', async () => {
    const files = npmRepository({ environment: 'npm', idToken: true });
    const evidence = { packages: [{ releases: afterwards }], policy: declared, settings: secrets() };
    expect(await migrations(files, evidence)).toEqual([]);
  });

  it('has the values of the form, and the command for it', async () => {
    const { forms, commandNeeds } = await migration(npmRepository(job));
    expect(forms).toMatchObject([
      {
        workflow: 'release.yml',
        fields: [
          { label: 'Organization or user', value: 'octo' },
          { label: 'Repository', value: 'demo' },
          { label: 'Workflow filename', value: 'release.yml' },
          { label: 'Environment name', value: 'npm' },
        ],
        packages: [
          {
            name: '@octo/demo',
            page: 'https://www.npmjs.com/package/@octo/demo/access',
            command: 'npm trust github @octo/demo --repo octo/demo --file release.yml --env npm --allow-publish',
          },
        ],
      },
    ]);
    expect(commandNeeds).toContain('11.15.0');
  });

  it('leaves the token in its place for the first release, and takes it away at the end', async () => {
    const moving = await migration(npmRepository(job), { packages: [{ releases: byAda }] });
    expect(stepOf(moving, 'publish').tasks.join('\n')).toContain('with the token still in its place');
    expect(stepOf(moving, 'publish').tasks.join('\n')).not.toContain('Take');
    expect(stepOf(moving, 'delete').tasks[0]).toBe('Take `secrets.NPM_TOKEN` away from `npm publish`.');
  });

  it('asks for staged publishing where releases are staged', async () => {
    const { forms } = await migration(npmRepository({ ...job, command: 'npm stage publish' }));
    expect(forms[0]?.packages[0]?.command).toMatch(/ --allow-stage-publish$/);
  });

  it('asks for a newer tool and a hosted runner where they are needed', async () => {
    const old = npmWorkflow({ ...job, idToken: true })
      .replace("'24'", "'20'")
      .replace('ubuntu-latest', 'self-hosted');
    const moving = await migration({ ...npmRepository(), '.github/workflows/release.yml': old });
    const { state, tasks } = stepOf(moving, 'ready');
    expect(state).toBe('next');
    expect(tasks.join('\n')).toMatch(/Node\.js 24[\s\S]*hosted runner/);
  });

  it('does not go on when the newest release came by the token again', async () => {
    const releases = [{ version: '1.2.0', on: '2026-05-03', by: 'ada' }, ...afterwards];
    const moving = await migration(npmRepository({ ...job, idToken: true }), { packages: [{ releases }] });
    expect(states(moving)).toBe('done done done next later later');
    expect(stepOf(moving, 'verify').shows).toBe(
      '`1.1.0` of 2026-05-02 came by trusted publishing, and `1.2.0` of 2026-05-03 was published by `ada`, with a token or by hand since',
    );
    expect(moving.confidential).toBeUndefined();
  });

  it('is confidential where that release may be an attack', async () => {
    const releases = [
      { version: '1.2.0', on: '2026-05-03', by: 'mallory', signals: [aSignal('tp-lost', 'critical')] },
      ...afterwards,
    ];
    const moving = await migration(npmRepository({ ...job, idToken: true }), { packages: [{ releases }] });
    expect(moving.confidential).toBe(true);
  });

  it('starts over for a workflow of another name than the one that releases came from', async () => {
    const renamed = {
      'package.json': npmRepository()['package.json'] ?? '',
      '.github/workflows/ship.yml': npmWorkflow({ idToken: true, environment: 'npm' }),
    };
    const moving = await migration(renamed, { packages: [{}] });
    expect(states(moving)).toBe('done next later later later later');
    expect(moving.forms[0]?.fields).toContainEqual({ label: 'Workflow filename', value: 'ship.yml', hint: null });
  });

  it('takes a prerelease for the proof', async () => {
    const releases = [{ version: '2.0.0-rc.1', on: '2026-05-03' }, ...byAda];
    const moving = await migration(npmRepository({ ...job, idToken: true }), { packages: [{ releases }] });
    expect(states(moving)).toBe('done done done done cannot-tell next');
  });
});

describe('crates.io, where an earlier step hands the token on', () => {
  const files = (steps: readonly string[], idToken = true): Record<string, string> => ({
    'Cargo.toml': '[package]\nname = "demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(
      steps,
      idToken ? ['permissions: { contents: read, id-token: write }'] : [],
    ),
  });
  const byToken = ['- run: cargo publish', '  env:', '    CARGO_REGISTRY_TOKEN: ${{ secrets.CARGO_TOKEN }}'];
  const minted = [
    '- uses: rust-lang/crates-io-auth-action@v1',
    '  id: auth',
    '- run: cargo publish',
    '  env:',
    '    CARGO_REGISTRY_TOKEN: ${{ steps.auth.outputs.token }}',
  ];
  const crate = (releases: readonly Release[], trustedPublishingOnly = false): PackageWords => ({
    registry: 'crates.io',
    name: 'demo',
    releases,
    history: { settings: { trustedPublishingOnly, twoFactorRequired: null } },
  });

  it.each<[string, Record<string, string>, Told, string]>([
    ['by token', files(byToken, false), { packages: [crate(byAda)] }, 'next later later later later later'],
    ['allowed to ask', files(byToken), { packages: [crate(byAda)] }, 'done next later later later later'],
    ['without the token in the file', files(minted), { packages: [crate(byAda)] }, 'done next later later later later'],
    ['released once', files(minted), { packages: [crate(afterwards)] }, 'done done done done next later'],
    [
      'refusing tokens',
      files(minted),
      { packages: [crate(afterwards, true)], settings: secrets('CRATES_IO_TOKEN') },
      'done done done done done next',
    ],
  ])('%s', async (_, repository, evidence, expected) => {
    expect(states(await migration(repository, evidence))).toBe(expected);
  });

  it('is over when tokens are refused and the secret is gone', async () => {
    expect(await migrations(files(minted), { packages: [crate(afterwards, true)], settings: secrets() })).toEqual([]);
  });

  it('keeps the secret until the last step, as the way back', async () => {
    const tasks = stepOf(await migration(files(byToken), { packages: [crate(byAda)] }), 'publish').tasks.join('\n');
    expect(tasks).toContain('rust-lang/crates-io-auth-action');
    expect(tasks).toContain('Leave the secret itself stored');
  });

  it('wants another event than one that crates.io refuses', async () => {
    const refused = Object.fromEntries(
      Object.entries(files(byToken)).map(([path, text]) => [
        path,
        text.replace(/^on:[\s\S]*?(?=^\w+:)/m, 'on: workflow_run\n'),
      ]),
    );
    expect(refused['.github/workflows/release.yml']).toContain('workflow_run');
    const { tasks } = stepOf(await migration(refused), 'ready');
    expect(tasks.join('\n')).toContain('takes no token from `workflow_run`');
  });
});

describe('PyPI, which has no switch and tells little', () => {
  const files = (steps: readonly string[]): Record<string, string> => ({
    'pyproject.toml': '[build-system]\nrequires = []\n[project]\nname = "demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(steps, ['permissions: { contents: read, id-token: write }']),
  });
  const action = '- uses: pypa/gh-action-pypi-publish@v1.13.0';
  const project = (releases: readonly Release[]): PackageWords => ({ registry: 'pypi', name: 'demo', releases });
  const untold: readonly Release[] = [{ version: '1.0.0', by: '?', rank: null, workflow: null }];

  it.each<[string, readonly string[], readonly Release[], string]>([
    [
      'by token',
      [action, '  with:', '    password: ${{ secrets.PYPI }}'],
      untold,
      'done next later later not-offered later',
    ],
    [
      'by trusted publishing, without attestations',
      [action],
      untold,
      'done cannot-tell cannot-tell cannot-tell not-offered cannot-tell',
    ],
    ['by trusted publishing', [action], afterwards, 'done done done done not-offered cannot-tell'],
  ])('%s', async (_, steps, releases, expected) => {
    expect(states(await migration(files(steps), { packages: [project(releases)] }))).toBe(expected);
  });

  it('names what would settle what it does not tell', async () => {
    const { settles } = stepOf(await migration(files([action]), { packages: [project(untold)] }), 'verify');
    expect(settles).toContain('A release with an attestation settles it');
  });

  it('is not asked, and says so', async () => {
    const { shows, settles } = stepOf(await migration(files([action])), 'verify');
    expect(shows).toContain('was not asked');
    expect(settles).toContain('`--offline`');
  });

  it('cannot be read, and says so', async () => {
    const words: PackageWords = { registry: 'pypi', name: 'demo', history: unreadable };
    const moving = await migration(files([action]), { packages: [words] });
    expect(stepOf(moving, 'verify').shows).toContain('took too long');
  });

  it('takes a project that does not exist yet in advance', async () => {
    const words: PackageWords = { registry: 'pypi', name: 'demo', history: absent };
    const moving = await migration(files([action]), { packages: [words] });
    expect(moving.forms[0]?.packages).toMatchObject([{ name: 'demo', state: 'new' }]);
    expect(moving.newPackages).toContain('pending publisher');
  });
});

describe('NuGet, which never tells how a version came', () => {
  const files = (steps: readonly string[]): Record<string, string> => ({
    'Demo.csproj':
      '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><PackageId>Demo</PackageId></PropertyGroup></Project>',
    '.github/workflows/release.yml': workflowOf(steps, ['permissions: { contents: read, id-token: write }']),
  });
  const push = '- run: dotnet nuget push out/*.nupkg --source https://api.nuget.org/v3/index.json --api-key "$KEY"';
  const untold: PackageWords = {
    registry: 'nuget',
    name: 'Demo',
    releases: [{ version: '1.0.0', by: '?', rank: null, workflow: null }],
  };

  it('promises no tick by itself, and leads to the log', async () => {
    const byKey = await migration(files([push, '  env: { KEY: "${{ secrets.NUGET_KEY }}" }']), { packages: [untold] });
    expect(states(byKey)).toBe('done next later later not-offered later');
    expect(stepOf(byKey, 'configure').shows).not.toContain('ticks');
    expect(stepOf(byKey, 'verify').tasks.join('\n')).not.toContain('mintmark ledger');
    const minted = [
      '- uses: NuGet/login@v1',
      '  id: login',
      '  with: { user: octo }',
      push,
      '  env: { KEY: "${{ steps.login.outputs.NUGET_API_KEY }}" }',
    ];
    const moved = await migration(files(minted), { packages: [untold] });
    expect(stepOf(moved, 'verify')).toMatchObject({
      state: 'cannot-tell',
      settles: 'The log of the run that published it settles it.',
    });
  });

  it('takes no secret for the key that only may be it, and no tool for one that it knows', async () => {
    const two = '  env: { NUGET_API_KEY: "${{ secrets.FEED }}", NUGET_TOKEN: "${{ secrets.OTHER }}" }';
    const moving = await migration(files(['- run: ./build.sh publish', two]));
    expect(stepOf(moving, 'publish').tasks.slice(0, 2)).toEqual([
      'See in the documentation of `build.sh publish` how it publishes with OIDC: Mintmark does not know it.',
      expect.stringMatching(/^Take the token of the registry \(one of `secrets\.FEED` and `secrets\.OTHER`\) away/),
    ]);
    expect(stepOf(moving, 'delete').tasks.join('\n')).toContain('Delete the secret on GitHub');
  });
});

it('says nothing of registries without trusted publishing, and of repositories that publish nothing', async () => {
  const hex = {
    'mix.exs': 'app: :demo',
    '.github/workflows/release.yml': workflowOf([
      '- run: mix hex.publish --yes',
      '  env:',
      '    HEX_API_KEY: ${{ secrets.HEX }}',
    ]),
  };
  expect(await migrations(hex)).toEqual([]);
  expect(await migrations({})).toEqual([]);
});

it('is left out where single controls are asked for', async () => {
  const report = await auditRepository({
    files: memoryFiles(npmRepository({ secret: 'NPM_TOKEN' })),
    subject: { repository: 'octo/demo', ref: null, commit: null },
    policy: defaultPolicy,
    today: '2026-06-01',
    controls: ['publish-pins'],
  });
  expect(report.migrations).toBeUndefined();
});
