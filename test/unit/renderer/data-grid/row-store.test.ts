import { describe, expect, it } from 'vitest';
import { BLOCK_ROWS, rowStore } from '../../../../src/renderer/src/ui/data-grid/row-store.ts';
import { until } from '../../../support/until.ts';

const TOTAL = 10_000;

/** A list of numbers that notes what was asked for, and answers when it is told to. */
function numbers(): {
  readonly asked: number[];
  readonly read: (offset: number, limit: number) => Promise<{ total: number; rows: number[] }>;
  readonly answer: () => void;
} {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  return {
    asked,
    read: (offset, limit) => {
      asked.push(offset / BLOCK_ROWS);
      return new Promise((resolve) => {
        waiting.push(() => {
          resolve({
            total: TOTAL,
            rows: Array.from({ length: Math.min(limit, TOTAL - offset) }, (_row, index) => offset + index),
          });
        });
      });
    },
    answer: () => {
      for (const go of waiting.splice(0)) go();
    },
  };
}

describe('rows in blocks', () => {
  it('reads the first block by itself, and says how long the list is', async () => {
    const list = numbers();
    const store = rowStore(list.read);
    list.answer();
    await until('the first block', () => store.rowAt(5) === 5);
    expect(store.first()?.total).toBe(TOTAL);
    expect(store.rowAt(TOTAL - 1)).toBeUndefined();
  });

  it('asks for two blocks at a time, and goes on with what is in sight by then', async () => {
    const list = numbers();
    const store = rowStore(list.read);
    list.answer();
    await until('the first block', () => store.first() !== undefined);
    store.want(1000, 1150);
    store.want(5000, 5150);
    expect(list.asked).toEqual([0, 10, 11]);
    list.answer();
    await until('the next blocks', () => list.asked.length === 5);
    expect(list.asked.slice(3)).toEqual([50, 51]);
  });

  it('reads anew what is looked at after a change, and keeps what is there until then', async () => {
    const list = numbers();
    const store = rowStore(list.read);
    list.answer();
    await until('the first block', () => store.first() !== undefined);
    store.refresh();
    expect(store.rowAt(5)).toBe(5);
    expect(list.asked).toEqual([0, 0]);
  });

  it('tells a refusal, asks no more, and tries again when told to', async () => {
    let attempts = 0;
    const store = rowStore(() => {
      attempts += 1;
      return attempts === 1
        ? Promise.reject(new Error('refused'))
        : Promise.resolve({ total: 1, rows: ['there'] });
    });
    await until('the refusal', () => store.error() !== undefined);
    store.want(0, 10);
    expect(attempts).toBe(1);
    store.refresh();
    await until('the row', () => store.rowAt(0) === 'there');
    expect(store.error()).toBeUndefined();
  });
});
