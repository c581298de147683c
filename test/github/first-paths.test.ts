import { describe, expect, it } from 'vitest';
import { firstPaths } from '../../src/github/first-paths.ts';

describe('the files to fetch first', () => {
  it('are those that tell how a project publishes', () => {
    const wanted = [
      '.github/CODEOWNERS',
      '.github/actions/build/action.yml',
      '.github/workflows/release.yml',
      '.npmrc',
      'Cargo.toml',
      'Makefile',
      'coin.gemspec',
      'go.mod',
      'package.json',
      'packages/a/package.json',
      'scripts/release.mjs',
      'src/Coin/Coin.csproj',
      'tools/publish.sh',
    ];
    const others = [
      '.github/workflows/README.md',
      'README.md',
      'node_modules/a/package.json',
      'src/index.ts',
      'src/main.rs',
    ];
    expect(firstPaths([...others, ...wanted].sort())).toEqual(wanted.sort());
  });

  it('of many are the least deep', () => {
    const deep = Array.from({ length: 5_000 }, (_, n) => `packages/group/p${n}/package.json`);
    const first = firstPaths(['package.json', 'packages/package.json', ...deep]);
    expect(first).toHaveLength(150);
    expect(first.filter((path) => !path.includes('group'))).toEqual(['package.json', 'packages/package.json']);
  });

  it('are never many, whatever the repository holds', () => {
    const names = ['package.json', 'x.csproj', 'a.sh', '.npmrc', 'Cargo.toml', 'build.gradle', 'action.yml', 'main.go'];
    const paths = Array.from({ length: 6_000 }, (_, n) => names.map((name) => `f${n}/${name}`)).flat();
    expect(firstPaths(paths).length).toBeLessThanOrEqual(1_400);
  });
});
