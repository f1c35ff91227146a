/** Loaded with --import before a measured program: writes its peak memory (KiB) to the file in TIEOUT_BENCH_PEAK. */
import { writeFileSync } from 'node:fs';

const target = process.env.TIEOUT_BENCH_PEAK;
if (target !== undefined) {
  process.on('exit', () => {
    writeFileSync(target, String(process.resourceUsage().maxRSS));
  });
}
