import { describe, expect, it } from 'vitest';
import { ask, runs } from './ask.ts';

const justfile = (...lines: string[]) => ({ justfile: `${lines.join('\n')}\n` });

describe('just', () => {
  it.each([
    [
      'the first recipe by default',
      justfile('a:', '  cargo publish', 'b:', '  x'),
      'just',
      ['justfile:2 cargo publish'],
    ],
    [
      'what it needs and what follows',
      justfile('a: b && c', '  a', 'b:', '  b', 'c:', '  c'),
      'just a',
      ['justfile:4 b', 'justfile:2 a', 'justfile:6 c'],
    ],
    ['a cycle', justfile('a: b', '  a', 'b: a', '  b'), 'just a', ['justfile:4 b', 'justfile:2 a']],
    ['marks and comments', justfile('a:', '  @x', '  # y', '  -z'), 'just a', ['justfile:2 x\n\nz']],
    [
      'a folder that one line enters',
      justfile('a:', '  cd n && x', '  y'),
      'just a',
      ['justfile:2 cd n && x', 'justfile:3 y'],
    ],
    ['an alias', justfile('alias p := publish', 'publish:', '  x'), 'just p', ['justfile:3 x']],
    ['parameters', justfile("a v kind='patch':", '  x {{v}} {{kind}}'), 'just a 1', ['justfile:2 x 1 patch']],
    [
      'a list of parameters',
      justfile('a *flags:', '  x {{flags}}'),
      'just a --one --two',
      ['justfile:2 x --one --two'],
    ],
    ['a hidden parameter', justfile('a v w:', '  x {{v}} {{w}}'), 'just a 1 ?', ['justfile:2 x 1 ${2}']],
    ['several recipes', justfile('a v:', '  x {{v}}', 'b:', '  y'), 'just a 1 b', ['justfile:2 x 1', 'justfile:4 y']],
    [
      'what a dependency is handed',
      justfile('a v: (b v "z" + v)', 'b x y:', '  b {{x}} {{y}}'),
      'just a 1',
      ['justfile:3 b 1 z1'],
    ],
    ['variables', justfile('v := "1" + w', "w := '.2'", 'a:', '  x {{v}}'), 'just a', ['justfile:4 x 1.2']],
    ['an override', justfile('v := "1"', 'a:', '  x {{v}}'), 'just v=2 a', ['justfile:3 x 2']],
    ['a variable of itself', justfile('v := v', 'a:', '  x {{v}}'), 'just a', ['justfile:3 x $(:)']],
    [
      'conditions',
      justfile('d := "1"', 'a:', '  x {{ if d == "1" { "--dry-run" } else { "" } }}'),
      'just a',
      ['justfile:3 x --dry-run'],
    ],
    [
      'the environment',
      justfile('a:', '  x {{ env("TOKEN") }} {{ env_var_or_default("D", "z") }}'),
      'just a',
      ['justfile:2 x ${TOKEN} z'],
    ],
    ['a command', justfile('v := `git describe`', 'a:', '  x {{v}}'), 'just a', ['justfile:3 x $(git describe)']],
    ['escaped braces', justfile('a:', '  x {{{{y}}'), 'just a', ['justfile:2 x {{y}}']],
    ['a dry run', justfile('a:', '  x'), 'just --dry-run a', []],
    ['a hidden recipe', justfile('a:', '  x'), 'just ?', []],
  ] as const)('%s', (_, tree, line, expected) => {
    expect(runs(tree, line)).toEqual(expected);
  });

  it('keeps a script with an interpreter whole', () => {
    const tree = justfile(
      'a:',
      '  #!/usr/bin/env python3',
      '  import os',
      '  os.chdir("x")',
      '',
      "[script('node')]",
      'b:',
      '  cd()',
    );
    expect(ask(tree, 'just a')[0]).toMatchObject({
      line: 2,
      dialect: 'python',
      text: '#!/usr/bin/env python3\nimport os\nos.chdir("x")\n',
    });
    expect(ask(tree, 'just b')[0]).toMatchObject({ line: 8, dialect: 'javascript' });
  });

  it('sets what is exported', () => {
    const tree = justfile('export A := "1"', 'B := "2"', 'a $C="3" D="4":', '  x');
    expect(ask(tree, 'just a')[0]?.environment).toEqual(
      new Map([
        ['A', '1'],
        ['C', '3'],
      ]),
    );
  });

  it('reads imports and modules, and runs where their files stand', () => {
    const tree = {
      '.justfile': "import 'more.just'\nmod rel 'ci/rel.just'\nmod docs\n",
      'more.just': 'a:\n  x\n',
      'ci/rel.just': 'publish:\n  y\n',
      'docs/justfile': 'default:\n  z\n',
    };
    expect(runs(tree, 'just a')).toEqual(['more.just:2 x']);
    expect(ask(tree, 'just rel publish')[0]).toMatchObject({ path: 'ci/rel.just', directory: 'ci' });
    expect(ask(tree, 'just rel::publish')[0]).toMatchObject({ path: 'ci/rel.just' });
    expect(ask(tree, 'just docs')[0]).toMatchObject({ path: 'docs/justfile', directory: 'docs' });
  });

  it('is found from a folder below, and runs above unless told not to', () => {
    const tree = justfile('a:', '  x', '[no-cd]', 'b:', '  y');
    expect(ask(tree, 'just a', { directory: 'sub/deep' })[0]?.directory).toBe('');
    expect(ask(tree, 'just b', { directory: 'sub/deep' })[0]?.directory).toBe('sub/deep');
  });
});
