import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { mergeJobs } from '../../../src/renderer/src/lib/merge-jobs.ts';
import { EN } from '../../../src/renderer/src/locales/en/words.ts';
import { JA } from '../../../src/renderer/src/locales/ja/words.ts';

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

/** Every text with the path of its key. */
function* eachText(words: object, path = ''): Generator<readonly [path: string, text: string]> {
  for (const [name, value] of Object.entries(words) as [string, string | object][]) {
    if (typeof value === 'string') yield [`${path}${name}`, value];
    else yield* eachText(value, `${path}${name}.`);
  }
}
const placesIn = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe('the words of the window', () => {
  const english = new Map(eachText(EN));
  const japanese = new Map(eachText(JA));

  test('show the same figures in both languages', () => {
    expect([...japanese.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of english) {
      expect(placesIn(japanese.get(path) ?? ''), path).toEqual(placesIn(text));
    }
  });

  test('are never empty, and name their figures as the library does', () => {
    for (const [path, text] of [...english, ...japanese]) {
      expect(text.trim(), path).not.toBe('');
      expect(text.replaceAll(/\{\{\w+\}\}/g, ''), path).not.toMatch(/[{}]/);
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
