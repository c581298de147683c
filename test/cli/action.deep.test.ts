import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { audit } from '../../src/cli/audit.ts';
import { formats } from '../../src/cli/formats.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const input = z.strictObject({ description: z.string().min(1), default: z.string() });
const script = z.strictObject({
  name: z.string(),
  id: z.string().optional(),
  if: z.string().optional(),
  shell: z.literal('bash'),
  env: z.record(z.string(), z.string()).optional(),
  run: z.string(),
});
const use = z.strictObject({
  name: z.string(),
  if: z.string(),
  uses: z.string().regex(/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/, 'pinned to a commit'),
  with: z.record(z.string(), z.string()),
});

/** What GitHub takes as the metadata of a composite action, as far as this one goes. */
const metadata = z.strictObject({
  name: z.string(),
  description: z.string().max(125),
  author: z.string(),
  branding: z.strictObject({ icon: z.string(), color: z.string() }),
  inputs: z.record(z.string().regex(/^[a-z-]+$/), input),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({ using: z.literal('composite'), steps: z.array(z.union([script, use])) }),
});

const action = metadata.parse(parse(read('action.yml')));
const scripts = action.runs.steps.flatMap((step) => ('run' in step ? [step] : []));
const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, { default: value }]) => [name, value]));

describe('action.yml', () => {
  it('hands what others chose to scripts through variables, and uses every input', () => {
    for (const { run } of scripts) expect(run).not.toContain('${{');
    const text = JSON.stringify(action.runs);
    for (const name of Object.keys(action.inputs)) expect(text, name).toContain(`inputs.${name} `);
    expect(formats.every((format) => action.inputs['format']?.description.includes(format))).toBe(true);
  });

  it('asks for no secret, and neither asks registries nor uploads unless it is told to', () => {
    expect(read('action.yml')).not.toContain('secrets.');
    expect([defaults['offline'], defaults['upload-sarif'], defaults['fail-on']]).toEqual(['true', 'false', '']);
  });
});

describe('the steps of action.yml', () => {
  const runner = realpathSync(mkdtempSync(join(tmpdir(), 'action-')));
  const workspace = join(runner, 'work $(touch pwned)');
  const path = `${join(runner, 'bin')}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;

  beforeAll(() => {
    const files = {
      'work $(touch pwned)/package.json': '{ "name": "widget", "version": "1.0.0" }\n',
      'work $(touch pwned)/.github/workflows/release.yml':
        'on: push\njobs:\n  "::error::gotcha":\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm publish\n        env: { NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}" }\n',
      'bin/npm': `#!/bin/sh\nprintf '%s\\n' "$PWD" "$@" > "${join(runner, 'npm.txt')}"\n`,
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(runner, name)), { recursive: true });
      writeFileSync(join(runner, name), text);
    }
    chmodSync(join(runner, 'bin/npm'), 0o755);
  });
  afterAll(() => rmSync(runner, { recursive: true }));

  /** Runs a step as a runner does, with these inputs. */
  function step(
    name: string,
    inputs: Readonly<Record<string, string>> = {},
    more: Readonly<Record<string, string>> = {},
  ) {
    const found = scripts.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no step ${name}`);
    const given: Readonly<Record<string, string>> = { ...defaults, ...inputs };
    const env = Object.fromEntries(
      Object.entries(found.env ?? {}).map(([key, value]) => {
        const [, only] = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value) ?? [];
        return [key, only === undefined ? '' : (given[only] ?? '')];
      }),
    );
    const file = join(runner, 'step.sh');
    const output = join(runner, 'output.txt');
    writeFileSync(file, found.run);
    writeFileSync(output, '');
    const fixed = { PATH: path, HOME: runner, RUNNER_TEMP: runner, GITHUB_ACTION_PATH: root, GITHUB_OUTPUT: output };
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], {
      cwd: workspace,
      env: { ...fixed, ...env, ...more },
      encoding: 'utf8',
    });
    return { status, stdout, stderr, output: readFileSync(output, 'utf8') };
  }

  it('install exactly what the lock file names, and run nothing of it', () => {
    expect(step('Install Mintmark').status).toBe(0);
    const [folder, ...words] = readFileSync(join(runner, 'npm.txt'), 'utf8').trim().split('\n');
    expect(folder).toBe(realpathSync(root));
    expect(words).toEqual(expect.arrayContaining(['ci', '--ignore-scripts', '--omit=dev']));
  });

  it('audit the folder, hand on how it ended and let no line of a repository command the runner', () => {
    const { status, stdout, output } = step('Audit', { path: workspace, 'fail-on': 'high', 'upload-sarif': 'true' });
    expect(status).toBe(0);
    expect(output).toBe(`sarif=${join(runner, 'mintmark.sarif')}\nexit-code=1\n`);
    const lines = stdout.trim().split('\n');
    const [, pause = ''] = /^::stop-commands::([0-9a-f-]{36})$/.exec(lines[0] ?? '') ?? [];
    expect(lines.at(-1)).toBe(`::${pause}::`);
    expect(stdout).toContain('trusted-publishing');
    const [run] = JSON.parse(readFileSync(join(runner, 'mintmark.sarif'), 'utf8')).runs;
    expect(run.results.length).toBeGreaterThan(0);
  });

  it('take any path for a path, and write the report where it is wanted', () => {
    const quiet = step('Audit', { format: 'json', output: 'report "; exit 9; ".json' });
    expect([quiet.status, quiet.output]).toEqual([0, 'exit-code=0\n']);
    const report = JSON.parse(readFileSync(join(workspace, 'report "; exit 9; ".json'), 'utf8'));
    expect(report.publications).toHaveLength(1);
    const lost = step('Audit', { path: '$(touch pwned); echo' });
    expect([lost.status, lost.output]).toEqual([0, 'exit-code=3\n']);
    expect(spawnSync('find', [runner, '-name', 'pwned'], { encoding: 'utf8' }).stdout).toBe('');
  });

  it('end the job as the audit ended', () => {
    for (const code of ['0', '1', '3'])
      expect(step('Tell how it ended', {}, { MINTMARK_EXIT_CODE: code }).status).toBe(Number(code));
    expect(step('Tell how it ended', {}, { MINTMARK_EXIT_CODE: '' }).status).toBe(70);
  });
});

describe('.pre-commit-hooks.yaml', () => {
  const [hook] = z
    .array(
      z.strictObject({
        id: z.literal('mintmark'),
        name: z.string(),
        description: z.string(),
        entry: z.string(),
        language: z.literal('node'),
        language_version: z.string().regex(/^24\.\d+\.\d+$/),
        pass_filenames: z.literal(false),
        require_serial: z.literal(true),
        files: z.string(),
      }),
    )
    .parse(parse(read('.pre-commit-hooks.yaml')));

  it('calls the command with options that it has, and asks nobody', () => {
    const [command, name, ...words] = hook?.entry.split(' ') ?? [];
    expect([command, name]).toEqual(['mintmark', audit.name]);
    const known = new Set(audit.options.map((option) => `--${option.name}`));
    expect(words.filter((word) => word.startsWith('--')).every((word) => known.has(word))).toBe(true);
    expect(words).toContain('--offline');
  });

  it('has the code compiled where pre-commit installs it, by an event that writes nothing where it reads', () => {
    const { scripts: own } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
    expect(own['dependencies']).toBe('node scripts/compile-for-pre-commit.cjs');
    // `npm pack` runs these, and writes about it before the name of the file
    for (const event of ['prepare', 'prepack', 'postpack']) expect(own).not.toHaveProperty(event);
  });

  it('looks where files of the way to a release have changed, and nowhere else', () => {
    // Python's verbose form: blanks mean nothing
    const files = new RegExp((hook?.files ?? '').replace('(?xi)', '').replaceAll(/\s/g, ''), 'i');
    const ours = [
      '.github/workflows/release.yml',
      'packages/a/package.json',
      'Cargo.toml',
      'a/b.gemspec',
      'ci/publish.sh',
    ];
    expect(ours.filter((path) => !files.test(path))).toEqual([]);
    expect(
      ['README.md', 'src/index.ts', 'docs/package.json.md', 'x.github/workflows/a.yml'].filter((path) =>
        files.test(path),
      ),
    ).toEqual([]);
  });
});
