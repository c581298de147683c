import { expect, it } from 'vitest';
import { auditRepository } from '../../src/audit/audit.ts';
import { controls } from '../../src/controls/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { renderJson } from '../../src/reports/json.ts';
import { renderMarkdown } from '../../src/reports/markdown/markdown.ts';
import { renderSarif } from '../../src/reports/sarif.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { reportSchema } from '../../src/types/report.ts';
import { file, jobOf, npmPackage, type Tree } from '../publishing/map-of.ts';

const tree: Tree = {
  ...npmPackage,
  'Cargo.toml': '[package]\nname = "oxide"\nversion = "1.0.0"\n',
  'composer.json': '{ "name": "octo/left" }',
  ...jobOf(`
    - uses: actions/checkout@v4
    - run: npm publish
      env: { NODE_AUTH_TOKEN: "\${{ secrets.NPM_TOKEN }}" }
    - run: cargo publish --token \${{ secrets.CRATES }}
    - run: npm publish --registry https://npm.pkg.github.com
    - run: docker push octo/left && docker push ghcr.io/octo/left
  `),
  '.github/workflows/again.yml': file(`
    on: { release: { types: [published] }, pull_request_target: {} }
    jobs:
      b: { runs-on: ubuntu-latest, steps: [{ run: npm publish }] }
      a: { runs-on: self-hosted, strategy: { matrix: { x: [2, 1] } }, steps: [{ run: "npm publish --tag \${{ matrix.x }}" }] }
  `),
  '.github/workflows/broken.yml': 'on: push\njobs: [\n',
};

/** The report in every format, from files that are listed in this order. */
async function told(paths: readonly string[]): Promise<readonly string[]> {
  const report = await auditRepository({
    files: memoryFiles(Object.fromEntries(paths.map((path) => [path, tree[path] ?? '']))),
    subject: { repository: 'octo/left', ref: 'refs/heads/main', commit: null },
    policy: defaultPolicy,
    today: '2026-11-22',
  });
  expect(reportSchema.parse(report)).toEqual(report);
  return [renderJson(report), renderSarif(report, controls, '0.0.0'), renderMarkdown(report)];
}

it('gives equal bytes for equal files, in every format', async () => {
  const paths = Object.keys(tree);
  const first = await told(paths);
  expect(await told(paths)).toEqual(first);
  expect(await told(paths.toReversed())).toEqual(first);
});

it('judges by the chosen controls only', async () => {
  const report = await auditRepository({
    files: memoryFiles(tree),
    subject: { repository: null, ref: null, commit: null },
    policy: defaultPolicy,
    controls: ['publish-pins'],
    today: '2026-11-22',
  });
  expect(new Set(report.controls.map(({ id }) => id))).toEqual(new Set(['publish-pins']));
  expect(report.publications.length).toBeGreaterThan(5);
});
