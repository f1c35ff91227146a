import { describe, expect, it } from 'vitest';
import { micros, parseDecimal } from '#core/decimal/micros.ts';
import { parsePeriod, type Period } from '#core/period.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { finish } from '#core/steps.ts';
import { listAliases, setAlias } from '#engine/repositories/aliases.ts';
import {
  addRun,
  findLastRun,
  findRun,
  listRuns,
  readRunResult,
  type Run,
} from '#engine/repositories/runs.ts';
import { readSetting, writeSetting } from '#engine/repositories/settings.ts';
import { addToleranceSet, currentToleranceSet } from '#engine/repositories/tolerance-sets.ts';
import { restoreId, storeId } from '#engine/usage-blocks/stored-id.ts';
import { batchIdOf, rowIdRange, sourceRowOf, usageRowId } from '#engine/repositories/stored-row-id.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { keptResult } from '../../support/kept-result.ts';

const NOW = '2026-11-02T01:00:00.000Z';
const LATER = '2026-11-03T01:00:00.000Z';

describe('aliases', () => {
  it('come back by field and name, the newest meaning of each', () => {
    const { database } = temporaryWorkspace();
    expect(setAlias(database, { field: 'sku', from: 'OLD', to: 'A-1' }, NOW)).toBeUndefined();
    expect(setAlias(database, { field: 'customer', from: 'Acme', to: 'c-1' }, NOW)).toBeUndefined();
    expect(setAlias(database, { field: 'sku', from: 'OLD', to: 'A-2' }, LATER)).toBe('A-1');
    expect(listAliases(database)).toEqual([
      { field: 'customer', from: 'Acme', to: 'c-1' },
      { field: 'sku', from: 'OLD', to: 'A-2' },
    ]);
  });
});

describe('tolerances', () => {
  it('are the defaults until a set is saved', () => {
    expect(currentToleranceSet(temporaryWorkspace().database)).toBeUndefined();
  });

  it('are the newest version, to the last decimal', () => {
    const { database } = temporaryWorkspace();
    const percent = parseDecimal('0.5')?.value ?? micros(0n);
    addToleranceSet(database, { quantity: undefined, amount: undefined, percent, cap: undefined }, NOW);
    const set = { quantity: micros(1n), amount: micros(20_000n), percent, cap: micros(10n ** 15n) };
    expect(addToleranceSet(database, set, LATER)).toBe(2);
    expect(currentToleranceSet(database)).toEqual({ ...set, version: 2, createdAt: LATER });
  });

  it('are never negative', () => {
    const { database } = temporaryWorkspace();
    const set = { quantity: micros(-1n), amount: undefined, percent: micros(0n), cap: undefined };
    expect(() => addToleranceSet(database, set, NOW)).toThrow('CHECK');
  });
});

describe('settings', () => {
  it('hold the last JSON that was written', () => {
    const { database } = temporaryWorkspace();
    expect(readSetting(database, 'language')).toBeUndefined();
    writeSetting(database, 'language', '"en"', NOW);
    writeSetting(database, 'language', '"ja"', LATER);
    expect(readSetting(database, 'language')).toBe('"ja"');
  });

  it('refuse what is no JSON', () => {
    expect(() => {
      writeSetting(temporaryWorkspace().database, 'language', 'ja', NOW);
    }).toThrow('CHECK');
  });
});

describe('runs', () => {
  const period = (text: string): Period => {
    const parsed = parsePeriod(text);
    if (!parsed) throw new Error(text);
    return parsed;
  };
  const run = (id: string, month: string): Run => ({
    id,
    period: period(month),
    verdict: 'tied',
    inputsHash: '1'.repeat(64),
    parameters: '{"unitBasis":"auto"}',
    parametersHash: '2'.repeat(64),
    resultHash: `sha256:${'3'.repeat(64)}`,
    createdAt: NOW,
    batchIds: [],
  });
  const result = (id: string): ResultDocument =>
    ({
      schema: 'tieout.result/1',
      runId: id,
      lines: [] as const,
      resultHash: `sha256:${'3'.repeat(64)}`,
    }) as unknown as ResultDocument;

  it('come back as they were kept, newest first', () => {
    const { database } = temporaryWorkspace();
    for (const [id, month] of [
      ['a', '2026-09'],
      ['b', '2026-10'],
      ['c', '2026-10'],
    ] as const) {
      finish(addRun(database, run(id, month), keptResult(result(id))));
    }
    expect(listRuns(database).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(findRun(database, 'a')).toEqual(run('a', '2026-09'));
    expect(findLastRun(database, period('2026-10'))?.id).toBe('c');
    expect(findLastRun(database, period('2026-11'))).toBeUndefined();
    expect(readRunResult(database, 'b')).toEqual(result('b'));
    expect(readRunResult(database, 'nowhere')).toBeUndefined();
  });

  it('can not be kept twice under one id', () => {
    const { database } = temporaryWorkspace();
    finish(addRun(database, run('a', '2026-09'), keptResult(result('a'))));
    expect(() => {
      finish(addRun(database, run('a', '2026-10'), keptResult(result('a'))));
    }).toThrow('UNIQUE');
  });
});

describe('stored ids', () => {
  it.each([
    ['52cf576d-60a8-407a-b22c-467c51591908', 16],
    ['52CF576D-60a8-407a-b22c-467c51591908', undefined],
    ['52cf576d60a8407ab22c467c51591908', undefined],
    ['', undefined],
    ['ユーザー', undefined],
    ['52cf576d-60a8-407a-b22c-467c51591908 ', undefined],
  ])('bring %j back exactly as it was', (text, bytes) => {
    const stored = storeId(text);
    expect(typeof stored === 'string' ? undefined : stored.length).toBe(bytes);
    expect(restoreId(stored)).toBe(text);
  });

  it.each([
    [1, 0],
    [1, 2],
    [2 ** 30 - 1, 2 ** 32 - 1],
  ])('say that a row came from batch %i, line %i', (batch, row) => {
    const id = usageRowId(batch, row);
    expect([batchIdOf(id), sourceRowOf(id)]).toEqual([batch, row]);
    const { first, last } = rowIdRange(batch);
    expect(id >= first && id <= last && id < 2n ** 63n).toBe(true);
  });
});
