import type { Scenario, ScenarioCommit, ScenarioRepository } from '../../src/sandbox/scenario.ts';

/** A workflow that publishes to npm with a long-lived token. */
export const tokenWorkflow = `name: release
on: { push: { tags: ['v*'] } }
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;

/** A repository that has something to put right. */
export function pressOf(name: string, more: Partial<ScenarioRepository> = {}): ScenarioRepository {
  return {
    name,
    commits: [
      {
        files: {
          'package.json': `{ "name": "${name}", "version": "1.0.0" }\n`,
          '.github/workflows/release.yml': tokenWorkflow,
        },
      },
    ],
    ...more,
  };
}

/**
 * One organisation, the app not installed yet. The ids of each are others, since octokit shares the requests for tokens
 * that are under way by the installation's id, among all apps of a process: tests run together.
 */
export function organisation(repositories: readonly ScenarioRepository[], login = 'octo'): Scenario {
  const others = Array.from({ length: (made += 1) }, (_, index) => `user-${index}`);
  return { organisations: [{ login, members: ['ada'], installation: null, repositories }], users: ['eve', ...others] };
}

let made = 0;

/** A change that publishes nothing. */
export function words(text: string): ScenarioCommit {
  return { files: { 'README.md': `${text}\n` } };
}

/** A change with so many new ways to publish that its annotations take several requests. */
export const manyWorkflows: ScenarioCommit = {
  files: Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `.github/workflows/release-${String(index).padStart(2, '0')}.yml`,
      tokenWorkflow,
    ]),
  ),
};

/** A change after which the workflow publishes nothing any more. */
export const withoutPublishing: ScenarioCommit = { files: { '.github/workflows/release.yml': null } };
