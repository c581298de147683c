/** Mutation testing of what Mintmark judges by: `npm run mutation` (docs/mutation.md) says which files. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.mts', related: false },
  coverageAnalysis: 'perTest',
  // Tables of data are read once, before any test starts: they would have to be tried with all tests each.
  ignoreStatic: true,
  // Words that people read are no verdicts.
  mutator: { excludedMutations: ['StringLiteral'] },
  // Stryker asks TypeScript to read this file, and TypeScript 7 has no interface for that. No mutant is compiled, so there need not be one.
  tsconfigFile: 'no-such-tsconfig.json',
  ignorePatterns: ['.mintmark', 'coverage', 'dist', 'docs/pictures', 'package'],
  tempDirName: '.mutation/sandbox',
  reporters: ['html', 'progress-append-only'],
  htmlReporter: { fileName: '.mutation/report.html' },
  timeoutMS: 10_000,
};
