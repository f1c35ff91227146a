/**
 * Loaded into the measured command line (`--import`): writes its widest event-loop gap and the phases that it went through
 * to the fifth output at its end, as JSON.
 */
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const OUTPUT = 4;
const RESOLUTION_MS = 10;

if (isMainThread) {
  const gaps = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  gaps.enable();
  const phases = [];
  const now = () => {
    const { user, system } = process.cpuUsage();
    return { wallMs: performance.now(), cpuMs: (user + system) / 1000 };
  };
  let entered = { name: 'start', ...now() };
  const enter = (name) => {
    const at = now();
    const last = phases.find((phase) => phase.name === entered.name);
    const spent = { wallMs: at.wallMs - entered.wallMs, cpuMs: at.cpuMs - entered.cpuMs };
    if (last === undefined) phases.push({ name: entered.name, ...spent });
    else {
      last.wallMs += spent.wallMs;
      last.cpuMs += spent.cpuMs;
    }
    entered = { name, ...at };
  };
  subscribe('tieout:phase', enter);
  process.on('exit', () => {
    enter('');
    const widestGapMs = Math.round(gaps.max / 1e6);
    writeSync(OUTPUT, JSON.stringify({ widestGapMs, phases: phases.length > 1 ? phases : [] }));
  });
}
