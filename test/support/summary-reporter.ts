import { keepCounts } from './test-counts.ts';
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

/** Prints a last line that any script can read: `12 passed, 0 failed, 1 skipped`. A run that could not start counts as failed. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === 'pending' ? 'skipped' : state] += 1;
      }
      // A file that fails before its tests are known has none to count.
      if (module.errors().length > 0) counts.failed += 1;
    }
    counts.failed += unhandledErrors.length;
    if (reason === 'failed' && counts.failed === 0) counts.failed = 1;
    keepCounts(counts);
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}
