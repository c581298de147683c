import { describe, expect, it } from 'vitest';
import { runs } from '../long.ts';
import { jobOf, mapOf, npmPackage, type Tree } from './map-of.ts';

const limit = 30_000;

function numbered(count: number, text: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => text(index));
}

async function siteCount(tree: Tree): Promise<number> {
  return (await mapOf({ ...npmPackage, ...tree })).publications.length;
}

describe('an end comes to', { timeout: limit }, () => {
  it('many steps that start scripts which start each other', async () => {
    const scripts = Object.fromEntries(
      numbered(200, (index) => `${index}`).map((name) => [
        `s${name}`,
        `npm run s${Number(name) + 1} && npm run s${Number(name) + 2}`,
      ]),
    );
    const manifest = JSON.stringify({ name: 'left', version: '1.0.0', scripts: { ...scripts, s200: 'npm publish' } });
    const steps = numbered(runs(1_000, 5_000), () => '- run: npm run s0').join('\n');
    await expect(siteCount({ 'package.json': manifest, ...jobOf(steps) })).resolves.toBeDefined();
  });

  it('a script that runs itself', async () => {
    const again = 'bash ./again.sh\nbash ./again.sh\nnpm publish\n';
    expect(await siteCount({ 'again.sh': again, ...jobOf('- run: bash ./again.sh') })).toBe(1);
  });

  it('functions that call each other twice', async () => {
    const functions = numbered(40, (index) => `f${index}() { f${index + 1}; f${index + 1}; }`);
    const script = ['f40() { npm publish; }', ...functions, 'f0'].join('\n');
    expect(await siteCount({ 'go.sh': script, ...jobOf('- run: ./go.sh') })).toBe(1);
  });

  it('a step that publishes thousands of times, and thousands of steps that do', async () => {
    const commands = numbered(runs(1_000, 4_000), (index) => `npm publish packages/p${index}`).join('\n');
    expect(await siteCount({ 'all.sh': commands, ...jobOf('- run: ./all.sh') })).toBe(1);
    const steps = numbered(runs(600, 3_000), () => '- run: npm publish').join('\n');
    expect(await siteCount(jobOf(steps))).toBe(runs(600, 3_000));
  });

  it('as many variables as commands', async () => {
    const lines = numbered(runs(4_000, 20_000), (index) => `A${index}=1\ncommand${index} x`).join('\n');
    expect(await siteCount({ 'go.sh': lines, ...jobOf('- run: npm publish\n- run: ./go.sh') })).toBe(1);
    const env = numbered(runs(4_000, 20_000), (index) => `  A${index}: "x"`).join('\n');
    const steps = numbered(runs(200, 500), () => '- run: npm publish').join('\n');
    expect(await siteCount(jobOf(steps, `env:\n${env}`))).toBe(runs(200, 500));
  });

  it('hundreds of jobs and workflows that call each other', async () => {
    const names = numbered(30, (index) => `w${index}`);
    const calls = names.map((name) => `  to-${name}: { uses: ./.github/workflows/${name}.yml }`).join('\n');
    const workflow = `on: workflow_call\njobs:\n${calls}\n  push:\n    runs-on: ubuntu-latest\n    steps: [{ run: npm publish }]\n`;
    const tree = Object.fromEntries(names.map((name) => [`.github/workflows/${name}.yml`, workflow]));
    await expect(siteCount(tree)).resolves.toBeDefined();
    const start = `on: push\njobs:\n${calls}\n`;
    expect(await siteCount({ ...tree, '.github/workflows/start.yml': start })).toBe(30);
  });

  it('a large matrix in a long job that many call', async () => {
    const steps = numbered(runs(12, 300), () => '      - run: npm publish').join('\n');
    const callers = numbered(60, (index) => `  c${index}: { uses: ./.github/workflows/long.yml }`).join('\n');
    const tree = {
      '.github/workflows/long.yml': `on: workflow_call\njobs:\n  long:\n    strategy: { matrix: { a: [1, 2, 3, 4, 5, 6, 7, 8], b: [1, 2, 3, 4, 5, 6, 7, 8] } }\n    runs-on: ubuntu-latest\n    steps:\n${steps}\n`,
      '.github/workflows/start.yml': `on: push\njobs:\n${callers}\n`,
    };
    expect(await siteCount(tree)).toBe(runs(12, 300));
  });

  it('composite actions that use each other twice', async () => {
    const tree = Object.fromEntries(
      numbered(40, (index) => `${index}`).map((name) => [
        `a${name}/action.yml`,
        `runs:\n  using: composite\n  steps:\n    - uses: ./a${Number(name) + 1}\n    - uses: ./a${Number(name) + 1}\n    - uses: ./a${Number(name) + 2}\n    - { shell: bash, run: npm publish }\n`,
      ]),
    );
    expect(await siteCount({ ...tree, ...jobOf('- uses: ./a0') })).toBe(1);
  });

  it('one very long line and one very deep expression', async () => {
    const deep = `${'('.repeat(5_000)}true${')'.repeat(5_000)}`;
    const long = `npm publish ${'x '.repeat(50_000)}`;
    await expect(siteCount(jobOf(`- run: ${long}\n- if: \${{ ${deep} }}\n  run: npm publish`))).resolves.toBeDefined();
  });
});
