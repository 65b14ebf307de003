import { defineConfig } from 'vitest/config';

/** Where .ci/run wants the results beside the printed ones. */
const outputFile = process.env.PLIMSOLL_TEST_RESULTS;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    maxWorkers: '100%',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: outputFile === undefined ? ['default'] : ['default', ['json', { outputFile }]],
  },
});
