import type { FullResult, Reporter, TestCase } from 'playwright/types/testReporter';
import { keepCounts } from './test-counts.ts';

/** Prints the reason of each skipped test once, and a last line as the other tests have it: `12 passed, 0 failed, 1 skipped`. */
export class E2eSummaryReporter implements Reporter {
  readonly #tests = new Set<TestCase>();

  onTestEnd(test: TestCase): void {
    this.#tests.add(test);
  }

  onEnd(result: FullResult): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const reasons = new Map<string, number>();
    for (const test of this.#tests) {
      const outcome = test.outcome();
      if (outcome === 'skipped') {
        counts.skipped += 1;
        const reason = test.annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given';
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      } else if (outcome === 'unexpected') counts.failed += 1;
      else counts.passed += 1;
    }
    if (result.status !== 'passed' && counts.failed === 0) counts.failed = 1;
    keepCounts(counts);
    for (const [reason, times] of reasons) process.stdout.write(`Skipped ${times} tests: ${reason}\n`);
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}

// Playwright loads a reporter by its file.
export { E2eSummaryReporter as default };
