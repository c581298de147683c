import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../src/audit/audit.ts';
import { controls } from '../../src/controls/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { openCheckout } from '../../src/repository/checkout.ts';
import { compareSeverity } from '../../src/types/severity.ts';

const root = join(import.meta.dirname, '../..');

function auditOf(folder: string) {
  return auditRepository({
    files: openCheckout(join(root, folder)),
    subject: { repository: null, ref: null, commit: null },
    policy: defaultPolicy,
    today: '2026-11-22',
  });
}

describe('the example that ships', () => {
  it('publishes to four registries, each in its own way', async () => {
    const { publications, problems } = await auditOf('examples/coin-press');
    expect(problems).toEqual([]);
    expect(publications.map(({ registry, packages, job, auth }) => [registry, ...packages, job, auth])).toEqual([
      ['crates.io', 'coin-press-die', 'crate', 'token'],
      ['ghcr', 'ghcr.io/example/coin-press', 'image', 'unknown'],
      ['npm', '@coin-press/engraver', 'publish', 'token'],
      ['npm', '@coin-press/press', 'publish', 'token'],
      ['pypi', 'coin-press', 'pypi', 'trusted-publishing'],
    ]);
    expect(publications[0]?.reaches).toContain('Makefile');
    expect(publications[2]?.reaches).toContain('.github/workflows/release.yml');
  });

  it('has what its README promises: something to mend first, and one thing done well', async () => {
    const { findings } = await auditOf('examples/coin-press');
    const told = (control: string) => findings.filter((finding) => finding.control === control);
    const [danger] = told('publish-triggers');
    expect(danger?.severity).toBe('critical');
    expect(danger?.locations[0]?.path).toBe('.github/workflows/preview.yml');
    expect(told('trusted-publishing').map(({ registry }) => registry)).toEqual(['npm', 'crates.io']);
    expect(findings.filter(({ registry }) => registry === 'pypi')).toEqual([]);
  });
});

describe('the README', () => {
  it('shows what the command prints for the example', () => {
    const words = ['src/main.ts', 'audit', 'examples/coin-press', '--offline'];
    const { stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
    const [, shown = ''] = /```text\n(.*?)```\n/s.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
    const pieces = shown.split('…\n').filter((piece) => piece !== '');
    expect(pieces.length).toBeGreaterThan(0);
    for (const piece of pieces) expect(stdout).toContain(piece);
  });

  it('counts the controls', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`**Controls:** ${controls.length}, `);
  });
});

describe('this checkout', () => {
  it('keeps what Mintmark asks of others, and takes the example for no package of its own', async () => {
    const { publications, findings } = await auditOf('.');
    expect(publications.map(({ registry, packages, auth }) => [registry, packages, auth])).toEqual([
      // The image is pushed with the job's own token, under the name of the repository on GitHub.
      ['ghcr', [], 'unknown'],
      ['npm', ['mintmark'], 'trusted-publishing'],
    ]);
    expect(findings.filter(({ severity }) => compareSeverity(severity, 'low') <= 0)).toEqual([]);
  });
});
