import { describe, expect, it } from 'vitest';
import { ask, json, runs } from './ask.ts';

const scripts = {
  prerelease: 'check',
  release: 'tool publish',
  postrelease: 'tidy',
  'release:a': 'publish-a',
  'release:b': 'publish-b',
  'release:b:deep': 'publish-deep',
  test: 'vitest',
  publish: 'own publish',
  prepublishOnly: 'build',
  postpublish: 'announce',
  deploy: 'deploy it',
  start: 'serve',
  stop: 'kill it',
};

const lone = { 'package.json': json({ name: 'lone', scripts }) };
const hooked = ['package.json:4 check', 'package.json:5 tool publish', 'package.json:6 tidy'];
const plain = ['package.json:5 tool publish'];
const around = ['package.json:12 build', 'package.json:11 own publish', 'package.json:13 announce'];

const modern = { ...lone, '.yarnrc.yml': 'nodeLinker: node-modules\n' };

const workspace = {
  'package.json': json({ name: 'root', workspaces: ['packages/*', '!packages/skipped'], scripts: { release: 'root' } }),
  'packages/a/package.json': json({ name: '@s/a', scripts: { release: 'a', build: 'build a' } }),
  'packages/b/package.json': json({
    name: '@s/b',
    private: true,
    dependencies: { '@s/a': '*' },
    scripts: { release: 'b' },
  }),
  'packages/skipped/package.json': json({ name: '@s/skipped', scripts: { release: 'skipped' } }),
  'elsewhere/package.json': json({ name: 'elsewhere', scripts: { release: 'elsewhere' } }),
};

const texts = (line: string, tree: Readonly<Record<string, string>> = workspace, directory = '') =>
  ask(tree, line, { directory }).map(({ text }) => text);

describe('package scripts', () => {
  it.each([
    ['npm run release', lone, hooked],
    ['npm run-script release', lone, hooked],
    ['npm --silent run release --ignore-scripts', lone, plain],
    ['npm test', lone, ['package.json:10 vitest']],
    ['npm t', lone, ['package.json:10 vitest']],
    ['npm restart', lone, ['package.json:16 kill it', 'package.json:15 serve']],
    ['npm publish', lone, around],
    ['npm publish --ignore-scripts', lone, []],
    ['npm publish dist/lone-1.0.0.tgz', lone, []],
    ['npm stage publish', lone, around],
    ['npm run', lone, []],
    ['npm run ?', lone, []],
    ['npm run missing', lone, []],
    ['npm install', lone, []],
    ['yarn release', lone, hooked],
    ['yarn run release', lone, hooked],
    ['yarn release', modern, plain],
    ['yarn publish', modern, ['package.json:11 own publish']],
    ['yarn npm publish', modern, []],
    ['yarn publish', lone, around],
    ['yarn install', lone, []],
    ['pnpm release', lone, hooked],
    ['pnpm run release', lone, hooked],
    ['pnpm -r run release', lone, hooked],
    ['pnpm publish -r --no-git-checks', lone, around],
    ['pnpm run publish', lone, ['package.json:11 own publish', 'package.json:13 announce']],
    ['pnpm install', lone, []],
    ['pnpm deploy', lone, ['package.json:14 deploy it']],
    ['bun run release', lone, hooked],
    ['bun release', lone, hooked],
    ['bun test', lone, []],
    ['bun publish', lone, around],
    ['node --run release', lone, plain],
    ['node --run=release', lone, plain],
    ['deno task release', lone, plain],
    ['run-s release:*', lone, ['package.json:7 publish-a', 'package.json:8 publish-b']],
    ['run-p release:**', lone, ['package.json:7 publish-a', 'package.json:8 publish-b', 'package.json:9 publish-deep']],
    ['npm-run-all release:a --parallel release:b', lone, ['package.json:7 publish-a', 'package.json:8 publish-b']],
    ['concurrently npm:release:a ls', lone, ['package.json:7 publish-a']],
  ] as const)('%s', (line, tree, expected) => {
    expect(runs(tree, line)).toEqual(expected);
  });

  it.each([
    ['npm run deploy -- --tag next', ['--tag', 'next']],
    ['npm run deploy one -- ?', ['one', null]],
    ['yarn deploy --tag next', ['--tag', 'next']],
    ['pnpm run deploy --tag next', ['--tag', 'next']],
    ['pnpm deploy -- --tag next', ['--tag', 'next']],
    ['bun run deploy --tag next', ['--tag', 'next']],
    ['node --run deploy -- --tag next', ['--tag', 'next']],
  ])('hands on what follows: %s', (line, appended) => {
    expect(ask(lone, line).map((script) => script.appended)).toEqual([appended]);
  });

  it('runs where the nearest manifest stands', () => {
    expect(ask(workspace, 'npm run release', { directory: 'packages/a/src' })[0]).toMatchObject({
      path: 'packages/a/package.json',
      directory: 'packages/a',
      label: 'npm run release',
    });
  });

  it.each([
    ['npm run release -w @s/a', ['a']],
    ['npm run release --workspace=packages/b', ['b']],
    ['npm -w ? run release', ['root', 'a', 'b']],
    ['npm run release --workspaces', ['a', 'b']],
    ['npm run release -ws --include-workspace-root', ['root', 'a', 'b']],
    ['npm --prefix packages/a run release', ['a']],
    ['npm -C packages/b run release', ['b']],
    ['yarn --cwd packages/a release', ['a']],
    ['yarn workspace @s/b release', ['b']],
    ['yarn workspace @s/b run release', ['b']],
    ['yarn workspaces run release', ['root', 'a', 'b']],
    ['yarn workspaces foreach -A --no-private run release', ['root', 'a']],
    ['yarn workspaces foreach --all --include @s/* run release', ['a', 'b']],
    ['pnpm --filter @s/a release', ['a']],
    ['pnpm --filter a run release', ['a']],
    ['pnpm -F ./packages/* run release', ['a', 'b']],
    ['pnpm run --filter {packages/b} release', ['b']],
    ['pnpm --filter @s/b... release', ['a', 'b']],
    ['pnpm --filter @s/b^... release', ['a']],
    ['pnpm --filter ...@s/a release', ['a', 'b']],
    ['pnpm --filter !@s/a -r release', ['root', 'b']],
    ['pnpm --filter [origin/main] release', ['root', 'a', 'b']],
    ['pnpm -r release', ['root', 'a', 'b']],
    ['pnpm recursive run release', ['root', 'a', 'b']],
    ['pnpm --dir packages/a release', ['a']],
    ['bun run --filter @s/* release', ['a', 'b']],
    ['turbo run release', ['root', 'a', 'b']],
    ['turbo release --filter=@s/a', ['a']],
    ['turbo prune', []],
    ['lerna run release', ['root', 'a', 'b']],
    ['lerna run release --scope @s/b', ['b']],
    ['lerna publish', []],
    ['nx run @s/a:release', ['a']],
    ['nx run @s/a:release:production', ['a']],
    ['nx release @s/a', []],
    ['nx run-many -t release build -p @s/*', ['a', 'build a', 'b', 'skipped']],
    ['nx affected --targets=build', ['build a']],
    ['nx build @s/a', ['build a']],
  ])('in a workspace: %s', (line, expected) => {
    expect(texts(line)).toEqual(expected);
  });

  it('finds the workspace that pnpm declares', () => {
    const tree = { ...workspace, 'pnpm-workspace.yaml': 'packages:\n  - elsewhere\n' };
    expect(texts('pnpm -r release', tree)).toEqual(['root', 'elsewhere']);
    expect(texts('pnpm -w release', tree, 'elsewhere')).toEqual(['root']);
  });

  it('puts before a task what turbo.json puts before it', () => {
    const turbo = json({ tasks: { release: { dependsOn: ['^build'] }, build: {} } });
    expect(texts('turbo run release --filter @s/a', { ...workspace, 'turbo.json': turbo })).toEqual(['build a', 'a']);
  });

  it('reads the targets of Nx projects', () => {
    const project = {
      name: 'kit',
      targets: {
        publish: {
          dependsOn: ['build'],
          executor: 'nx:run-commands',
          options: { commands: ['npm publish', { command: 'echo {projectRoot}' }], cwd: '{projectRoot}' },
        },
        build: { command: 'tsc' },
      },
    };
    const scripts = ask({ 'libs/kit/project.json': json(project) }, 'nx run kit:publish');
    expect(scripts.map(({ line, text, directory }) => [line, text, directory])).toEqual([
      [20, 'tsc', ''],
      [11, 'npm publish', 'libs/kit'],
      [13, 'echo libs/kit', 'libs/kit'],
    ]);
  });

  it('reads what wireit runs', () => {
    const tree = {
      'package.json': json({
        scripts: { release: 'wireit', build: 'wireit', lint: 'eslint' },
        wireit: {
          release: { command: 'npm publish', dependencies: ['build', { script: 'lint' }] },
          build: { command: 'tsc', dependencies: ['release'] },
        },
      }),
    };
    expect(texts('npm run release', tree)).toEqual(['tsc', 'eslint', 'npm publish']);
  });

  it('reads the tasks of Deno', () => {
    const tree = {
      'deno.jsonc': `{
  // tasks
  "tasks": {
    "build": "deno run -A build.ts",
    "release": { "command": "deno publish", "dependencies": ["build", "release"] },
  },
}`,
    };
    expect(runs(tree, 'deno task release')).toEqual(['deno.jsonc:4 deno run -A build.ts', 'deno.jsonc:5 deno publish']);
    expect(ask(tree, 'deno task build --x')[0]?.appended).toEqual(['--x']);
  });

  it('takes nothing from a broken or hostile manifest', () => {
    expect(runs({ 'package.json': '{"scripts": {"release": 3' }, 'npm run release')).toEqual([]);
    expect(runs({ 'package.json': '['.repeat(200_000) }, 'npm run release')).toEqual([]);
    expect(runs({ 'package.json': json({ scripts: { ok: 'x' } }) }, 'npm run constructor')).toEqual([]);
  });
});
