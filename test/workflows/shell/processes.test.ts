import { beforeAll, describe, expect, it } from 'vitest';
import { loadShells, parseScript } from '../../../src/workflows/shell/index.ts';
import { show, showWord } from './show-commands.ts';

beforeAll(() => loadShells(['python', 'javascript']));

describe('processes that Python starts', () => {
  it.each([
    ['subprocess.run(["npm", "publish", f"--tag={tag}", x], check=True)', ['npm · publish · --tag=<$tag> · <$x>']],
    ['os.system("npm publish " + t)', ['npm · publish · <$t>']],
    ["check_call('twine upload dist/*', shell=True)", ['twine · upload · dist/*']],
    ['subprocess.run([sys.executable, "-m", "build"] + rest)', ['python · -m · build · <=rest>']],
    ['sh(f"cd {d} && a {{x}}")', ['cd · <$d>', 'a · {x}']],
    ['session.run("twine", "upload", *files)', ['twine · upload · <=files>']],
    ['c.run("a" " b")', ['a · b']],
    ['run(["a"], env={"B": "c"})', ['+B=c | a']],
    ['run(["a", os.environ["T"], os.getenv("U", "")])', ['a · <$T> · <$U>']],
    ['os.environ["X"] = "1"', ['+X=1 |']],
    ['run("a ${{ x }}")', ['a · <{x}>']],
    ['print("npm publish")', []],
    ['run(r"a\\d")', ['ad']],
  ])('%s', (script, expected) => {
    expect(show(script, 'python')).toEqual(expected);
  });

  it('knows functions, calls of them, loops and branches', () => {
    const script = 'def f():\n  for d in ["a", "b"]:\n    if x:\n      run(["npm", d])\nif y:\n  f()\n';
    const [npm, call] = parseScript(script, 'python').commands;
    expect(npm).toMatchObject({ function: 'f', conditional: true, line: 3 });
    expect(npm?.loops.map(({ variable, items }) => [variable, items?.map(showWord)])).toEqual([['d', ['a', 'b']]]);
    expect(call).toMatchObject({ words: [[{ kind: 'text', text: 'f' }]], function: null, conditional: true });
  });

  it('takes a decorated function for one that a framework calls', () => {
    const { commands } = parseScript('@nox.session\ndef f(session):\n  session.run("a", "b")\n', 'python');
    expect(commands.map((command) => command.function)).toEqual([null]);
  });
});

describe('processes that JavaScript starts', () => {
  it.each([
    ['await $`npm publish ${dir} --tag ${tag}`', ['npm · publish · <$dir> · --tag · <$tag>']],
    ['await $({ cwd: d })`a b`', ['a · b']],
    ["execSync('npm publish', { env: { ...process.env, A: 'b' } })", ['+A=b | npm · publish']],
    ["await exec.exec('npm', ['publish', `--tag=${x}`])", ['npm · publish · --tag=<$x>']],
    ["spawn.sync('a', ['b', ...rest])", ['a · b · <=rest>']],
    ["new Deno.Command('npm', { args: ['publish'] })", ['npm · publish']],
    ["execa('npm publish')", ['npm · publish']],
    ["Bun.spawn(['npm', 'publish'])", ['npm · publish']],
    ['execSync(`a && b | c`)', ['a', 'b', 'c']],
    ["process.env.X = '1'", ['+X=1 |']],
    ['const cmd: string = `npm ${x}`; execSync(cmd)', ['cmd=npm <$x> |', '<$cmd>']],
    ["console.log('npm publish')", []],
  ])('%s', (script, expected) => {
    expect(show(script, 'javascript')).toEqual(expected);
  });

  it('knows functions by the name they are given', () => {
    const script = "const f = async () => { if (a) spawnSync('x', []) }\nf()";
    expect(
      parseScript(script, 'javascript').commands.map((command) => [command.function, command.conditional]),
    ).toEqual([
      ['f', true],
      [null, false],
    ]);
  });
});
