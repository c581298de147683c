import { expect, test } from 'vitest';
import { auditRepository, auditWithFixes } from '../../src/audit/audit.ts';
import type { Pins } from '../../src/fixes/pins.ts';
import { tryFixes } from '../../src/fixes/try-fix.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { commit, idToken, manifest, npm, path, publish } from './fix-case.ts';
import { jobCases } from './fix-cases-job.ts';
import { releaseCases } from './fix-cases-release.ts';
import { workflowOf } from './publishing-fixtures.ts';

const npmHost = ['//registry.npm', 'js.org/'].join('');

const pins: Pins = new Map(
  ['actions/checkout@v6', 'vendor/flows@v1', 'dtolnay/rust-toolchain@stable'].map((key) => [
    key,
    { commit, version: 'v6.0.1' },
  ]),
);

function inputOf(files: Readonly<Record<string, string>>) {
  return {
    files: memoryFiles(files),
    subject: { repository: 'octo/demo', ref: 'refs/heads/main', commit: null },
    policy: defaultPolicy,
    today: '2026-06-01',
  };
}

test.each([...jobCases, ...releaseCases])(
  '$control: $what',
  async ({ control, files, safety, after, path: changed = path }) => {
    const input = inputOf(files);
    const { findings } = await auditRepository(input);
    const wanted = findings.filter((finding) => finding.control === control).map(({ fingerprint }) => fingerprint);
    const { outcomes } = await tryFixes({ ...input, pins }, wanted);
    const told = outcomes.map((outcome) => (outcome.state === 'clean' ? 'clean' : `${outcome.why}: ${outcome.detail}`));
    expect(new Set(told)).toEqual(new Set(['clean']));
    const texts = outcomes.flatMap((outcome) => (outcome.state === 'clean' ? [outcome.offer] : []));
    expect(texts.map((offer) => offer.safety)).toContain(safety);
    expect(
      texts.flatMap((offer) => offer.files.flatMap((file) => (file.path === changed ? [file.after] : []))).join('\n'),
    ).toContain(after);
  },
);

test.each([
  ['an image', npm([publish], [...idToken, 'container: node:24']), 'publish-pins'],
  [
    'a workflow that is built as a matrix',
    npm(['- run: npm run build', publish], [...idToken, 'strategy:', '  matrix:', '    os: [a, b]']),
    'publish-permissions',
  ],
  [
    'a package with a script of its own before publishing',
    npm(['- run: npm run build', publish], idToken, {
      'package.json': manifest(', "scripts": { "prepublishOnly": "tsc" }'),
    }),
    'publish-permissions',
  ],
  ['a version that nobody tells', npm(['- run: pip install build', publish]), 'publish-install'],
  ['npm install without a lock file', npm(['- run: npm install', publish]), 'publish-install'],
  ['an action that installs as well', npm(['- uses: bahmutov/npm-install@v1', publish]), 'publish-cache'],
  [
    'a token that a script reads by name',
    npm([
      `- run: echo "${npmHost}:_authToken=$NPM_TOKEN" > .npmrc`,
      '- run: npm publish',
      '  env:',
      '    NPM_TOKEN: ${{ secrets.NPM_TOKEN }}',
    ]),
    'leftover-token',
  ],
  [
    'a build beside the publishing step',
    npm(
      ['- run: npm run build', publish, '  env:', '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}'],
      ['permissions:', '  contents: read'],
    ),
    'trusted-publishing',
  ],
  [
    'metadata in a condition',
    {
      'demo.gemspec':
        "Gem::Specification.new do |s|\n  s.name = 'demo'\n  s.version = '1.0.0'\n  if ENV['X']\n    s.metadata['a'] = 'b'\n  end\nend\n",
      [path]: workflowOf(['- uses: rubygems/release-gem@v1'], idToken),
    },
    'registry-two-factor',
  ],
])('no edit is offered for %s', async (_what, files, control) => {
  const { findings, fixes } = await auditBoth(files);
  const found = findings.filter((finding) => finding.control === control);
  expect(found.length).toBeGreaterThan(0);
  expect(found.some(({ fingerprint }) => !fixes.has(fingerprint))).toBe(true);
});

async function auditBoth(files: Readonly<Record<string, string>>) {
  const { report, fixes } = await auditWithFixes(inputOf(files));
  return { findings: report.findings, fixes };
}

test('what has to be known elsewhere first is said, and nothing that comes later', async () => {
  const { fixes } = await auditBoth(
    npm([publish, '  env:', '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}'], ['permissions:', '  contents: read']),
  );
  const first = [...fixes.values()].flatMap((fix) =>
    fix.title.startsWith('Publish to npm with OIDC') ? fix.first : [],
  );
  expect(first.join('\n')).toContain('npmjs.com');
  expect(first.join('\n')).not.toContain('id-token');
  expect(first.join('\n')).not.toContain('Only then');
});
