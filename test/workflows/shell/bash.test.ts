import { beforeAll, describe, expect, it } from 'vitest';
import { loadShells, parseScript } from '../../../src/workflows/shell/index.ts';
import { show, structure } from './show-commands.ts';

beforeAll(() => loadShells());

describe('words of bash', () => {
  it.each([
    ['npm publish --access public', ['npm · publish · --access · public']],
    [`a "b c" 'd "e"' f\\ g`, ['a · b c · d "e" · f g']],
    [`a 'x'"y"z`, ['a · xyz']],
    [`a '' ""`, ["a · '' · ''"]],
    [`a $'x\\ty\\x41\\n'`, ['a · x\tyA\n']],
    [`a "q \\" \\$X \\n"`, ['a · q " $X \\n']],
    ['a b \\\n  c', ['a · b · c']],
    ['a --tag=$TAG-x "v${V}"', ['a · --tag=<$TAG>-x · v<$V>']],
    ['a ${T:-latest} ${U:=x$Y} ${V-} ${W:?no}', ["a · <$T:-latest> · <$U:-x<$Y>> · <$V:-''> · <$W>"]],
    ['a ${REF#refs/tags/} ${N%@*} ${#N} ${A[0]} $((X + 1))', ['a · <=REF> · <=N> · <=N> · <=A> · <=X>']],
    ['a $1 "$@" $?', ['a · <$1> · <$@> · <$?>']],
    ['a `b c` $(d)', ['a · <(`b c`)> · <($(d))>', 'b · c', 'd']],
    ['a <(b)', ['a · <(<(b))>', 'b']],
    ['a --x=1 2 3.4 -5', ['a · --x=1 · 2 · 3.4 · -5']],
    ['a # b c', ['a']],
    ['# npm publish', []],
    ['$CMD publish', ['<$CMD> · publish']],
    ['a " x $Y z "', ['a ·  x <$Y> z ']],
    ['a $HOME/b~ ~/c', ['a · <$HOME>/b~ · ~/c']],
  ])('%s', (script, expected) => {
    expect(show(script, 'bash')).toEqual(expected);
  });
});

describe('expressions of GitHub in bash', () => {
  it.each([
    ['npm publish --tag ${{ inputs.tag }}', ['npm · publish · --tag · <{inputs.tag}>']],
    ['a "v${{ x }}-${{ y }}" \'${{z}}\'', ['a · v<{x}>-<{y}> · <{z}>']],
    ['${{ x }} publish', ['<{x}> · publish']],
    ['a $FOO${{ x }}b', ['a · <$FOO><{x}>b']],
    ['a ${X:-${{ y }}}', ['a · <$X:-<{y}>>']],
    ["a ${{ format('}}', b) }}", ["a · <{format('}}', b)}>"]],
    ['a MINT0Q0_ ${{ x }}', ['a · MINT0Q0_ · <{x}>']],
    ['A=${{ x }} B${{ y }}=c d', ['+A=<{x}> | +B${{ y }}=c | d']],
    ['cat <<EOF\na ${{ x }} $Y\nEOF', ['cat << a <{x}> <$Y>\n']],
  ])('%s', (script, expected) => {
    expect(show(script, 'bash')).toEqual(expected);
  });

  it('counts the lines of an expression that spans several', () => {
    const { commands } = parseScript('a ${{ x\n  || y\n}} b\nc', 'bash');
    expect(commands.map(({ line, endLine }) => [line, endLine])).toEqual([
      [0, 2],
      [3, 3],
    ]);
  });
});

describe('assignments of bash', () => {
  it.each([
    ['X=1 npm publish', ['+X=1 | npm · publish']],
    ['X=1; Y="a b"', ['X=1 |', 'Y=a b |']],
    ['X=1 Y=2', ['X=1 | Y=2 |']],
    ['X=$(git tag)', ['X=<($(git tag))> |', 'git · tag']],
    ['X+=b', ['X=<$X>b |']],
    ['X=', ["X='' |"]],
    ['export A=1 B', ['+A=1 | +B=<$B> |']],
    ['export "A=b c"', ['+A=b c |']],
    ['declare -x A=1; declare B=2; local C=3; readonly D=4', ['+A=1 |', 'B=2 |', 'C=3 |', 'D=4 |']],
    ['export -n A=1', ['A=1 |']],
    ['declare -f x', ['declare · -f · x']],
    ['unset A', ['unset · A']],
    ['A=(b c)', ['A=<=> |']],
  ])('%s', (script, expected) => {
    expect(show(script, 'bash')).toEqual(expected);
  });
});

describe('redirects of bash', () => {
  it.each([
    ['a > b', ['a > b']],
    ['a 1>> "$B"', ['a >> <$B>']],
    ['a >| b', ['a > b']],
    ['a &> b', ['a > b']],
    ['a 2> b >&2 2>&1', ['a']],
    ['a < b', ['a < b']],
    ['a <<< "$B c"', ['a <<< <$B> c']],
    ['cat <<EOF > f\n//r/:_authToken=${T}\nEOF', ['cat << //r/:_authToken=<$T>\n > f']],
    ["cat > f <<'EOF'\n  $T \\$U `v`\nEOF", ['cat > f <<   $T \\$U `v`\n']],
    ['cat <<-EOF\n\ta\n\t\tb $C\nEOF', ['cat << a\nb <$C>\n']],
    ['cat <<EOF\na\\$b \\\\ $(c)\nEOF', ['cat << a$b \\ <($(c))>\n', 'c']],
    ['cat <<EOF | b && c d\nx\nEOF', ['cat << x\n', 'b', 'c · d']],
    ['{ a; b > c; } >> d', ['a >> d', 'b > c']],
    ['for x in 1; do a; done > b', ['a > b']],
    ['a && b > c', ['a', 'b > c']],
    ['a | b > c', ['a', 'b > c']],
    ['> a', ['> a']],
  ])('%s', (script, expected) => {
    expect(show(script, 'bash')).toEqual(expected);
  });
});

describe('structure of bash', () => {
  it.each([
    ['a && b || c; d', ['a', 'b ?', 'c ?', 'd']],
    ['a; b & c', ['a', 'b', 'c']],
    ['a | b |& c', ['a', 'b <0', 'c <1']],
    ['a "$(b | c)" | d', ['a <($(b | c))>', 'b', 'c <1', 'd <0']],
    ['echo x | { a; b; }', ['echo x', 'a <0', 'b <0']],
    ['{ a; b; } | c', ['a', 'b', 'c <1']],
    ['(cd x && a)', ['cd x', 'a ?']],
    ['if a; then b; elif c; then d; else e; fi', ['a', 'b ?', 'c ?', 'd ?', 'e ?']],
    ['if ! [ -f x ]; then a; fi', ['a ?']],
    ['[[ $X == "$(a)" ]] && b', ['a', 'b ?']],
    ['case $X in a|b) c;; *) d;; esac; e', ['c ?', 'd ?', 'e']],
    ['for p in a "b c" $D *.tgz; do x $p; done', ['x <$p> p:a,b c,<$D>,*.tgz']],
    ['for p in $(ls); do x; done', ['ls', 'x p:?']],
    ['for p; do x; done', ['x p:?']],
    ['for ((i=0; i<3; i++)); do x; done', ['x i:?']],
    ['for a in 1; do for b in 2; do x; done; done', ['x a:1 b:2']],
    ['ls | while read -r p; do x; done', ['ls', 'read -r p <0', 'x <0 p:?']],
    ['until a; do x; done', ['a', 'x :?']],
    ['f() { a; }; f x', ['a f', 'f x']],
    ['function g { a && b; }\ng', ['a g', 'b ? g', 'g']],
    ['f() (a)', ['a f']],
    ['! a', ['a']],
    ['time a b', ['time a b']],
    ['if a; then\n  npm publish\necho b', ['a', 'npm publish', 'echo b']],
  ])('%s', (script, expected) => {
    expect(structure(script, 'bash')).toEqual(expected);
  });

  it('knows the lines of a command, here-document included', () => {
    const { commands } = parseScript('a\n\nb \\\n  c\ncat <<EOF\nx\nEOF\nd', 'bash');
    expect(commands.map(({ line, endLine }) => [line, endLine])).toEqual([
      [0, 0],
      [2, 3],
      [4, 6],
      [7, 7],
    ]);
  });

  it('reads scripts with the line ends of Windows', () => {
    expect(show('a b\r\nc d\r\n', 'bash')).toEqual(['a · b', 'c · d']);
  });

  it('names the lines it could not read, and reads the others', () => {
    const { commands, unread } = parseScript('npm ci\nX=${$Y:-z}\nnpm publish', 'bash');
    expect(unread).toEqual([1]);
    expect(commands.map(({ line }) => line)).toEqual(expect.arrayContaining([0, 2]));
  });
});
