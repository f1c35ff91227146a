import { AppError } from '#core/errors.ts';
import type { Workspace } from '../context.ts';
import { keepEvidence, settleEvidence } from '../evidence.ts';
import { readPriceBook } from '../importers/parameters/read-price-book.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { addPriceBook, currentPriceBook, endPriceBook } from '../repositories/price-books.ts';
import { findSourceFile, forgetUnusedSourceFile, keepSourceFile } from '../repositories/source-files.ts';

/**
 * Takes a price book into use for every reconciliation of the workspace: its bytes become evidence, its rows are kept.
 * The same bytes as the one in use change nothing.
 *
 * Throws PRICE_BOOK_INVALID and the errors of reading a file; then the price book of before stays in use.
 */
export async function importPriceBook(
  workspace: Workspace,
  file: { readonly path: string; readonly name: string },
  context: JobContext,
): Promise<void> {
  const { database, ports, sourcesFolder } = workspace;
  const evidence = await keepEvidence(sourcesFolder, file.path, ports.newId, context);
  try {
    const before = currentPriceBook(database);
    if (before?.sha256 === evidence.sha256) return;
    const { entries } = await readPriceBook(evidence.path, context);
    const now = ports.clock();
    database.transaction(() => {
      const sourceFileId = keepSourceFile(database, {
        sha256: evidence.sha256,
        bytes: evidence.bytes,
        name: file.name,
        storedPath: evidence.storedPath,
        media: 'price-book',
        encoding: undefined,
        importedAt: now,
      });
      const version = addPriceBook(database, { sourceFileId, name: file.name, entries }, now);
      workspace.record(
        'price-book-set',
        before && { version: before.version, file: before.name, sha256: before.sha256 },
        { version, file: file.name, sha256: evidence.sha256, rows: entries.length },
      );
    });
  } catch (error) {
    forgetUnusedSourceFile(database, evidence.sha256);
    throw named(error, evidence.sha256, file.name);
  } finally {
    settleEvidence(
      sourcesFolder,
      evidence.sha256,
      (sha256) => findSourceFile(database, sha256) !== undefined,
    );
  }
}

/** From now on no price book is used: the invoice's own prices count. Those of before stay as evidence. */
export function removePriceBook(workspace: Workspace): void {
  const { database, ports } = workspace;
  database.transaction(() => {
    const before = currentPriceBook(database);
    if (before === undefined) return;
    endPriceBook(database, ports.clock());
    workspace.record(
      'price-book-removed',
      { version: before.version, file: before.name, sha256: before.sha256 },
      undefined,
    );
  });
}

/** The reader knows the copy's name, which is a sha256; the person knows the file by another. */
function named(error: unknown, sha256: string, name: string): unknown {
  if (!(error instanceof AppError) || error.params['file'] !== sha256) return error;
  return new AppError(error.code, { ...error.params, file: name }, { cause: error });
}
