import { defineConfig } from 'playwright/test';

/**
 * The built app, end to end. The same specs run twice: `host` is the stand-in for Electron with Chromium as the
 * window, everywhere; `electron` is Electron itself, where its binary has been fetched.
 */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  // One at a time: some specs measure how smoothly the window paints.
  workers: 1,
  // A machine that is busy with something else must not decide; what fails three times has failed.
  retries: 2,
  reporter: [['list'], ['./test/support/e2e-summary-reporter.ts']],
  projects: [{ name: 'host' }, { name: 'electron' }],
});
