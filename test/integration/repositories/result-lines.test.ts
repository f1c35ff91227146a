import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultFingerprint } from '#core/reconcile/fingerprint.ts';
import { withLines, type ResultDocument } from '#core/reconcile/result-document.ts';
import { finish } from '#core/steps.ts';
import { openWorkspace } from '#engine/context.ts';
import { eachLineText, readDifferences } from '#engine/repositories/result-lines.ts';
import { addRun, readRunHead, readRunResult, runPosition } from '#engine/repositories/runs.ts';
import { keptResult } from '../../support/kept-result.ts';
import { OCTOBER, reconcileMonth } from '../../support/months.ts';
import { practiceRun } from '../../support/practice-run.ts';
import { temporaryFolder, temporaryWorkspace, testPorts } from '../../support/workspace.ts';

const hashOf = (result: ResultDocument): string =>
  `sha256:${createHash('sha256')
    .update(resultFingerprint(withoutIdentity(result)))
    .digest('hex')}`;

/** The body alone: the result hash is taken over it. */
function withoutIdentity(result: ResultDocument): Parameters<typeof resultFingerprint>[0] {
  const body: Partial<ResultDocument> = { ...result };
  for (const key of ['runId', 'generatedAt', 'resultHash'] as const) Reflect.deleteProperty(body, key);
  return body as Parameters<typeof resultFingerprint>[0];
}

describe('the lines of a run', () => {
  it('come back as the very document that was kept, and its hash holds', async () => {
    const { workspace, result } = await practiceRun();
    const held = readRunResult(workspace.database, result.runId);
    expect(JSON.stringify(held)).toBe(JSON.stringify(result));
    expect(held && hashOf(held)).toBe(result.resultHash);
  });

  it('are moved out of the result of a run from before they had a table, at the next opening', async () => {
    const folder = join(temporaryFolder(), 'workspace');
    const { workspace, result } = await practiceRun(folder);
    const { database } = workspace;
    const rows = 'SELECT * FROM result_line ORDER BY position';
    const before = database.prepare(rows).all();
    // As a run was kept at first: one text, and no lines beside it.
    database.execute('DELETE FROM result_line; DELETE FROM result_line_document');
    database
      .prepare('UPDATE run SET result = ?, lines = NULL, check_failures = NULL WHERE id = ?')
      .run(JSON.stringify(result), result.runId);
    workspace.close();

    const reopened = openWorkspace({ folder: resolve(folder), ports: testPorts() });
    try {
      expect(reopened.database.prepare(rows).all()).toEqual(before);
      expect(JSON.stringify(readRunResult(reopened.database, result.runId))).toBe(JSON.stringify(result));
      expect(readRunHead(reopened.database, result.runId)?.result.lines).toEqual([]);
    } finally {
      reopened.close();
    }
  });

  it.each([0, 1, 49, 50, 51, 100, 200, 523])('come back in their order, %i of them', (count) => {
    const { database } = temporaryWorkspace();
    const customers = Array.from({ length: count }, (_, index) => `"C" ${index} 株`);
    const body = reconcileMonth({
      charges: customers.map((customer, index) => ({
        ...{ sku: 'A-1', customer, quantity: String((index % 3) + 1), price: '2.5', amount: '7.5' },
      })),
      usage: {
        customer: customers.map((customer) => ({
          ...{ subscription: 'Sub100', sku: 'A-1', customer, quantity: '93' },
        })),
      },
    });
    const result: ResultDocument = {
      ...{ ...body, runId: 'run', generatedAt: '2026-11-02T00:00:00.000Z' },
      resultHash: `sha256:${'0'.repeat(64)}`,
    };
    const hash = '0'.repeat(64);
    const { head } = finish(
      addRun(
        database,
        {
          ...{ id: 'run', period: OCTOBER, verdict: body.verdict, inputsHash: hash, parameters: '{}' },
          ...{ parametersHash: hash, createdAt: result.generatedAt, batchIds: [] },
        },
        keptResult(result),
      ),
    );
    expect(JSON.stringify(withLines(head, result.lines))).toBe(JSON.stringify(result));
    expect(JSON.stringify(readRunResult(database, 'run'))).toBe(JSON.stringify(result));
    const position = runPosition(database, 'run');
    expect(`[${[...eachLineText(database, position)].join(',')}]`).toBe(JSON.stringify(result.lines));
    expect(readDifferences(database, position)).toEqual(
      result.lines.filter(({ withinTolerance }) => !withinTolerance),
    );
    const places = database.prepare<{ position: bigint }>(
      'SELECT position FROM result_line ORDER BY position',
    );
    expect(places.all().map((line) => Number(line.position))).toEqual([...result.lines.keys()]);
  });
});
