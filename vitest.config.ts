import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/support/summary-reporter.ts';

// Some tests kill processes and wait for others: on a busy machine one of them may need a second try.
const common = { testTimeout: 60_000, hookTimeout: 120_000, retry: process.env.CI === undefined ? 0 : 1 };

export default defineConfig({
  test: {
    reporters: ['default', new SummaryReporter()],
    projects: [
      {
        test: {
          ...common,
          name: 'code',
          include: ['test/{unit,integration,contract}/**/*.test.ts'],
        },
      },
      {
        // The built command line, as a user starts it: built once before the first of these.
        test: {
          ...common,
          name: 'cli',
          include: ['test/cli/**/*.test.ts'],
          globalSetup: ['test/support/build-once.ts'],
        },
      },
    ],
  },
});
