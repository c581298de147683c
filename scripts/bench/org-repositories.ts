import type { ScenarioFile, ScenarioRepository } from '../../src/sandbox/scenario.ts';

/** What the repositories of an organisation are, of a hundred each. */
export const mix: readonly Kind[] = [
  { name: 'archived', share: 8, make: (name) => ({ archived: true, files: ci(name) }) },
  { name: 'publish with a token', share: 8, make: (name) => ({ files: { ...ci(name), ...publishes(name, 'token') } }) },
  {
    name: 'publish by trusted publishing',
    share: 4,
    make: (name) => ({ files: { ...ci(name), ...publishes(name, 'trusted') } }),
  },
  { name: 'workflows that publish nothing', share: 60, make: (name) => ({ files: ci(name) }) },
  { name: 'no workflow', share: 20, make: (name) => ({ files: { 'README.md': `# ${name}\n` } }) },
];

interface Kind {
  readonly name: string;
  readonly share: number;
  readonly make: (name: string) => { readonly archived?: boolean; readonly files: Files };
}

type Files = Readonly<Record<string, ScenarioFile>>;

/** An organisation of so many repositories, of 5 to 40 files each; the kinds stand mixed. */
export function organisationOf(count: number): readonly ScenarioRepository[] {
  const kinds = mix.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
  return Array.from({ length: count }, (_, index) => {
    const name = `repository-${String(index).padStart(5, '0')}`;
    // 37 and 100 have no divisor in common, so that each kind has its turn
    const kind = kinds[(index * 37) % kinds.length];
    const { files = {}, ...more } = kind?.make(name) ?? {};
    return { name, ...more, commits: [{ files: { ...files, ...sources(name, 4 + ((index * 13) % 30)) } }] };
  });
}

function sources(name: string, count: number): Files {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `src/part-${index}.ts`,
      `export const ${'x'.repeat(index + 1)} = '${name}';\n`,
    ]),
  );
}

function ci(name: string): Files {
  return {
    'README.md': `# ${name}\n`,
    'package.json': `{ "name": "${name}", "version": "1.0.0", "private": true, "scripts": { "test": "node --test" } }\n`,
    '.github/workflows/ci.yml': `name: ci of ${name}
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
      - run: npm ci
      - run: npm test
`,
  };
}

function publishes(name: string, way: 'token' | 'trusted'): Files {
  const rights = way === 'trusted' ? '\n    permissions:\n      id-token: write\n      contents: read' : '';
  const token = way === 'token' ? '\n        env:\n          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}' : '';
  return {
    'package.json': `{ "name": "@bench/${name}", "version": "1.0.0" }\n`,
    '.github/workflows/release.yml': `name: release of ${name}
on: { push: { tags: ['v*'] } }
jobs:
  publish:
    runs-on: ubuntu-latest${rights}
    steps:
      - uses: actions/checkout@v4
      - run: npm publish${token}
`,
  };
}
