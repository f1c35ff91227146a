/** Loaded into the measured command line (`--import`): writes its widest event-loop gap (ms) to the fifth output at its end. */
import { writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const OUTPUT = 4;
const RESOLUTION_MS = 10;

if (isMainThread) {
  const gaps = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  gaps.enable();
  process.on('exit', () => {
    writeSync(OUTPUT, String(Math.round(gaps.max / 1e6)));
  });
}
