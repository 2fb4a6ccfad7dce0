import { defineConfig } from 'vitest/config';

/** Tests that put something in the place of a module, which others must not meet. */
const APART = ['tests/unit/comparisons.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['tests/support/build.ts'],
    // Most tests wait for processes and servers: with as many workers as cores, a fifth of two cores would be idle.
    maxWorkers: 3,
    projects: [
      // To load the sources anew for each file takes a tenth of the time of all tests.
      { extends: true, test: { name: 'together', include: ['tests/**/*.test.ts'], exclude: APART, isolate: false } },
      { extends: true, test: { name: 'apart', include: APART } },
    ],
    // Tests start processes and databases; a slow machine must not fail them.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
