import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect before the heap has grown by two fifths, where it would wait until it is several times as large: on a
 * machine with much memory a month of a million users peaked at 1.2 GB, three quarters of it garbage. Measured: a third
 * less memory for a tenth more processor time. Call it before work begins.
 */
export const keepHeapModest = (): void => {
  setFlagsFromString('--heap-growing-percent=40');
};
