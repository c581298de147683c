import { describe, expect, it } from 'vitest';
import { show, structure } from './show-commands.ts';

describe('cmd', () => {
  it.each([
    ['npm publish --tag "%TAG% x"', ['npm · publish · --tag · <$TAG> x']],
    ['@npm publish', ['npm · publish']],
    ['rem npm publish\n:: npm publish\n:label\n@rem x\na', ['a']],
    ['a ^\n  b', ['a · b']],
    ['a ^& b', ['a · & · b']],
    ['a "b & c"', ['a · b & c']],
    ['set X=a %Y%', ['+X=a <$Y> |']],
    ['set "X=a b"', ['+X=a b |']],
    ['set /a X=1+%Y%', ['+X=<=Y> |']],
    ['echo x >> %GITHUB_ENV% 2>&1', ['echo · x >> <$GITHUB_ENV>']],
    ['a %~dp0x %1 !V! ${{ y }}', ['a · <=>x · <$1> · <$V> · <{y}>']],
  ])('%s', (script, expected) => {
    expect(show(script, 'cmd')).toEqual(expected);
  });

  it.each([
    ['a && b || c & d', ['a', 'b ?', 'c ?', 'd']],
    ['a | b', ['a', 'b <0']],
    ['if "%A%"=="b" a', ['a ?']],
    ['if not exist x (a) else b', ['a ?', 'b ?']],
    ['if (\na\n)\nb', ['a ?', 'b']],
    ['for %%i in (a b) do x %%i', ['x <$i> i:a,b']],
    ["for /f %%i in ('git tag') do x", ['x i:?']],
  ])('%s', (script, expected) => {
    expect(structure(script, 'cmd')).toEqual(expected);
  });
});
