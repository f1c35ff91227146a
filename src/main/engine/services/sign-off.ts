import { AppError } from '#core/errors.ts';
import { formatPeriod, type Period } from '#core/period.ts';
import {
  isSamePerson,
  roleBefore,
  rolesFrom,
  suspensionsOf,
  type SignedContent,
  type SignOffRole,
} from '#core/sign-off/sign-off.ts';
import type { Workspace } from '../context.ts';
import { findLastRun, type Run } from '../repositories/runs.ts';
import { addSignOff, endSignOff, standingSignOffs, type StoredSignOff } from '../repositories/sign-offs.ts';
import { refuseChangedRun } from './contents.ts';
import { makeCopyOfChanges } from './kept-copies.ts';
import { signedContentOf, stalenessOf } from './period-standing.ts';

/** A signature to give. */
export interface SignOffRequest {
  readonly period: Period;
  readonly role: SignOffRole;
  /** The run that the person has seen: it must still be the period's newest. */
  readonly runId: string;
  readonly name: string;
  readonly note?: string | undefined;
  /** The same person may sign although they have signed the part before; the signature shows it for ever. */
  readonly override?: boolean | undefined;
}

/**
 * Signs a part of a period: this result, these files, these parameters. A signature of the same part that is suspended
 * is replaced, and kept.
 *
 * Throws RUN_UNKNOWN, SIGN_OFF_STALE where the run is not what the workspace holds, SIGN_OFF_BLOCKED where it says
 * nothing of the figures, SIGN_OFF_ORDER, SIGN_OFF_SAME_PERSON and SIGN_OFF_HELD; then nothing is signed.
 */
export function signOff(workspace: Workspace, request: SignOffRequest): void {
  const { database, ports } = workspace;
  const { period, role } = request;
  database.transaction(() => {
    const { run, content, held, same } = signable(workspace, request);
    const now = ports.clock();
    if (held !== undefined) {
      endSignOff(database, held.id, { as: 'signed-anew', at: now, reason: undefined });
    }
    const note = request.note?.trim();
    const signed = {
      role,
      name: request.name.trim(),
      account: ports.userName(),
      isOverride: same !== undefined,
      note: note === '' ? undefined : note,
      runId: run.id,
      signedAt: now,
      ...content,
    };
    addSignOff(database, period, signed);
    workspace.record('period-signed', held && stateOf(period, held), stateOf(period, signed));
  });
}

/**
 * The same once all that the signature is about was held, byte for byte, against what it was when it was written: the
 * run, its readings and their files, the settings, the acts. And with a copy of the database before it, unless one has
 * been made since the last change: what was signed can be gone back to. A signature that is refused makes no copy; where
 * no copy can be made, nothing is signed.
 *
 * Throws WORKSPACE_DAMAGED, EVIDENCE_DAMAGED and DISK_FULL beside the errors of {@link signOff}. Only in a turn of its own among the jobs.
 */
export async function signOffWithCopy(workspace: Workspace, request: SignOffRequest): Promise<void> {
  const { run } = signable(workspace, request);
  await refuseChangedRun(workspace, run);
  await makeCopyOfChanges(workspace, 'before-sign-off');
  signOff(workspace, request);
}

/** What is signed, and on what; throws where it may not be. */
function signable(
  workspace: Workspace,
  request: SignOffRequest,
): {
  readonly run: Run;
  readonly content: SignedContent;
  readonly held: StoredSignOff | undefined;
  readonly same: StoredSignOff | undefined;
} {
  const { database } = workspace;
  const { period, role, override = false } = request;
  const run = runToSign(workspace, request);
  const content = signedContentOf(database, run);
  const standing = standingSignOffs(database, period);
  refuseOutOfOrder(standing, content, role);
  const held = standing.find((signed) => signed.role === role);
  if (held !== undefined && suspensionsOf(held, content).length === 0) {
    throw new AppError('SIGN_OFF_HELD', { name: held.name, at: held.signedAt });
  }
  const same = standing.find((signed) => signed.role !== role && isSamePerson(signed.name, request.name));
  if (same !== undefined && !override) throw new AppError('SIGN_OFF_SAME_PERSON', { name: same.name });
  return { run, content, held, same };
}

function runToSign({ database }: Workspace, { period, runId }: SignOffRequest): Run {
  const run = findLastRun(database, period);
  if (run === undefined) throw new AppError('RUN_UNKNOWN');
  if (run.id !== runId || stalenessOf(database, run).length > 0) {
    throw new AppError('SIGN_OFF_STALE', { period: formatPeriod(period) });
  }
  if (run.verdict === 'blocked' || run.verdict === 'not-reconcilable') {
    throw new AppError('SIGN_OFF_BLOCKED', { period: formatPeriod(period) });
  }
  return run;
}

/** A part stands on the one before, and that one must hold. */
function refuseOutOfOrder(
  standing: readonly StoredSignOff[],
  content: SignedContent,
  role: SignOffRole,
): void {
  const before = roleBefore(role);
  if (before === undefined) return;
  const signed = standing.find((candidate) => candidate.role === before);
  if (signed === undefined || suspensionsOf(signed, content).length > 0) throw new AppError('SIGN_OFF_ORDER');
}

/**
 * Withdraws a part, and with it those that stand on it: the period is open again. The signatures are kept with the
 * reason. Nothing happens where the part is not signed.
 */
export function withdrawSignOff(
  workspace: Workspace,
  request: { readonly period: Period; readonly role: SignOffRole; readonly reason: string },
): void {
  const { database, ports } = workspace;
  const { period, role } = request;
  const reason = request.reason.trim();
  const roles = rolesFrom(role);
  database.transaction(() => {
    const ending = standingSignOffs(database, period).filter((signed) => roles.includes(signed.role));
    for (const signed of ending.toReversed()) {
      endSignOff(database, signed.id, { as: 'withdrawn', at: ports.clock(), reason });
      workspace.record('sign-off-withdrawn', stateOf(period, signed), { reason });
    }
  });
}

const stateOf = (
  period: Period,
  signed: Omit<StoredSignOff, 'id'>,
): Record<string, string | boolean | null> => ({
  period: formatPeriod(period),
  role: signed.role,
  name: signed.name,
  account: signed.account,
  override: signed.isOverride,
  note: signed.note ?? null,
  run: signed.runId,
  resultHash: signed.resultHash,
});
