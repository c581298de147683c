import type { Reporter } from 'vitest/node';

/** Ends a run with `Tests: 12 passed, 0 failed`, which scripts that know no vitest can read. */
export const plainSummary: Reporter = {
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: 'passed' | 'failed' | 'skipped') =>
      tests.filter((test) => test.result().state === state).length;
    // A file that could not be loaded holds no tests and has failed all the same.
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    const skipped = count('skipped');
    console.log(
      `Tests: ${count('passed')} passed, ${count('failed') + broken} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`,
    );
  },
};
