import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { paramsOf } from '#shared/messages/fill.ts';
import { mergeJobs } from '../../../src/renderer/src/lib/merge-jobs.ts';
import { LOCALE_EN } from '../../../src/renderer/src/locales/en.ts';
import { LOCALE_JA } from '../../../src/renderer/src/locales/ja.ts';

const job = (jobId: string, seq: number): JobSnapshot => ({
  jobId,
  kind: 'import',
  files: [],
  state: 'running',
  progress: null,
  outcome: null,
  error: null,
  startedAt: `2026-11-02T01:00:0${jobId.length}.000Z`,
  seq,
});

describe('the words of the window', () => {
  test('show the same figures in both languages', () => {
    for (const group of Object.keys(LOCALE_EN) as (keyof typeof LOCALE_EN)[]) {
      const [english, japanese] = [LOCALE_EN[group], LOCALE_JA[group]] as Record<string, string>[];
      for (const [name, text] of Object.entries(english!)) {
        expect([...paramsOf(japanese![name]!)].sort(), `${group}.${name}`).toEqual(
          [...paramsOf(text)].sort(),
        );
      }
    }
  });
});

describe('snapshots of jobs', () => {
  test('count by their number, in whatever order and however often they come', () => {
    const snapshots = [job('a', 1), job('a', 4), job('bb', 2), job('bb', 3), job('ccc', 5)];
    fc.assert(
      fc.property(fc.shuffledSubarray([...snapshots, ...snapshots], { minLength: 10 }), (order) => {
        let known: readonly JobSnapshot[] = [];
        for (const come of order) known = mergeJobs(known, [come]);
        expect(known.map(({ jobId, seq }) => [jobId, seq])).toEqual([
          ['ccc', 5],
          ['bb', 3],
          ['a', 4],
        ]);
      }),
    );
  });
});
