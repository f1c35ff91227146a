import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MIB = 1024 * 1024;
/** The young generation grows no further once both its halves together are as large as this. */
const YOUNG_BYTES = 32 * MIB;
const LOOK_EVERY_MS = 20;
/** A heap that is smaller may grow freely: it is soon collected. */
const SMALL_HEAP_BYTES = 48 * MIB;
/** A heap that is smaller is not worth the pause of {@link releaseHeap}. */
const LARGE_HEAP_BYTES = 160 * MIB;
/** By how much of itself (per cent) a heap may grow before it is collected. */
const GROWTH = { small: '--heap-growing-percent=150', large: '--heap-growing-percent=20' };

/**
 * Has V8 collect a heap before it has grown by a fifth, where it would wait until it is several times as large, and
 * keeps its young generation from growing to the limit that it derives from the machine's memory. Measured over a month of a
 * million users: the first takes a third of the memory for a tenth more processor time. While the heap is small it may grow
 * by more: collecting often costs most then, and saves least.
 *
 * The young generation is looked at for as long as the process lives: each collection that gives memory back shrinks it to
 * a megabyte. One that stayed there was collected two thousand times in five seconds, and kept garbage for old.
 * Call it before work begins.
 */
export const keepHeapModest = (): void => {
  let growth = GROWTH.small;
  let mayGrow = true;
  setFlagsFromString(growth);
  // The limits can only be given when a process starts; by how much something may grow can be said at any time.
  const look = setInterval(() => {
    const isSmall = getHeapStatistics().used_heap_size < SMALL_HEAP_BYTES;
    const wanted = isSmall ? GROWTH.small : GROWTH.large;
    if (wanted !== growth) setFlagsFromString(wanted);
    growth = wanted;
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    const isYoung = (young?.space_size ?? 0) < YOUNG_BYTES;
    if (isYoung === mayGrow) return;
    mayGrow = isYoung;
    setFlagsFromString(`--semi-space-growth-factor=${isYoung ? '2' : '1'}`);
  }, LOOK_EVERY_MS);
  look.unref();
};

/** Half of what a thread's young generation begins with; it can't be told to a thread alone. */
const THREAD_SEMI_SPACE_MIB = 16;

/**
 * Has threads that start from now on begin with a young generation that holds a block of rows. It would begin with a
 * megabyte, and could not grow once {@link keepHeapModest} has stopped that: a fifth of the thread's time went into
 * collecting.
 */
export const giveThreadsRoom = (): void => {
  setFlagsFromString(`--min-semi-space-size=${THREAD_SEMI_SPACE_MIB}`);
};

/** What collects, and gives the memory back to the system: V8 would keep what it has freed for what may come. */
let collect: ((options: { type: string; execution: string; flavor: string }) => void) | undefined;

/**
 * Gives back what a large step of a job has used, before the next one needs as much again. A pause of some tens of
 * milliseconds where the heap has grown large, and nothing at all where it has not.
 */
export function releaseHeap(): void {
  if (getHeapStatistics().total_heap_size < LARGE_HEAP_BYTES) return;
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as typeof collect;
  }
  collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
