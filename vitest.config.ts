import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/build.ts'],
    // Most tests wait for processes and servers: with one worker less than cores, half of two cores would be idle.
    maxWorkers: 2,
    // Tests start processes and databases; a slow machine must not fail them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
