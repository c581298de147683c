import type { ScenarioFile, ScenarioRepository } from '../../src/sandbox/scenario.ts';

/** A repository to count requests on, under any name. */
export interface BenchRepository {
  readonly name: string;
  /** Counted requests that read, for the first audit. */
  readonly goal: string;
  scenario(name: string): ScenarioRepository;
}

const workflow = (command: string) => `name: release
on: { push: { tags: ['v*'] } }
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: npm
    steps:
      - uses: actions/checkout@v4
      - run: ${command}
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;

/** One package, one workflow, no release yet. */
export const aSmallRepository: BenchRepository = {
  name: 'small',
  goal: '4',
  scenario: (name) => ({
    name,
    commits: [
      {
        files: {
          'package.json': `{ "name": "${name}", "version": "1.0.0" }\n`,
          'README.md': `# ${name}\n`,
          '.github/workflows/release.yml': workflow('npm publish'),
        },
      },
    ],
  }),
};

/** A monorepo with 50,000 files, releases, signed tags and environments. */
export const aLargeRepository: BenchRepository = {
  name: 'large',
  goal: '12',
  scenario: (name) => ({
    name,
    commits: [{ files: monorepo(200, 248) }],
    environments: [{ name: 'npm', reviewers: ['ada'] }, { name: 'docs' }],
    tags: Array.from({ length: 10 }, (_, index) => ({ name: `v1.${index}.0`, annotated: true, verified: true })),
    releases: Array.from({ length: 5 }, (_, index) => ({ tag: `v1.${index}.0` })),
    rulesets: [{ name: 'tags', target: 'tag', include: ['refs/tags/v*'], rules: ['update', 'deletion'] }],
  }),
};

function monorepo(packages: number, sources: number): Record<string, ScenarioFile> {
  const files: Record<string, ScenarioFile> = {
    'package.json': '{ "name": "mono", "private": true, "workspaces": ["packages/*"] }\n',
    '.github/workflows/release.yml': workflow('./scripts/release.sh'),
    'scripts/release.sh': '#!/bin/sh\nset -e\nnpm ci --ignore-scripts\nnpm publish --workspaces\n',
  };
  for (let index = 0; index < packages; index += 1) {
    const folder = `packages/p${index}`;
    files[`${folder}/package.json`] = `{ "name": "@bench/p${index}", "version": "1.0.0" }\n`;
    for (let number = 0; number < sources; number += 1)
      files[`${folder}/src/${number % 10}/${number}.ts`] = `export const answer = ${number};\n`;
  }
  return files;
}
