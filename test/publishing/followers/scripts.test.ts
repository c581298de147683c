import { describe, expect, it } from 'vitest';
import { ask, runs } from './ask.ts';

const tree = {
  'scripts/publish': '#!/bin/sh\nnpm publish',
  'scripts/plain': 'twine upload',
  'scripts/tool': '#!/usr/bin/env -S deno run -A\nrun()',
  'scripts/uv': '#!/usr/bin/env -S uv run --script\nrun()',
  'scripts/perl.pl': '#!/usr/bin/perl\nsystem("x")',
  'scripts/release.py': 'import os',
  'scripts/release.mts': 'run()',
  'scripts/push.rb': 'puts 1\nsystem "gem push a.gem"\n',
  'scripts/push.php': '<?php\npassthru("npm publish");\n',
  'build.ps1': 'npm publish',
  'build.cmd': 'npm publish',
  'lib/env.sh': 'export A=1',
  'tools/release.py': 'import sys',
  'setup.py': 'setup()',
  gradlew: '#!/bin/sh\nexec java',
};

describe('script files', () => {
  it.each([
    ['./scripts/publish', 'scripts/publish', 'bash'],
    ['scripts/plain', 'scripts/plain', 'bash'],
    ['scripts/tool', 'scripts/tool', 'javascript'],
    ['scripts/uv', 'scripts/uv', 'python'],
    ['.\\build.ps1', 'build.ps1', 'pwsh'],
    ['build.cmd', 'build.cmd', 'cmd'],
    ['call build.cmd', 'build.cmd', 'cmd'],
    ['cmd /d /c build.cmd', 'build.cmd', 'cmd'],
    ['bash -euo pipefail scripts/publish', 'scripts/publish', 'bash'],
    ['sh ./scripts/plain', 'scripts/plain', 'bash'],
    ['source lib/env.sh', 'lib/env.sh', 'bash'],
    ['. lib/env.sh', 'lib/env.sh', 'bash'],
    ['python3.12 -u scripts/release.py', 'scripts/release.py', 'python'],
    ['python -m tools.release', 'tools/release.py', 'python'],
    ['node --import tsx scripts/release.mts', 'scripts/release.mts', 'javascript'],
    ['tsx watch scripts/release.mts', 'scripts/release.mts', 'javascript'],
    ['ts-node -P tsconfig.json scripts/release.mts', 'scripts/release.mts', 'javascript'],
    ['bun scripts/release.mts', 'scripts/release.mts', 'javascript'],
    ['bun run ./scripts/release.mts', 'scripts/release.mts', 'javascript'],
    ['deno run -A scripts/release.mts', 'scripts/release.mts', 'javascript'],
    ['pwsh -NoProfile -File build.ps1', 'build.ps1', 'pwsh'],
    ['python setup.py upload', 'setup.py', 'python'],
  ])('%s', (line, path, dialect) => {
    expect(ask(tree, line)).toMatchObject([{ path, dialect, line: 1, directory: '' }]);
  });

  it.each([
    'bash',
    'bash -c ls',
    'node -e run()',
    'python -c pass',
    'python setup.py sdist',
    'python -m twine upload',
    './gradlew publish',
    './scripts/perl.pl',
    './scripts/absent',
    '../scripts/publish',
    '/scripts/publish',
    'publish',
    'unknown run',
  ])('leaves alone: %s', (line) => {
    expect(ask(tree, line)).toEqual([]);
  });

  it('takes literal commands of Ruby and PHP', () => {
    expect(runs(tree, 'ruby scripts/push.rb')).toEqual(['scripts/push.rb:2 gem push a.gem']);
    expect(runs(tree, 'php scripts/push.php')).toEqual(['scripts/push.php:2 npm publish']);
  });

  it('hands on arguments, and runs in the folder of the command', () => {
    expect(ask(tree, '../scripts/publish a ?', { directory: 'lib' })[0]).toMatchObject({
      path: 'scripts/publish',
      directory: 'lib',
      arguments: ['a', null],
    });
    expect(ask(tree, 'pwsh -File build.ps1 -Target Publish')[0]?.arguments).toEqual(['-Target', 'Publish']);
    expect(ask(tree, 'python -m tools.release --yes now')[0]?.arguments).toEqual(['--yes', 'now']);
    const words = ['-Command', './build.ps1 -Target Publish'];
    expect(ask(tree, 'pwsh', { words })[0]).toMatchObject({ path: 'build.ps1', arguments: ['-Target', 'Publish'] });
  });

  it('leaves alone what is too large', () => {
    expect(ask({ big: 'x'.repeat(256 * 1024 + 1) }, './big')).toEqual([]);
  });
});
