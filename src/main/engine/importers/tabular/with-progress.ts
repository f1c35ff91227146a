import type { JobContext, JobPhase } from '#engine/jobs/job-context.ts';

/** Progress is told once in so many bytes: often enough to be seen, rarely enough to cost nothing. */
const REPORT_BYTES = 1024 * 1024;

/** Passes chunks on, checks for cancellation before each one, and reports how many bytes went by. */
export async function* withProgress(
  chunks: AsyncIterable<Buffer>,
  total: number,
  phase: JobPhase,
  context: JobContext,
): AsyncIterable<Buffer> {
  let done = 0;
  let reported = 0;
  for await (const chunk of chunks) {
    await context.checkpoint();
    done += chunk.length;
    if (done - reported >= REPORT_BYTES || done === total) {
      context.report({ phase, done, total, unit: 'bytes' });
      reported = done;
    }
    yield chunk;
  }
}
