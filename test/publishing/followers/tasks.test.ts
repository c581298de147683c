import { describe, expect, it } from 'vitest';
import { ask, json, runs } from './ask.ts';

const lines = (...text: string[]) => `${text.join('\n')}\n`;

describe('Taskfile', () => {
  const tree = {
    'Taskfile.yml': lines(
      "version: '3'",
      'includes:',
      '  docs: ./docs',
      'vars:',
      '  TOOL: goreleaser',
      '  COMMIT: { sh: git rev-parse HEAD }',
      'tasks:',
      '  release:',
      '    aliases: [rel]',
      '    deps: [build, release]',
      '    env: { CHANNEL: "{{.TOOL}}" }',
      '    cmds:',
      '      - task: upload',
      '        vars: { TO: pypi }',
      '      - |',
      '        echo {{.COMMIT}}',
      '        {{.TOOL}} release {{.CLI_ARGS}}',
      '      - cmd: echo {{.NONE}} {{.NONE | default "x"}}',
      '  build: go build',
      '  upload:',
      '    dir: dist',
      '    cmds: ["twine upload -r {{.TO}}"]',
    ),
    'docs/Taskfile.yaml': lines('tasks:', '  push:', '    cmds:', '      - mkdocs gh-deploy'),
  };

  it('runs what a task needs, then its commands', () => {
    expect(runs(tree, 'task release -- --clean')).toEqual([
      'Taskfile.yml:19 go build',
      'Taskfile.yml:22 twine upload -r pypi',
      'Taskfile.yml:16 echo $(git rev-parse HEAD)\ngoreleaser release --clean\n',
      'Taskfile.yml:18 echo ${NONE} x',
    ]);
    expect(ask(tree, 'task rel').map(({ directory }) => directory)).toEqual(['', 'dist', '', '']);
    expect(ask(tree, 'task rel').at(-1)?.environment).toEqual(new Map([['CHANNEL', 'goreleaser']]));
  });

  it('finds tasks of included files, and takes variables of the command line', () => {
    expect(runs(tree, 'task docs:push')).toEqual(['docs/Taskfile.yaml:4 mkdocs gh-deploy']);
    expect(ask(tree, 'task upload TO=test')[0]?.text).toBe('twine upload -r test');
  });
});

describe('mise', () => {
  const tree = {
    'mise.toml': lines(
      '[env]',
      'A = "1"',
      '[tasks.release]',
      'depends = ["build"]',
      'alias = "r1"',
      'run = [',
      '  "npm pack",',
      '  "npm publish",',
      ']',
      '[tasks]',
      'build = "tsc"',
    ),
    'mise-tasks/deploy/site': '#!/usr/bin/env node\nrun()\n',
  };

  it.each([
    ['mise run release', ['mise.toml:11 tsc', 'mise.toml:7 npm pack', 'mise.toml:8 npm publish']],
    ['mise r1', ['mise.toml:11 tsc', 'mise.toml:7 npm pack', 'mise.toml:8 npm publish']],
    ['mise run build ::: deploy:site', ['mise.toml:11 tsc', 'mise-tasks/deploy/site:1 #!/usr/bin/env node\nrun()\n']],
    ['mise install', []],
  ])('%s', (line, expected) => {
    expect(runs(tree, line)).toEqual(expected);
  });

  it('hands on arguments and variables', () => {
    const scripts = ask(tree, 'mise run release --tag next');
    expect(scripts.map(({ appended }) => appended)).toEqual([[], [], ['--tag', 'next']]);
    expect(scripts[0]?.environment).toEqual(new Map([['A', '1']]));
  });
});

describe('cargo', () => {
  const tree = {
    '.cargo/config.toml': lines(
      '[alias]',
      'rel = ["publish", "--locked"]',
      'test = "publish"',
      'xtask = "run -p xtask --"',
    ),
  };

  it('reads aliases, which cannot replace a command', () => {
    expect(runs(tree, 'cargo rel')).toEqual(['.cargo/config.toml:2 cargo publish --locked']);
    expect(runs(tree, 'cargo +nightly xtask dist')).toEqual(['.cargo/config.toml:4 cargo run -p xtask --']);
    expect(ask(tree, 'cargo rel -p core')[0]?.appended).toEqual(['-p', 'core']);
    expect(runs(tree, 'cargo test')).toEqual([]);
  });
});

describe('rake', () => {
  const rakefile = lines(
    'require "bundler/gem_tasks"',
    'namespace :gem do',
    '  task :push, [:to] => [:build] do |t, args|',
    '    sh "gem push pkg/x-#{VERSION}.gem --key #{ENV[\'KEY\']}"',
    '    system("gem", "push", file) or abort',
    '    # sh "no"',
    '    `git tag x`',
    '  end',
    '  task(build: :clean) do',
    "    sh 'gem build x'",
    '  end',
    'end',
    'task :clean',
    'task all: %w[clean gem:push all]',
    'task :later do',
    '  Rake::Task["gem:build"].invoke',
    'end',
  );
  const push = [
    'Rakefile:10 gem build x',
    'Rakefile:4 gem push pkg/x-$(:).gem --key ${KEY}',
    'Rakefile:5 gem push $(:)',
    'Rakefile:7 git tag x',
  ];

  it.each([
    ['rake release', ['Rakefile:1 gem push pkg/*.gem']],
    ['rake release[origin]', ['Rakefile:1 gem push pkg/*.gem']],
    ['rake release gem_push=no', []],
    ['rake gem:push', push],
    ['rake all', push],
    ['rake later', ['Rakefile:10 gem build x']],
    ['rake clean', []],
    ['rake -T', []],
  ])('%s', (line, expected) => {
    expect(runs({ Rakefile: rakefile }, line)).toEqual(expected);
  });

  it('says where release comes from, and knows files beside', () => {
    expect(ask({ Rakefile: rakefile }, 'rake release')[0]?.label).toBe('rake release (bundler/gem_tasks)');
    expect(runs({ Rakefile: "# require 'bundler/gem_tasks'\n" }, 'rake release')).toEqual([]);
    const tree = { Rakefile: '', 'rakelib/push.rake': "task :push do\n  sh 'gem push a.gem'\nend\n" };
    expect(runs(tree, 'rake push')).toEqual(['rakelib/push.rake:2 gem push a.gem']);
  });
});

describe('composer and mix', () => {
  it('follows references between composer scripts', () => {
    const scripts = {
      rel: ['@putenv A=1', '@build --x', '@php bin/rel.php', 'Vendor\\Class::run', 'sh rel.sh', '@rel'],
      build: 'make',
    };
    const tree = { 'composer.json': json({ scripts }) };
    expect(runs(tree, 'composer run rel')).toEqual([
      'composer.json:11 make',
      'composer.json:6 php bin/rel.php',
      'composer.json:8 sh rel.sh',
    ]);
    expect(ask(tree, 'composer rel').map(({ environment }) => environment.get('A'))).toEqual([undefined, '1', '1']);
    expect(runs(tree, 'composer install')).toEqual([]);
  });

  it('reads aliases of mix', () => {
    const tree = {
      'mix.exs': lines(
        'defmodule A do',
        '  defp aliases do',
        '    [',
        '      release: ["cmd ./tag.sh", "hex.publish --yes", "release"],',
        '      "docs.push": "cmd push"',
        '    ]',
        '  end',
        'end',
      ),
    };
    expect(runs(tree, 'mix release')).toEqual(['mix.exs:4 ./tag.sh', 'mix.exs:4 mix hex.publish --yes']);
    expect(runs(tree, 'mix docs.push')).toEqual(['mix.exs:5 push']);
    expect(runs(tree, 'mix test')).toEqual([]);
  });
});
