import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { openWorkspace, type Workspace } from '../../context.ts';
import { inSteps } from '../../jobs/in-steps.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import type { EnginePorts } from '../../ports.ts';
import { readRunResultInSteps } from '../../repositories/runs.ts';
import { importInvoice } from '../import-invoice.ts';
import { importReport } from '../import-report.ts';
import { readInvoiceParameters, readReportParameters } from '../reading-parameters.ts';
import { reconcileHeld } from '../reconcile.ts';
import { readRunParameters } from '../run-parameters.ts';
import type { EffectiveParameters } from '../workspace-parameters.ts';
import { BUNDLE_MEMBERS, type BundleManifest } from './bundle-format.ts';
import { readMember, type UnpackedBundle } from './unpack-bundle.ts';

/**
 * Does a bundle's reconciliation again: the same bytes, read in the same way and in the same order, with the same
 * parameters, in a workspace of its own.
 */
export async function replayBundle(
  bundle: UnpackedBundle,
  folder: string,
  request: { readonly ports: EnginePorts; readonly password?: string },
  context: JobContext,
): Promise<ResultDocument> {
  const parameters = readRunParameters(await readMember(bundle, BUNDLE_MEMBERS.parameters));
  const workspace = openWorkspace({ folder, ports: request.ports });
  try {
    const imported: { readonly kind: 'report' | 'invoice'; readonly batchId: number }[] = [];
    for (const reading of bundle.manifest.readings) {
      imported.push(await readAgain(workspace, bundle, reading, request.password, context));
    }
    const idsOf = (kind: 'report' | 'invoice'): number[] =>
      imported.filter((batch) => batch.kind === kind).map(({ batchId }) => batchId);
    const { priceBook, aliases, ...rest } = parameters;
    const { priceBook: prices, alias } = parameterFiles(bundle.manifest);
    const effective: EffectiveParameters = {
      parameters: rest,
      aliases,
      ...(priceBook === undefined ? {} : { priceBook: { ...prices, entries: priceBook } }),
      // The file's own aliases stand behind the saved ones (`effectiveParameters`).
      ...(alias === undefined
        ? {}
        : { aliasFile: { ...alias, entries: aliases.slice(aliases.length - alias.rows) } }),
    };
    const { runId } = await reconcileHeld(
      workspace,
      { invoices: idsOf('invoice'), reports: idsOf('report') },
      effective,
      context,
    );
    const read = await inSteps(readRunResultInSteps(workspace.database, runId), context);
    return defined(read, 'the run was just kept');
  } finally {
    workspace.close();
  }
}

async function readAgain(
  workspace: Workspace,
  bundle: UnpackedBundle,
  reading: BundleManifest['readings'][number],
  password: string | undefined,
  context: JobContext,
): Promise<{ readonly kind: 'report' | 'invoice'; readonly batchId: number }> {
  const path = bundle.pathOf(`sources/${reading.source}`);
  const file = { path, name: reading.file, reuse: true };
  const batch =
    reading.kind === 'report'
      ? await importReport(workspace, { ...file, ...readReportParameters(reading.parameters) }, context)
      : await importInvoice(
          workspace,
          {
            ...file,
            ...readInvoiceParameters(reading.parameters, reading.file),
            ...(password === undefined ? {} : { password }),
          },
          context,
        );
  if (batch.sourceId !== reading.source) throw new AppError('BUNDLE_INVALID', { file: reading.file });
  return { kind: reading.kind, batchId: batch.batchId };
}

/** The files that the parameters came from, by kind. Prices that a run has are those of one file. */
function parameterFiles({ parameterFiles: files }: BundleManifest): {
  readonly priceBook: { readonly name: string; readonly sha256: string };
  readonly alias: { readonly name: string; readonly sha256: string; readonly rows: number } | undefined;
} {
  const find = (
    kind: 'price-book' | 'alias',
  ): { readonly name: string; readonly sha256: string; readonly rows: number } | undefined => {
    const found = files.find((file) => file.kind === kind);
    return found && { name: found.file, sha256: found.sha256, rows: found.rows };
  };
  return { priceBook: find('price-book') ?? { name: 'price-book', sha256: '' }, alias: find('alias') };
}
