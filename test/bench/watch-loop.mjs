/**
 * Loaded into the measured command line (`--import`): writes the phases that it went through, with the longest time in
 * each in which it answered nobody, to the fifth output at its end, as JSON; and how much processor time its own thread
 * spent in one piece, which tells the same of a machine that has other things to do as well.
 */
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const OUTPUT = 4;
const TICK_MS = 10;

if (isMainThread) {
  const phases = [];
  const now = () => {
    const { user, system } = process.cpuUsage();
    return { wallMs: performance.now(), cpuMs: (user + system) / 1000 };
  };
  let entered = { name: 'start', ...now() };
  const moment = () => {
    const { user, system } = process.threadCpuUsage();
    return { wallMs: performance.now(), ownCpuMs: (user + system) / 1000 };
  };
  let answered = moment();
  let widest = { gapMs: 0, workMs: 0 };
  /** A gap that reaches over the end of a phase counts in both of them. */
  const look = () => {
    const at = moment();
    widest.gapMs = Math.max(widest.gapMs, Math.round(at.wallMs - answered.wallMs - TICK_MS));
    widest.workMs = Math.max(widest.workMs, Math.round(at.ownCpuMs - answered.ownCpuMs));
    return at;
  };
  globalThis
    .setInterval(() => {
      answered = look();
    }, TICK_MS)
    .unref();
  const enter = (name) => {
    look();
    const at = now();
    const last = phases.find((phase) => phase.name === entered.name);
    const spent = { wallMs: at.wallMs - entered.wallMs, cpuMs: at.cpuMs - entered.cpuMs };
    if (last === undefined) phases.push({ name: entered.name, ...spent, widest });
    else {
      last.wallMs += spent.wallMs;
      last.cpuMs += spent.cpuMs;
      last.widest.gapMs = Math.max(last.widest.gapMs, widest.gapMs);
      last.widest.workMs = Math.max(last.widest.workMs, widest.workMs);
    }
    entered = { name, ...at };
    widest = { gapMs: 0, workMs: 0 };
  };
  subscribe('tieout:phase', enter);
  process.on('exit', () => {
    enter('');
    writeSync(OUTPUT, JSON.stringify(phases));
  });
}
