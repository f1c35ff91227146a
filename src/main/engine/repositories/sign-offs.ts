import type { Period } from '#core/period.ts';
import type { SignOff, SignOffRole } from '#core/sign-off/sign-off.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** A signature as the workspace keeps it. */
export interface StoredSignOff extends SignOff {
  readonly id: number;
  /** The operating system's account that it was done under. */
  readonly account: string;
  /** Signed although the same person has signed the part before. */
  readonly isOverride: boolean;
  readonly note: string | undefined;
  readonly runId: string;
  /** UTC, ISO 8601. */
  readonly signedAt: string;
}

interface SignOffRecord {
  id: bigint;
  role: SignOffRole;
  name: string;
  account: string;
  is_override: bigint;
  note: string | null;
  run_id: string;
  result_hash: string;
  inputs_hash: string;
  parameters_hash: string;
  signed_at: string;
}

/** The signatures of a period that stand, in the order in which they were given. */
export const standingSignOffs = (database: ReadableDatabase, period: Period): readonly StoredSignOff[] =>
  database
    .prepare<SignOffRecord>(
      `SELECT id, role, name, account, is_override, note, run_id, result_hash, inputs_hash, parameters_hash, signed_at
       FROM sign_off WHERE period_start = ? AND period_end = ? AND ended_at IS NULL ORDER BY id`,
    )
    .all(period.start, period.end)
    .map((record) => ({
      id: Number(record.id),
      role: record.role,
      name: record.name,
      account: record.account,
      isOverride: record.is_override === 1n,
      note: record.note ?? undefined,
      runId: record.run_id,
      resultHash: record.result_hash,
      inputsHash: record.inputs_hash,
      parametersHash: record.parameters_hash,
      signedAt: record.signed_at,
    }));

/** Keeps a signature. Call it in the act's own transaction. */
export function addSignOff(
  database: WritableDatabase,
  period: Period,
  signed: Omit<StoredSignOff, 'id'>,
): void {
  database
    .prepare(
      `INSERT INTO sign_off (period_start, period_end, role, name, account, is_override, note, run_id, result_hash,
         inputs_hash, parameters_hash, signed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      period.start,
      period.end,
      signed.role,
      signed.name,
      signed.account,
      signed.isOverride ? 1 : 0,
      signed.note ?? null,
      signed.runId,
      signed.resultHash,
      signed.inputsHash,
      signed.parametersHash,
      signed.signedAt,
    );
}

/** Ends a signature that stands; it is kept. Call it in the act's own transaction. */
export function endSignOff(
  database: WritableDatabase,
  id: number,
  end: { readonly as: 'withdrawn' | 'signed-anew'; readonly at: string; readonly reason: string | undefined },
): void {
  database
    .prepare('UPDATE sign_off SET ended_at = ?, ended_as = ?, end_reason = ? WHERE id = ?')
    .run(end.at, end.as, end.reason ?? null, id);
}
