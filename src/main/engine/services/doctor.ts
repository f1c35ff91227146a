import { realpathSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../context.ts';
import { hashEvidence, listEvidence } from '../evidence.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { listBatches } from '../repositories/batches.ts';
import { verifyEvents } from '../repositories/events.ts';
import { listSourceFiles } from '../repositories/source-files.ts';
import { lostUsageReferences } from '../repositories/usage-references.ts';
import { countWrongTotals } from '../repositories/usage-totals-check.ts';
import { changedOnDisk } from './contents.ts';
import { checkWork } from './work/check-work.ts';
import { synchronisedBy } from './folder-location.ts';

/** What is looked at. */
export const DOCTOR_CHECKS = [
  /** SQLite's own check of the whole file. */
  'database-integrity',
  /** Rows that refer to rows which are not there. */
  'database-references',
  /** Totals that differ from the rows they were added up from. */
  'usage-totals',
  /** Readings, runs and what is set hold, byte for byte, what was written. */
  'contents',
  /** Every imported file lies in `sources` with the bytes that were imported. */
  'evidence',
  /** Files in `sources` that nothing refers to. */
  'evidence-unknown',
  /** Each entry of the audit log carries the hash of the one before. */
  'audit-log',
  /** What people have decided about lines is what the log of their acts adds up to. */
  'decisions',
  /** Imports that began and never ended. */
  'pending-imports',
  'disk-space',
  /** A folder that another program synchronises, or that lies on a network: SQLite's locks don't hold there. */
  'folder-location',
] as const;
export type DoctorCheck = (typeof DOCTOR_CHECKS)[number];

/** The outcome of one check. */
export interface DoctorFinding {
  readonly check: DoctorCheck;
  readonly status: 'ok' | 'warning' | 'error';
  /** What was found, item by item: sha256s, messages of SQLite, a product's name, free bytes. */
  readonly details: readonly string[];
}

/** A workspace's state of health. Looking changes nothing. */
export interface DoctorReport {
  /** The worst of the findings. */
  readonly status: DoctorFinding['status'];
  readonly findings: readonly DoctorFinding[];
}

const LEAST_FREE_BYTES = 1024 ** 3;

/** Looks a workspace over, and tells; repairs nothing. */
export async function doctor(workspace: Workspace, context: JobContext): Promise<DoctorReport> {
  const findings: DoctorFinding[] = [];
  const add = (check: DoctorCheck, worst: 'warning' | 'error', details: readonly string[]): void => {
    findings.push({ check, status: details.length === 0 ? 'ok' : worst, details });
  };
  add('database-integrity', 'error', checkIntegrity(workspace));
  add('database-references', 'error', checkReferences(workspace));
  await context.checkpoint();
  const wrongTotals = countWrongTotals(workspace.database);
  add('usage-totals', 'error', wrongTotals === 0 ? [] : [String(wrongTotals)]);
  add('contents', 'error', await changedOnDisk(workspace, context));
  add('evidence', 'error', await checkEvidence(workspace, context));
  add('evidence-unknown', 'warning', findUnknownEvidence(workspace));
  const broken = verifyEvents(workspace.database);
  add('audit-log', 'error', broken ? [`${broken.sequence}: ${broken.reason}`] : []);
  add('decisions', 'error', checkWork(workspace.database));
  const pending = listBatches(workspace.database, { status: 'pending' });
  add(
    'pending-imports',
    'warning',
    pending.map((batch) => batch.fileName),
  );
  add('disk-space', 'warning', checkSpace(workspace.folder));
  const product = synchronisedBy(realpathSync(workspace.folder));
  add('folder-location', 'warning', product === undefined ? [] : [product]);
  return { status: worstOf(findings), findings };
}

function worstOf(findings: readonly DoctorFinding[]): DoctorFinding['status'] {
  if (findings.some((finding) => finding.status === 'error')) return 'error';
  return findings.some((finding) => finding.status === 'warning') ? 'warning' : 'ok';
}

function checkIntegrity(workspace: Workspace): readonly string[] {
  const messages = workspace.connection
    .pragma('integrity_check')
    .map((row) => String(row['integrity_check']));
  return messages.filter((message) => message !== 'ok');
}

function checkReferences(workspace: Workspace): readonly string[] {
  const broken = workspace.connection
    .pragma('foreign_key_check')
    .map((row) => `${String(row['table'])} ${String(row['rowid'])} -> ${String(row['parent'])}`);
  return [...broken, ...lostUsageReferences(workspace.database)];
}

async function checkEvidence(workspace: Workspace, context: JobContext): Promise<readonly string[]> {
  const details: string[] = [];
  for (const source of listSourceFiles(workspace.database)) {
    const found = await hashEvidence(join(workspace.folder, source.storedPath), context);
    if (found === undefined) details.push(`${source.name}: ${source.sha256} missing`);
    else if (found !== source.sha256) details.push(`${source.name}: ${source.sha256} changed`);
  }
  return details;
}

function findUnknownEvidence(workspace: Workspace): readonly string[] {
  const known = new Set(listSourceFiles(workspace.database).map((source) => source.sha256));
  return listEvidence(workspace.sourcesFolder).filter((name) => !known.has(name));
}

function checkSpace(folder: string): readonly string[] {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  return free < LEAST_FREE_BYTES ? [String(free)] : [];
}
