import { describe, expect, it } from 'vitest';
import { indented, jobOf, mapOf, published, publishedOnce, type Tree } from './map-of.ts';

const three: Tree = Object.fromEntries(
  ['a', 'b', 'c'].map((name) => [`packages/${name}/package.json`, `{ "name": "@o/${name}", "version": "1.0.0" }`]),
);

/** The packages that a bash script publishes in a repository with three of them, all steps together. */
async function packagesOf(script: string): Promise<readonly string[]> {
  const { publications } = await mapOf({ ...three, ...jobOf(`- run: |\n${indented(script, 4)}`) });
  return publications.flatMap(({ packages }) => packages);
}

async function count(script: string, shell = 'bash'): Promise<number> {
  return (await published(`- shell: ${shell}\n  run: |\n${indented(script, 4)}`)).length;
}

describe('the folder of a script', () => {
  it.each<[string, string, readonly string[]]>([
    ['cd', 'cd packages/a && npm publish', ['@o/a']],
    ['cd up and down', 'cd packages/a\nnpm publish\ncd ../b\nnpm publish', ['@o/a', '@o/b']],
    ['pushd and popd', 'pushd packages/a\nnpm publish\npopd\ncd packages/c\nnpm publish', ['@o/a', '@o/c']],
    ['cd and cd -', 'cd packages\ncd -\ncd packages/b && npm publish', ['@o/b']],
    ['cd to the workspace', 'cd packages/a\ncd "$GITHUB_WORKSPACE/packages/b"\nnpm publish', ['@o/b']],
    ['two subshells', '(cd packages/a && npm publish)\n(cd packages/b && npm publish)', ['@o/a', '@o/b']],
    ['a flag', 'npm publish --prefix packages/c', ['@o/c']],
    ['an argument', 'npm publish ./packages/b', ['@o/b']],
    ['a workspace flag', 'npm publish -w @o/a --workspace=@o/c', ['@o/a', '@o/c']],
    ['a loop over names', 'for p in a c; do npm publish "packages/$p"; done', ['@o/a', '@o/c']],
    ['a loop with cd', 'for p in a b; do\n  cd "packages/$p"\n  npm publish\n  cd ../..\ndone', ['@o/a', '@o/b']],
    ['a loop with a subshell', 'for p in packages/a packages/b; do (cd $p; npm publish); done', ['@o/a', '@o/b']],
    ['a variable', 'DIR=packages/b\ncd "$DIR" && npm publish', ['@o/b']],
    ['a fallback', 'DIR=\ncd "${DIR:-packages/c}" && npm publish', ['@o/c']],
    ['a branch each', 'if [ -n "$X" ]; then D=packages/a; else D=packages/b; fi\ncd $D\nnpm publish', ['@o/a', '@o/b']],
  ])('is followed through %s', async (_, script, packages) => {
    expect(await packagesOf(script)).toEqual(packages);
  });

  it('stays open in a loop over what is not known', async () => {
    const { publications } = await mapOf({
      ...three,
      ...jobOf('- run: for p in $(cat list); do cd $p; npm publish; done'),
    });
    expect(publications).toMatchObject([{ packages: [], confidence: 'high' }]);
  });
});

describe('the commands of a script', () => {
  it.each([
    ['a function', 'push() { npm publish; }\npush'],
    ['a function with arguments', 'push() { npm "$1" --tag "$2"; }\npush publish next'],
    ['a function with all its arguments', 'push() { npm "$@"; }\npush publish --tag next'],
    ['a function that is called by another', 'a() { npm publish; }\nb() { a; }\nb'],
    ['flags in a variable', 'FLAGS="--access public"\nnpm publish $FLAGS'],
    ['the command in a variable', 'CMD="npm publish"\n$CMD'],
    [
      'the command in a variable that a branch changes',
      'CMD="npm publish"\nif [ "$X" ]; then CMD="npm publish --dry-run"; fi\n$CMD',
    ],
    ['a dry run that only a branch asks for', 'if [ "$X" = 1 ]; then FLAG=--dry-run; fi\nnpm publish $FLAG'],
    ['a dry run that a branch takes back', 'FLAG=--dry-run\nif [ "$X" = 1 ]; then FLAG=; fi\nnpm publish $FLAG'],
    ['one of two programs', 'for pm in npm pnpm; do $pm publish; done'],
    ['a wrapper', 'time sudo -E npx --yes npm@latest publish'],
    ['a string for another shell', "bash -c 'npm publish'"],
    ['a branch', 'if [ "$A" ]; then echo; elif npm publish; then :; fi'],
    ['a pipe', 'npm publish 2>&1 | tee log.txt'],
    ['a substitution', 'OUT=$(npm publish --json)'],
    ['a continued line', 'npm \\\n  publish \\\n  --access public'],
    ['a caught failure', 'npm publish || echo failed'],
  ])('are found in %s', async (_, script) => {
    expect(await count(script)).toBe(1);
  });

  it.each([
    ['what is only said', 'echo "npm publish"\nprintf "npm publish"'],
    ['what is commented out', '# npm publish\n: # npm publish'],
    ['a function that nobody calls', 'push() { npm publish; }'],
    ['a dry run', 'npm publish --dry-run'],
    ['a dry run by a function', 'push() { npm publish "$@"; }\npush --dry-run'],
    ['a dry run by a variable', 'FLAG=--dry-run\nnpm publish $FLAG'],
    ['a text that is written to a file', 'cat > release.sh <<EOF\nnpm publish\nEOF'],
    ['another program of the same words', 'mynpm publish\nnpm run-script something-publish-like\nnpm view publish'],
    ['a pattern that is looked for', 'grep "npm publish" README.md'],
  ])('are not made of %s', async (_, script) => {
    expect(await count(script)).toBe(0);
  });

  it('are read in PowerShell and cmd', async () => {
    expect(await count('$env:NODE_AUTH_TOKEN = "x"\nif ($true) { npm publish }', 'pwsh')).toBe(1);
    expect(await count('# npm publish\nWrite-Output "npm publish"', 'pwsh')).toBe(0);
    expect(await count('set TAG=next\nnpm publish --tag %TAG%', 'cmd')).toBe(1);
    expect(await count('import subprocess\nsubprocess.run(["npm", "publish"])', 'python')).toBe(1);
  });

  it('stand at the line of their step', async () => {
    const publication = await publishedOnce('- run: |\n    set -e\n    npm ci\n    npm publish\n- run: npm test');
    expect(publication.site).toMatchObject({ at: { line: 6 }, step: { index: 0 }, job: { id: 'publish' } });
    expect(publication.site?.trail.map(({ text, when }) => `${when} ${text}`)).toContain('after npm test');
  });
});

describe('the repository’s own scripts', () => {
  const publish = (files: Tree, run: string) => published(`- run: ${run}`, { tree: files });

  it('are followed from package.json, with what is appended', async () => {
    const files = {
      'package.json': '{ "name": "left", "version": "1.0.0", "scripts": { "release": "node build && npm publish" } }',
    };
    expect(await publish(files, 'npm run release')).toMatchObject([
      { via: 'npm run release → npm publish', reaches: ['.github/workflows/release.yml', 'package.json'] },
    ]);
    expect(await publish(files, 'npm run release -- --dry-run')).toEqual([]);
  });

  it('are followed through a Makefile and a shell script', async () => {
    const files = { Makefile: 'push:\n\t./scripts/push.sh next\n', 'scripts/push.sh': 'npm publish --tag "$1"\n' };
    expect(await publish(files, 'make push')).toMatchObject([
      { packages: ['left'], reaches: ['.github/workflows/release.yml', 'Makefile', 'scripts/push.sh'] },
    ]);
    expect(await publish({ 'scripts/push.sh': 'npm publish "$@"\n' }, './scripts/push.sh --dry-run')).toEqual([]);
  });

  it('share variables and functions where they are sourced, and only there', async () => {
    const files = {
      'lib.sh': 'FLAG=--dry-run\npush() {\n  npm publish "$@"\n}\n',
      'deeper.sh': '. ./lib.sh\n',
    };
    const run = (script: string) => published(`- run: |\n${indented(script, 4)}`, { tree: files });
    expect(await run('source ./lib.sh\npush --tag next')).toMatchObject([{ packages: ['left'] }]);
    expect(await run('. deeper.sh\npush')).toHaveLength(1);
    expect(await run('source ./lib.sh\npush "$FLAG"')).toEqual([]);
    expect(await run('source ./lib.sh\nnpm publish $FLAG')).toEqual([]);
    expect(await run('bash ./lib.sh\npush')).toEqual([]);
    expect(await run('bash ./lib.sh\nnpm publish $FLAG')).toHaveLength(1);
  });

  it('leave their folder behind', async () => {
    const files = { ...three, 'go.sh': 'cd packages/a\nnpm publish\n' };
    const steps = '- run: |\n    bash go.sh\n    cd packages/b\n    npm publish';
    const { publications } = await mapOf({ ...files, ...jobOf(steps) });
    expect(publications.flatMap(({ packages }) => packages)).toEqual(['@o/a', '@o/b']);
  });

  it('are guessed at where they are not there and are handed a credential', async () => {
    const [guess] = await published('- run: ./ci/publish.sh\n  env: { NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }');
    expect(guess).toMatchObject({ registry: 'npm', confidence: 'low', auth: 'token', via: 'publish.sh' });
    expect(guess?.reason).toContain('NPM_TOKEN');
    expect(await published('- run: ./ci/publish.sh')).toEqual([]);
    expect(await published('- run: ./ci/build.sh\n  env: { NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }')).toEqual([]);
  });

  it('are guessed at where they are there but cannot be read', async () => {
    const [guess] = await published('- run: php ci/publish.php\n  env: { NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }', {
      tree: { 'ci/publish.php': '<?php run();' },
    });
    expect(guess).toMatchObject({ registry: 'npm', confidence: 'low', via: expect.stringContaining('ci/publish.php') });
    expect(guess?.reason).toContain('cannot be read');
  });
});
