import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { CsvView } from '#shared/ipc/contract/exports.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Workspace } from '../context.ts';
import { BYTE_ORDER_MARK, csvRow } from '../exporters/csv/csv-text.ts';
import { viewRows } from '../exporters/csv/view-rows.ts';
import { asOutputError, openTarget } from '../exporters/target-file.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { findRun, readRunResult } from '../repositories/runs.ts';
import { maskResult } from './privacy/mask-sources.ts';
import { maskerOfRun } from './privacy/masked-run.ts';
import type { MaskWish } from './privacy/masker.ts';

/** How many rows go to the file at once. */
const BLOCK_ROWS = 500;

/**
 * Writes a view of a kept run as CSV: UTF-8 with its mark, commas, CR LF, decimals with a point. The same run gives the
 * same bytes.
 *
 * Throws RUN_UNKNOWN and the errors of writing; then nothing stands at `out`.
 */
export async function exportCsv(
  workspace: Workspace,
  request: {
    readonly runId: string;
    readonly view: CsvView;
    readonly language: Language;
    readonly out: string;
    /** Who is masked; undefined: nobody. */
    readonly mask?: MaskWish | undefined;
  },
  context: JobContext,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const run = findRun(workspace.database, request.runId);
  const plain = readRunResult(workspace.database, request.runId);
  if (run === undefined || plain === undefined) throw new AppError('RUN_UNKNOWN');
  const result =
    request.mask === undefined ? plain : maskResult(plain, maskerOfRun(workspace, run, request.mask));
  const target = await openTarget(request.out, 0);
  const hash = createHash('sha256');
  let bytes = 0;
  const write = async (text: string): Promise<void> => {
    const block = Buffer.from(text, 'utf8');
    hash.update(block);
    bytes += block.length;
    await target.handle.appendFile(block);
    await context.checkpoint();
  };
  try {
    let block = BYTE_ORDER_MARK;
    let rows = 0;
    for (const cells of viewRows(result, request.view, request.language)) {
      block += csvRow(cells);
      rows += 1;
      if (rows % BLOCK_ROWS !== 0) continue;
      context.report({ phase: 'write-workbook', done: rows, total: undefined, unit: 'rows' });
      await write(block);
      block = '';
    }
    await write(block);
    await target.commit();
    const written = { bytes, sha256: hash.digest('hex') };
    workspace.database.transaction(() => {
      workspace.record('workbook-written', undefined, {
        run: request.runId,
        file: basename(request.out),
        sha256: written.sha256,
        ...(request.mask && { masked: request.mask.customers ? 'users, customers' : 'users' }),
      });
    });
    return written;
  } catch (error) {
    throw asOutputError(error, request.out);
  } finally {
    await target.discard();
  }
}
