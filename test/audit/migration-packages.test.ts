import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { absent } from '../controls/package-evidence.ts';
import { npmRepository, npmWorkflow } from '../controls/publishing-fixtures.ts';
import { afterwards, byAda, migration, migrations, states, stepOf } from './migration-case.ts';

describe('many packages', () => {
  const names = Array.from({ length: 30 }, (_, index) => `@octo/p${String(index).padStart(2, '0')}`);
  const monorepo = (own: readonly string[]): Record<string, string> => ({
    'package.json': JSON.stringify({ name: 'root', private: true, workspaces: ['packages/*'] }),
    ...Object.fromEntries(
      own.map((name, index) => [
        `packages/${index}/package.json`,
        JSON.stringify({ name, version: '1.0.0', repository: 'octo/demo' }),
      ]),
    ),
    '.github/workflows/release.yml': npmWorkflow({
      idToken: true,
      secret: 'NPM_TOKEN',
      command: 'npm publish --workspaces',
    }),
  });

  it('are one form with a command for each that is left', async () => {
    const packages = names.map((name, index) => ({ name, releases: index < 2 ? afterwards : byAda }));
    const moving = await migration(monorepo(names), { packages });
    expect(moving.forms).toHaveLength(1);
    const commands = moving.forms.flatMap((form) => form.packages.flatMap(({ command }) => command ?? []));
    expect(commands).toHaveLength(28);
    expect(new Set(commands).size).toBe(28);
    expect(stepOf(moving, 'configure').shows).toMatch(/^2 of 30 packages come by trusted publishing; `@octo\/p02`: /);
  });

  it('that are new are told apart, and hold nothing back', async () => {
    const packages = [
      { name: '@octo/p00', releases: afterwards },
      { name: '@octo/p01', history: absent },
    ];
    const moving = await migration(monorepo(names.slice(0, 2)), { packages });
    expect(moving.newPackages).toContain('first version');
    expect(moving.forms[0]?.packages).toMatchObject([{ state: 'trusted' }, { state: 'new', command: null }]);
    expect(states(moving)).toBe('done done done done cannot-tell next');
  });

  it('that people publish, as the policy declares, do not move', async () => {
    const policy = { ...defaultPolicy, release: 'local-2fa' } as const;
    expect(await migrations(monorepo(names.slice(0, 2)), { policy })).toEqual([]);
  });

  it.each(['a`b', '@octo/$(id)', 'x; rm -rf ~', '@octo/\u202ebad', '-rf', 'a'.repeat(300)])(
    'with a name like %j have no command, and no page but the general one',
    async (name) => {
      const { forms } = await migration(monorepo([name]));
      for (const { command, page } of forms.flatMap(({ packages }) => packages)) {
        expect(command).toBeNull();
        expect(new URL(page).hostname).toMatch(/^(?:www|docs)\.npmjs\.com$/);
      }
    },
  );

  it('are no more than a report can bear', async () => {
    const many = Array.from({ length: 1005 }, (_, index) => `p${index}`);
    const { forms } = await migration(monorepo(many));
    expect(forms.map(({ packages, omitted }) => [packages.length, omitted])).toEqual([[1000, 5]]);
  });

  it('of two workflows are two forms', async () => {
    const files = {
      ...monorepo(names.slice(0, 1)),
      '.github/workflows/canary.yml': npmWorkflow({
        idToken: true,
        secret: 'NPM_TOKEN',
        command: 'npm publish --workspaces --tag next',
      }),
    };
    const { forms } = await migration(files, { packages: [{ name: '@octo/p00', releases: afterwards }] });
    expect(forms.map(({ workflow, packages }) => [workflow, packages.map(({ state }) => state)])).toEqual([
      ['canary.yml', ['not-yet']],
      ['release.yml', ['trusted']],
    ]);
  });

  it('in an environment that is computed say so, without a command', async () => {
    const files = {
      ...npmRepository(),
      '.github/workflows/release.yml': npmWorkflow({ environment: '${{ inputs.place }}', secret: 'NPM_TOKEN' }),
    };
    const { forms } = await migration(files);
    expect(forms[0]?.fields.at(-1)).toMatchObject({ value: null, hint: expect.stringContaining('expression') });
    expect(forms[0]?.packages[0]?.command).toBeNull();
  });
});

it('asks nobody to move where the policy accepts the token for a while', async () => {
  const accept = [
    {
      control: 'trusted-publishing',
      registry: null,
      reason: 'soon',
      by: 'ada',
      until: '2026-06-30',
      from: 'repository',
      evidence: null,
    },
  ] as const;
  const files = npmRepository({ secret: 'NPM_TOKEN' });
  expect(await migrations(files, { policy: { ...defaultPolicy, accept } })).toEqual([]);
  expect(
    await migrations(files, { policy: { ...defaultPolicy, accept: [{ ...accept[0], until: '2026-05-30' }] } }),
  ).toHaveLength(1);
});
