import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { plainSummary } from './scripts/plain-summary.ts';

/** Files that replace what their whole process uses, such as its clock or its way to the network, have one of their own. */
const replacing = /from 'nock'|\bvi\.(?:doMock|mock|spyOn|stub|use)/;
const alone = globSync('test/**/*.test.ts', { cwd: import.meta.dirname }).filter((path) =>
  replacing.test(readFileSync(join(import.meta.dirname, path), 'utf8')),
);

const common = {
  // The app as a process of its own starts in half the time where its code is compiled.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
  // Opening the embedded database takes seconds on a busy machine.
  hookTimeout: 60_000,
  // Some tests start processes, and a busy machine takes its time for that.
  testTimeout: 60_000,
};

export default defineConfig({
  test: {
    // One more than there are cores: many tests wait for a database. Left to itself, vitest leaves a core to others.
    maxWorkers: availableParallelism() + 1,
    globalSetup: ['test/store/postgres-server.ts'],
    reporters: process.env['CI'] === undefined ? ['default'] : ['default', plainSummary],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
    projects: [
      // Modules keep no state that tests could see, so files share them: half of a run was loading them anew.
      { test: { ...common, name: 'shared', include: ['test/**/*.test.ts'], exclude: alone, isolate: false } },
      { test: { ...common, name: 'alone', include: alone } },
    ],
  },
});
