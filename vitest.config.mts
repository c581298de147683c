import { defineConfig } from 'vitest/config';
import { plainSummary } from './scripts/plain-summary.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/store/postgres-server.ts'],
    // Opening the embedded database takes seconds on a busy machine.
    hookTimeout: 60_000,
    // Some tests start processes, and a busy machine takes its time for that.
    testTimeout: 60_000,
    reporters: process.env['CI'] === undefined ? ['default'] : ['default', plainSummary],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
  },
});
