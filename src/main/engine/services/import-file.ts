import { createHash } from 'node:crypto';
import { setImmediate as yieldTurn } from 'node:timers/promises';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import type { EventState } from '#core/events/event.ts';
import type { Micros } from '#core/decimal/micros.ts';
import type { Period } from '#core/period.ts';
import type { SourceId } from '#core/source.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { Workspace } from '../context.ts';
import type { WritableDatabase } from '../db/handles.ts';
import { copyEvidence, settleEvidence, type Evidence, type FreshEvidence } from '../evidence.ts';
import { openTableFile, type TableFile, type TableFileOptions } from '../importers/tabular/table-file.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { releaseHeap } from '../modest-heap.ts';
import {
  activateBatch,
  createBatch,
  findActiveBatch,
  findBatch,
  type Batch,
  type BatchCounts,
  type BatchKind,
} from '../repositories/batches.ts';
import { removePendingBatch, removePendingInSteps } from '../repositories/remove-batch.ts';
import { findSourceFile, forgetUnusedSourceFile, keepSourceFile } from '../repositories/source-files.ts';
import { asOneTransaction } from './all-or-nothing.ts';
import { digestPending, sealWritten } from './contents.ts';

/** A file to import, of either kind. */
export interface FileImport {
  readonly kind: BatchKind;
  readonly path: string;
  /** As the person knows it. */
  readonly name: string;
  /** The importer and its version. A reading by another version is no reading of this one. */
  readonly parser: string;
  /** What the person has set about the reading, as JSON with a fixed order of keys. */
  readonly parameters: string;
  readonly reuse: boolean;
  readonly fileOptions: TableFileOptions;
  /** The file as it was read already. Throws DRAFT_OUTDATED where its bytes are no longer those. */
  readonly held?: HeldFile;
}

/** A file whose rows are held in memory, and the sha256 of the bytes that they were read from. */
export interface HeldFile {
  readonly sourceId: SourceId;
  readonly file: TableFile;
}

/** A batch in the making. Nobody sees it before the import's last transaction. */
export interface BatchDraft {
  readonly source: { readonly id: SourceId; readonly name: string };
  /** The bytes that are read: the copy that is evidence. */
  readonly copy: { readonly path: string; readonly bytes: number };
  /** Begins the batch and returns its id. Called again, it throws away what was written so far. */
  readonly begin: (details: {
    readonly level: UsageLevel | undefined;
    readonly sheet: string | undefined;
    readonly extraColumns: readonly string[];
  }) => number;
}

/** What a reader has come to. */
export interface DraftOutcome {
  readonly counts: BatchCounts;
  /** The digest of its usage rows, where it was taken while they were stored. */
  readonly usageRows?: string | undefined;
  /** Runs in the last transaction, before the batch becomes active. */
  readonly finish: () => { readonly sum: Micros; readonly window: Period | undefined };
}

/** Reads an opened file into the draft. */
export type DraftReader = (file: TableFile, draft: BatchDraft) => Promise<DraftOutcome>;

/**
 * Imports a file: keeps its bytes as evidence, reads the copy into a pending batch, and makes that active together with
 * its entry in the audit log. Whatever goes wrong on the way leaves nothing behind: all of it is one transaction, its own
 * or that of a command around it, so that going back takes no longer for a million rows than for one. Nobody else may
 * write meanwhile.
 *
 * Throws FILE_ALREADY_IMPORTED where the same bytes were read by the same parser with the same parameters, unless
 * `reuse`: then that reading is returned. A file that is held already is read from memory.
 */
export async function importFile(
  workspace: Workspace,
  request: FileImport,
  read: DraftReader,
  context: JobContext,
): Promise<{ readonly batch: Batch; readonly reused: boolean }> {
  const { database, ports, sourcesFolder } = workspace;
  const isPart = database.isInTransaction();
  const evidence = await copyEvidence(sourcesFolder, request.path, ports.newId, context);
  const take = () => takeEvidence(workspace, request, { evidence, isPart }, read, context);
  try {
    return await (isPart ? take() : asOneTransaction(workspace, take));
  } catch (error) {
    // Whoever opened the transaction around also settles the evidence.
    if (isPart && isCancelled(error)) throw error;
    if (isPart) forgetUnusedSourceFile(database, evidence.sha256);
    settleEvidence(
      sourcesFolder,
      evidence.sha256,
      (sha256) => findSourceFile(database, sha256) !== undefined,
    );
    throw named(error, evidence, request.name);
  }
}

const isCancelled = (error: unknown): boolean => error instanceof AppError && error.code === 'CANCELLED';

/** Finds the reading of a copy, or makes it. */
async function takeEvidence(
  workspace: Workspace,
  request: FileImport,
  known: { readonly evidence: FreshEvidence; readonly isPart: boolean },
  read: DraftReader,
  context: JobContext,
): Promise<{ readonly batch: Batch; readonly reused: boolean }> {
  const { database } = workspace;
  const { evidence } = known;
  const { kind, parser } = request;
  const parametersHash = createHash('sha256').update(request.parameters).digest('hex');
  if (request.held !== undefined && request.held.sourceId !== evidence.sha256)
    throw new AppError('DRAFT_OUTDATED', { file: request.name });
  const held = findActiveBatch(database, { sourceId: evidence.sha256, kind, parser, parametersHash });
  if (held === undefined) {
    const batchId = await readEvidence(workspace, request, { ...known, parametersHash }, read, context);
    releaseHeap();
    return { batch: defined(findBatch(database, batchId), 'it was just made active'), reused: false };
  }
  if (request.reuse) return { batch: held, reused: true };
  throw new AppError('FILE_ALREADY_IMPORTED', {
    file: request.name,
    importedAt: held.createdAt,
    name: held.fileName,
  });
}

async function readEvidence(
  workspace: Workspace,
  request: FileImport,
  known: { readonly evidence: FreshEvidence; readonly isPart: boolean; readonly parametersHash: string },
  read: DraftReader,
  context: JobContext,
): Promise<number> {
  const { database, ports } = workspace;
  const { evidence, isPart, parametersHash } = known;
  let batchId: number | undefined;
  const discard = (): void => {
    const id = batchId;
    if (id === undefined) return;
    database.transaction(() => {
      removePendingBatch(database, id);
    });
    batchId = undefined;
  };
  const file =
    request.held?.file ??
    (await openTableFile(evidence.path, { ...request.fileOptions, isUtf8: evidence.isUtf8 }, context));
  try {
    const draft: BatchDraft = {
      source: { id: evidence.sha256, name: request.name },
      copy: { path: evidence.path, bytes: evidence.bytes },
      begin: (details) => {
        discard();
        batchId = database.transaction(() => {
          const sourceFileId = keepSourceFile(database, {
            sha256: evidence.sha256,
            bytes: evidence.bytes,
            name: request.name,
            storedPath: evidence.storedPath,
            media: file.format,
            encoding: file.encoding,
            importedAt: ports.clock(),
          });
          const { kind, parser, parameters } = request;
          const createdAt = ports.clock();
          return createBatch(database, {
            kind,
            sourceFileId,
            parser,
            parameters,
            parametersHash,
            createdAt,
            ...details,
          });
        });
        return batchId;
      },
    };
    const outcome = await read(file, draft);
    await evidence.durable;
    await context.checkpoint();
    const id = defined(batchId, 'a reader begins a batch before it ends');
    const stored = { rows: outcome.counts.stored, usageRows: outcome.usageRows };
    const rows = await digestPending(workspace, id, stored, context);
    database.transaction(() => {
      const superseded = activateBatch(database, id, { counts: outcome.counts, ...outcome.finish() });
      workspace.record(
        request.kind === 'report' ? 'report-imported' : 'invoice-imported',
        superseded.length === 0 ? undefined : { superseded: superseded.map(String) },
        eventState(id, evidence, request, outcome.counts),
      );
    });
    await sealWritten(workspace, context, { readingRows: new Map([[id, rows]]) });
    return id;
  } catch (error) {
    // What is undone as a whole need not be removed first. As a part of a command it may go on without this file.
    if (isPart && !isCancelled(error) && batchId !== undefined) await removeInPieces(database, batchId);
    throw error;
  } finally {
    await file.close();
  }
}

/** Removes a pending batch and lets other work in meanwhile: of a million rows it takes seconds. */
async function removeInPieces(database: WritableDatabase, batchId: number): Promise<void> {
  const steps = removePendingInSteps(database, batchId);
  while (database.withinTransaction(() => steps.next()).done !== true) await yieldTurn();
}

const eventState = (
  batch: number,
  evidence: Evidence,
  request: FileImport,
  counts: BatchCounts,
): EventState => ({
  batch,
  file: request.name,
  sha256: evidence.sha256,
  parser: request.parser,
  parameters: request.parameters,
  ...counts,
});

/** The reader knows the copy's name, which is a sha256; the person knows the file by another. */
function named(error: unknown, evidence: Evidence, name: string): unknown {
  if (!(error instanceof AppError) || error.params['file'] !== evidence.sha256) return error;
  return new AppError(error.code, { ...error.params, file: name }, { cause: error });
}
