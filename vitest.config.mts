import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { plainSummary } from './scripts/plain-summary.ts';

/** Files that replace what their whole process uses, such as its clock or its way to the network, have one of their own. */
const replacing = /from 'nock'|\bvi\.(?:doMock|mock|spyOn|stub|use)/;
const isAlone = (path: string) => replacing.test(readFileSync(join(import.meta.dirname, path), 'utf8'));

/** Rare circumstances that take their time, apart from what somebody waits for. */
const isDeep = (path: string) => path.endsWith('.deep.test.ts');

/** Which files a mode runs: `npm test`, `npm run test:deep` and `npm run test:long`. */
const modes: Readonly<Record<string, (path: string) => boolean>> = {
  test: (path) => !isDeep(path),
  deep: isDeep,
  long: () => true,
};

const common = {
  // The app as a process of its own starts in half the time where its code is compiled.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
  // Opening the embedded database takes seconds on a busy machine.
  hookTimeout: 60_000,
  // Some tests start processes, and a busy machine takes its time for that.
  testTimeout: 60_000,
};

export default defineConfig(({ mode }) => {
  const files = globSync('test/**/*.test.ts', { cwd: import.meta.dirname }).filter(modes[mode] ?? (() => true));
  return {
    test: {
      // One more than there are cores: many tests wait for a database. Left to itself, vitest leaves a core to others.
      maxWorkers: availableParallelism() + 1,
      globalSetup: ['test/store/postgres-server.ts'],
      reporters: process.env['CI'] === undefined ? ['default'] : ['default', plainSummary],
      coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
      projects: [
        // Modules keep no state that tests could see, so files share them: half of a run was loading them anew.
        { test: { ...common, name: 'shared', include: files.filter((path) => !isAlone(path)), isolate: false } },
        { test: { ...common, name: 'alone', include: files.filter(isAlone) } },
      ],
    },
  };
});
