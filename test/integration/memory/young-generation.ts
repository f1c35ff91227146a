import { setImmediate as yieldTurn } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import { keepHeapModest, releaseHeap } from '#engine/modest-heap.ts';

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;

/** Work whose objects live for a while, with the event loop in between. Gives how much it held. */
async function work(blocks: number): Promise<number> {
  const held: object[][] = [];
  for (let block = 0; block < blocks; block += 1) {
    held.push(Array.from({ length: 2000 }, (_, index) => ({ index, text: `${block}:${index}` })));
    await yieldTurn();
  }
  return held.length;
}

/** Prints how large the young generation is after work and a release of the heap, and after work again (bytes). */
export async function measureYoungGeneration(): Promise<void> {
  keepHeapModest();
  await work(1500);
  releaseHeap();
  const released = youngBytes();
  await work(1500);
  console.log(JSON.stringify({ released, after: youngBytes() }));
}
