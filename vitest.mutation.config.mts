import { defineConfig } from 'vitest/config';

/** Tests that loop for seconds: each mutant would have to wait for them. */
const looping = [
  '**/*.deep',
  'controls/registry-controls',
  'ledger/future-dates',
  'ledger/**/*properties',
  'publishing/bounds',
  'publishing/followers/hostile',
];

/** The tests that mutants are tried with: of the folders that are mutated, without a database, a browser or a process. */
export default defineConfig({
  test: {
    include: ['test/{controls,ledger,publishing}/**/*.test.ts'],
    exclude: looping.map((name) => `test/${name}.test.ts`),
    pool: 'threads',
    isolate: false,
    testTimeout: 60_000,
  },
});
