import { writeSync } from 'node:fs';
import type { FuzzMessage, FuzzRange } from './fuzz-child.ts';

const say = (message: FuzzMessage): void => {
  writeSync(1, `${JSON.stringify(message)}\n`);
};

const kept: Buffer[] = [];

/**
 * A child that misbehaves, to prove whoever watches: input 1 dies, input 2 hangs, input 3 fills the heap,
 * input 5 takes memory outside of the heap and gives it back, each after it keeps a little for ever.
 */
export async function runBadRange(range: FuzzRange): Promise<void> {
  const heldKib: number[] = [];
  for (let number = range.from; number < range.to; number += 1) {
    const about = { target: 'table', file: 'bad', steps: ['on purpose'] };
    say({ begin: number, ...about });
    if (number === 1) process.kill(process.pid, 'SIGKILL');
    if (number === 2) for (;;) Math.random();
    const held: string[][] = [];
    while (number === 3) held.push(Array.from({ length: 1000 }, String));
    if (number === 5) Buffer.alloc(600 * 1024 * 1024, 'x');
    if (number > 5) kept.push(Buffer.alloc(1024 * 1024, 'x'));
    heldKib.push(Math.round((process.memoryUsage().heapUsed + process.memoryUsage().external) / 1024));
    const peakRssKib = process.resourceUsage().maxRSS;
    say({ number, ...about, outcome: 'value', milliseconds: held.length, finding: undefined, peakRssKib });
  }
  say({ done: true, peakRssKib: process.resourceUsage().maxRSS, heldKib });
  await Promise.resolve();
}
