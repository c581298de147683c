import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../../src/workflows/shell/index.ts';

describe('dialectOf', () => {
  it.each([
    [null, false, 'bash'],
    [null, true, 'pwsh'],
    ['bash', true, 'bash'],
    ['sh', false, 'bash'],
    ['bash -eEuxo pipefail {0}', false, 'bash'],
    ['/usr/bin/bash -l {0}', false, 'bash'],
    ['pwsh', false, 'pwsh'],
    ['PowerShell', true, 'pwsh'],
    ['powershell.exe -File {0}', true, 'pwsh'],
    ['cmd', true, 'cmd'],
    ['python', false, 'python'],
    ['node {0}', false, 'javascript'],
    ['msys2 {0}', true, 'bash'],
    ['alpine.sh --root {0}', false, 'bash'],
    ['nix develop -c bash {0}', false, 'bash'],
    ['sudo python3 {0}', false, 'python'],
    ['perl {0}', false, null],
    ['Rscript {0}', false, null],
    ['${{ inputs.shell }}', false, null],
  ] as const)('%s', (shell, windows, dialect) => {
    expect(dialectOf(shell, windows)).toBe(dialect);
  });
});
