import { describe, expect, it } from 'vitest';
import { parseScript } from '../../../src/workflows/shell/index.ts';
import { show, structure } from './show-commands.ts';

describe('words of PowerShell', () => {
  it.each([
    ['dotnet nuget push "a\\*.nupkg" -ApiKey $env:KEY', ['dotnet · nuget · push · a\\*.nupkg · -ApiKey · <$KEY>']],
    ['npm publish --access=public --k="$x" -- --y', ['npm · publish · --access=public · --k=<$x> · -- · --y']],
    ['npm publish @scope/x', ['npm · publish · @scope/x']],
    ['.\\build.ps1 -Target Publish', ['.\\build.ps1 · -Target · Publish']],
    ['& "$root\\b.ps1" x; & npm y; . ./z.ps1', ['<$root>\\b.ps1 · x', 'npm · y', './z.ps1']],
    ['a `\n  b', ['a · b']],
    ['a "x `"y`" ""z"" $($b.c) ${env:D}"', ['a · x "y" "z" <($($b.c))> <$D>']],
    ["a 'it''s $x'", ["a · it's $x"]],
    ['a $x.y $z[0] "$x.y"', ['a · <=x> · <=z> · <$x>.y']],
    ['a @args (Get-Item b)', ['a · <=args> · <((Get-Item b))>', 'Get-Item · b']],
    ['a -H @{ B = "c" } d', ['a · -H · <=> · d']],
    ['a b # c', ['a · b']],
    ['<# a\nb #> c', ['c']],
    ['a ${{ secrets.X }} "v${{ y }}"', ['a · <{secrets.X}> · v<{y}>']],
    ['a b > c 2>&1', ['a · b > c']],
    ['"X=$y" >> $env:GITHUB_ENV', ['echo · X=<$y> >> <$GITHUB_ENV>']],
    ['$env:T | docker login', ['echo · <$T>', 'docker · login']],
    ['@"\na $x\n b\n"@ | c', ['echo · a <$x>\n b', 'c']],
    ["@'\n$x\n'@ | c", ['echo · $x', 'c']],
  ])('%s', (script, expected) => {
    expect(show(script, 'pwsh')).toEqual(expected);
  });
});

describe('assignments of PowerShell', () => {
  it.each([
    ['$env:X = "a$y"', ['+X=a<$y> |']],
    ["$x = 'a' + $env:B + 'c'", ['x=a<$B>c |']],
    ['$x = git tag -l', ['x=<(git tag -l)> |', 'git · tag · -l']],
    ['$x = if ($y) { a } else { b }', ['x=<(if ($y) { a } else { b })> |', 'a', 'b']],
    ['$null = npm publish', ['npm · publish']],
    ['$env:PATH += ";x"', ['+PATH=<$PATH>;x |']],
    ['[string]$x = "a"', ['x=a |']],
    ['[Environment]::SetEnvironmentVariable("A", $b)', ['+A=<$b> |']],
    ['$x = $y.Trim()', ['x=<=y> |']],
  ])('%s', (script, expected) => {
    expect(show(script, 'pwsh')).toEqual(expected);
  });
});

describe('structure of PowerShell', () => {
  it.each([
    ['if ($x) { a } elseif (b) { c } else { d }', ['a ?', 'b', 'c ?', 'd ?']],
    ['a; b && c || d', ['a', 'b', 'c ?', 'd ?']],
    ["foreach ($p in @('a', 'b')) { x $p }", ['x <$p> p:a,b']],
    ["foreach ($p in 'a','b') { x }", ['x p:a,b']],
    ['foreach ($p in (ls)) { x }', ['ls', 'x p:?']],
    ['foreach ($p in $all) { x }', ['x p:<$all>']],
    ['ls | % { x $_ }', ['ls', '% <({ x $_ })> <0', 'x <$_> _:?']],
    ['for ($i = 0; $i -lt 3; $i++) { x }', ['x i:?']],
    ['function F($a) { x }\nF 1', ['x F', 'F 1']],
    ['try { a } catch [System.Exception] { b } finally { c }', ['a', 'b ?', 'c']],
    ['switch ($x) { "a" { b } default { c } }', ['b ?', 'c ?']],
    ['exec { & dotnet pack }', ['exec <({ & dotnet pack })>', 'dotnet pack']],
    ['param([string]$x = "d")\na', ['a']],
    ['return a', ['a']],
    ['throw "a b"', []],
  ])('%s', (script, expected) => {
    expect(structure(script, 'pwsh')).toEqual(expected);
  });

  it('marks what follows an open string or block as unread', () => {
    expect(parseScript('a\nb "c\nd', 'pwsh').unread).toEqual([1, 2]);
    expect(parseScript('if ($x) {\nnpm publish', 'pwsh').unread).toEqual([0, 1]);
  });
});
