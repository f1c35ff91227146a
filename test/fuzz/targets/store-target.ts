import type { Workspace } from '#engine/context.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { hold } from '../finding.ts';
import { FUZZ_JOB } from '../fuzz-job.ts';

/** Imports a file into a real workspace; what is stored must add up to what was read, and nothing is left of a refused one. */
export async function fuzzStore(workspace: Workspace, path: string, isReport: boolean): Promise<void> {
  const { database } = workspace;
  const before = pendingBatches(workspace);
  try {
    const imported = isReport
      ? await importReport(workspace, { path, reuse: true }, FUZZ_JOB)
      : await importInvoice(workspace, { path, reuse: true }, FUZZ_JOB);
    const { counts } = imported;
    hold(
      counts.read === counts.stored + counts.quarantined + counts.blank,
      () => `counts ${JSON.stringify(counts)}`,
    );
    const from = isReport
      ? 'usage_row JOIN usage_group ON usage_group.id = usage_row.usage_group_id'
      : 'invoice_row';
    const rows = database
      .prepare<{ n: bigint }>(`SELECT count(*) AS n FROM ${from} WHERE batch_id = ?`)
      .get(imported.batchId)?.n;
    const kept = isReport ? counts.stored : counts.read;
    hold(rows === BigInt(kept), () => `${kept} rows were counted, ${String(rows)} are stored`);
  } finally {
    hold(pendingBatches(workspace) === before, () => 'a pending batch was left behind');
  }
}

const pendingBatches = ({ database }: Workspace): bigint | undefined =>
  database.prepare<{ n: bigint }>("SELECT count(*) AS n FROM batch WHERE status = 'pending'").get()?.n;
