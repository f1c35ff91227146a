import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultFingerprint } from '#core/reconcile/fingerprint.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { openWorkspace } from '#engine/context.ts';
import { readRunHead, readRunResult } from '#engine/repositories/runs.ts';
import { practiceRun } from '../../support/practice-run.ts';
import { temporaryFolder, testPorts } from '../../support/workspace.ts';

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
});
