import { beforeAll, describe, expect, it } from 'vitest';
import { loadShells, parseScript, programOf, unwrap } from '../../../src/workflows/shell/index.ts';
import { showCommand } from './show-commands.ts';

beforeAll(() => loadShells(['python', 'javascript']));

function unwrapped(script: string): string[] {
  return parseScript(script, 'bash').commands.slice(0, 1).flatMap(unwrap).map(showCommand);
}

describe('unwrap', () => {
  it.each([
    ['npm publish', ['npm · publish']],
    ['sudo -u x -E env -u C A=b npm publish', ['+A=b | npm · publish']],
    ['X=1 exec npm publish > log', ['+X=1 | npm · publish > log']],
    ['command npm x', ['npm · x']],
    ['command -v npm', ['command · -v · npm']],
    ['time -p nice -n 5 nohup npm x', ['npm · x']],
    ['timeout -k 5 10m npm x', ['npm · x']],
    ['retry 3 npm publish', ['npm · publish']],
    ['retry -t 3 -- npm publish', ['npm · publish']],
    ['xargs -n 1 npm publish', ['npm · publish · <=>']],
    ['npx -y semantic-release@25 --dry-run', ['semantic-release · --dry-run']],
    ['npx semantic-release@${{ env.V }} x', ['semantic-release · x']],
    ['npx -p a -p b -- tool x', ['tool · x']],
    ['npx @scope/cli@2 publish', ['@scope/cli · publish']],
    ['npx -c "a b"', ['a · b']],
    ['npm exec -- lerna publish', ['lerna · publish']],
    ['npm run build', ['npm · run · build']],
    ['pnpm --filter x exec npm publish', ['npm · publish']],
    ['pnpm dlx tool@1 x', ['tool · x']],
    ['pnpm publish -r', ['pnpm · publish · -r']],
    ['yarn dlx -p a b', ['b']],
    ['yarn tool', ['yarn · tool']],
    ['bun x npm@11 publish', ['npm · publish']],
    ['bunx --bun tool', ['tool']],
    ['corepack pnpm@9 publish', ['pnpm · publish']],
    ['corepack enable', ['corepack · enable']],
    ['uvx twine==6 upload', ['twine · upload']],
    ["uvx --from 'build[uv]' pyproject-build", ['pyproject-build']],
    ['uv run --with twine -- python -m twine upload', ['twine · upload']],
    ['uv run -m build', ['build']],
    ['uv tool run twine@6 upload', ['twine · upload']],
    ['uv publish', ['uv · publish']],
    ['pipx run --spec twine==6 twine upload', ['twine · upload']],
    ['poetry run twine upload', ['twine · upload']],
    ['poetry publish', ['poetry · publish']],
    ['conda run -n x --no-capture-output twine upload', ['twine · upload']],
    ['python3.12 -u -m twine upload', ['twine · upload']],
    ['py -3 -m build', ['build']],
    ['python setup.py upload', ['python · setup.py · upload']],
    ['bundle exec rake release', ['rake · release']],
    ['mise exec node@24 -- npm publish', ['npm · publish']],
    ['mise x -- npm publish', ['npm · publish']],
    ['devbox run -- cargo publish', ['cargo · publish']],
    ['nix develop .#x -c cargo publish', ['cargo · publish']],
    ['rustup run nightly cargo publish', ['cargo · publish']],
    ['op run --env-file x -- npm publish', ['npm · publish']],
    ['go run example.org/x/tool/v2@latest release', ['tool · release']],
    ['go run ./cmd/x', ['./cmd/x']],
    ['deno run -A npm:semantic-release@25 x', ['semantic-release · x']],
    ['deno run -A x.ts', ['deno · run · -A · x.ts']],
    ['fvm dart pub publish', ['dart · pub · publish']],
    ['fvm install', ['fvm · install']],
    ['bash -euo pipefail -c "npm publish --tag $T && x"', ['npm · publish · --tag · <$T>', 'x']],
    ['bash -lc "npm ${{ x }}"', ['npm · <{x}>']],
    ['sh -c "echo $T | npm login"', ['echo · <$T>', 'npm · login <<< <$T>']],
    [`bash -c 'sh -c "npx tool@1"'`, ['tool']],
    ['bash script.sh', ['bash · script.sh']],
    ["bash <<'EOF'\nnpm publish\nEOF", ['npm · publish']],
    [`python - <<EOF\nrun(["twine", "upload"])\nEOF`, ['twine · upload']],
    [`node -e "execSync('npm publish')"`, ['npm · publish']],
    ['eval "npm publish" $X', ['npm · publish · <$X>']],
    ['pwsh -NoProfile -Command "npm publish; x"', ['npm · publish', 'x']],
    ['cmd /c "npm publish & x"', ['npm · publish', 'x']],
    ['sudo', ['sudo']],
    ['npx', ['npx']],
  ])('%s', (script, expected) => {
    expect(unwrapped(script)).toEqual(expected);
  });

  it('keeps what surrounds the outer command', () => {
    const [command] = parseScript('f() { for p in a b; do x && bash -c "npm publish"; done; }', 'bash').commands.slice(
      1,
    );
    const [inner] = command === undefined ? [] : unwrap(command);
    expect(inner).toMatchObject({ function: 'f', conditional: true, loops: [{ variable: 'p' }] });
  });

  it('places the commands of a here-document on their lines', () => {
    const [command] = parseScript("a\nbash <<'EOF'\nb\nc\nEOF", 'bash').commands.slice(1);
    expect(command === undefined ? [] : unwrap(command).map(({ line }) => line)).toEqual([2, 3]);
  });

  it('gives up on scripts within scripts without end', () => {
    const nested = Array.from({ length: 6 }).reduce<string>((inner) => `bash -c ${quoted(inner)}`, 'npm publish');
    expect(unwrapped(nested).join()).toContain('bash');
  });
});

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

describe('programOf', () => {
  it.each([
    ['npm x', 'npm'],
    ['./gradlew x', 'gradlew'],
    ['"C:\\\\tools\\\\NuGet.exe" push', 'nuget'],
    ['npm.cmd x', 'npm'],
    ['./release.sh', 'release.sh'],
    ['./build.ps1', 'build'],
    ['@scope/tool x', '@scope/tool'],
    ['$CMD x', null],
    ['"$DIR"/npm x', null],
    ['X=1', null],
  ])('%s', (script, program) => {
    const [command] = parseScript(script, 'bash').commands;
    expect(command && programOf(command)).toBe(program);
  });
});
