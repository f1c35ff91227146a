import { basename, join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { formatPeriod, type Period } from '#core/period.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import type { Workspace } from '../../context.ts';
import { asOutputError, openTarget } from '../../exporters/target-file.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { findBatch, type Batch } from '../../repositories/batches.ts';
import { eachEvent } from '../../repositories/events.ts';
import { findLastRun, findRun, readRunResult, type Run } from '../../repositories/runs.ts';
import { findSourceFile } from '../../repositories/source-files.ts';
import { startZip, type ZipMember } from '../zip-writer.ts';
import { BUNDLE_MEMBERS, type BundleManifest } from './bundle-format.ts';
import { workspaceSigner } from './signing-key.ts';

/** What to bundle, and where to. */
export interface BundleRequest {
  /** A run by its id, or the newest of a period. */
  readonly run: { readonly id: string } | { readonly period: Period };
  readonly file: string;
  readonly appVersion: string;
}

/** A bundle that was written. */
export interface BundleOutcome {
  readonly file: string;
  readonly bytes: number;
  /** sha256 of the bundle, lower-case hex. */
  readonly sha256: string;
  readonly runId: string;
  readonly resultHash: string;
  readonly sources: number;
  /** Of the key that signed it. */
  readonly fingerprint: string;
}

/**
 * Writes the evidence of a run into one signed file, under its own name only once it is whole.
 *
 * Throws RUN_UNKNOWN, EVIDENCE_DAMAGED where a source is gone or no longer what was imported, the errors of output
 * files, and CANCELLED.
 */
export async function writeBundle(
  workspace: Workspace,
  request: BundleRequest,
  context: JobContext,
): Promise<BundleOutcome> {
  const run = runOf(workspace, request.run);
  const target = await openTarget(request.file, 0);
  const zip = startZip(target);
  try {
    const batches = run.batchIds.map((id) => batchOf(workspace, id));
    const sources = [...new Set(batches.map(({ sourceId }) => sourceId))].sort();
    const members: ZipMember[] = [];
    for (const [index, sha256] of sources.entries()) {
      context.report({ phase: 'bundle', done: index, total: sources.length, unit: 'steps' });
      const source = findSourceFile(workspace.database, sha256);
      const path = join(workspace.folder, source?.storedPath ?? sha256);
      const member = await zip.add(`sources/${sha256}`, path, context).catch((error: unknown) => {
        throw isMissing(error) ? damaged(source?.name ?? sha256) : error;
      });
      // A bundle is evidence: it never carries bytes that are not those that were imported.
      if (member.sha256 !== sha256) throw damaged(source?.name ?? sha256);
      members.push(member);
    }
    for (const [name, content] of textMembers(workspace, run)) {
      members.push(zip.addContent(name, Buffer.from(content)));
    }
    const signer = workspaceSigner(workspace);
    const manifest: BundleManifest = {
      schema: 'tieout.bundle/1',
      createdAt: workspace.ports.clock(),
      appVersion: request.appVersion,
      period: { start: run.period.start, end: run.period.end },
      run: { id: run.id, createdAt: run.createdAt, resultHash: run.resultHash },
      signer: { algorithm: 'ed25519', publicKey: signer.publicKey, fingerprint: signer.fingerprint },
      readings: batches.map(({ kind, sourceId, fileName, parser, parameters }) => ({
        kind,
        source: sourceId,
        file: fileName,
        parser,
        parameters,
      })),
      parameterFiles: parameterFilesOf(readRunResult(workspace.database, run.id)),
      members,
    };
    const content = Buffer.from(JSON.stringify(manifest, undefined, 2));
    const written = await zip.end([
      { path: BUNDLE_MEMBERS.manifest, content },
      { path: BUNDLE_MEMBERS.signature, content: Buffer.from(signer.sign(content).toString('base64')) },
    ]);
    await context.checkpoint();
    await target.commit();
    workspace.database.transaction(() => {
      workspace.record('bundle-written', undefined, {
        file: basename(request.file),
        run: run.id,
        period: formatPeriod(run.period),
        resultHash: run.resultHash,
        ...written,
      });
    });
    return {
      file: request.file,
      ...written,
      runId: run.id,
      resultHash: run.resultHash,
      sources: sources.length,
      fingerprint: signer.fingerprint,
    };
  } catch (error) {
    throw asOutputError(error, request.file);
  } finally {
    zip.abandon();
    await target.discard();
  }
}

const damaged = (file: string): AppError => new AppError('EVIDENCE_DAMAGED', { file });
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

function runOf({ database }: Workspace, asked: BundleRequest['run']): Run {
  const run = 'id' in asked ? findRun(database, asked.id) : findLastRun(database, asked.period);
  if (!run) throw new AppError('RUN_UNKNOWN');
  return run;
}

function batchOf({ database }: Workspace, id: number): Batch {
  const batch = findBatch(database, id);
  if (!batch) throw new Error(`The batch ${id} of a run is gone`);
  return batch;
}

function* textMembers(
  { database }: Workspace,
  run: Run,
): Generator<readonly [name: string, content: string]> {
  const result = readRunResult(database, run.id);
  yield [BUNDLE_MEMBERS.parameters, run.parameters];
  yield [
    BUNDLE_MEMBERS.events,
    [...eachEvent(database)].map((event) => `${JSON.stringify(event)}\n`).join(''),
  ];
  yield [BUNDLE_MEMBERS.result, JSON.stringify(result, undefined, 2)];
}

const parameterFilesOf = (result: ResultDocument | undefined): BundleManifest['parameterFiles'] =>
  (result?.sources ?? []).flatMap(({ kind, file, sha256, rows }) =>
    kind === 'price-book' || kind === 'alias' ? [{ kind, file, sha256, rows }] : [],
  );
