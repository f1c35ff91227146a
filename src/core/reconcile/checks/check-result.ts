import { absolute, picos, toPicos, type Micros, type Picos } from '../../decimal/micros.ts';
import type { SourceRef } from '../../source.ts';
import type { UsageLevel } from '../../usage/usage-row.ts';
import type { LineKey } from '../line.ts';
import type { CheckId, CheckStatus } from '../result-document.ts';

/** A key, a row or a level that fails a check on its own; what it does not have is undefined. */
export interface CheckFailure {
  readonly left: Picos | undefined;
  readonly right: Picos | undefined;
  readonly level?: UsageLevel;
  readonly key?: LineKey;
  readonly ref?: SourceRef;
}

/** A tie-out: two figures that must agree. The difference is left - right. */
export interface CheckResult {
  readonly id: CheckId;
  readonly left: Picos | undefined;
  readonly right: Picos | undefined;
  readonly tolerance: Picos | undefined;
  /** Every part that fails on its own. */
  readonly failures: readonly CheckFailure[];
  readonly status: CheckStatus;
}

/** A check that could not be made: a side is missing. */
export const noData = (id: CheckId): CheckResult => ({
  id,
  left: undefined,
  right: undefined,
  tolerance: undefined,
  failures: [],
  status: 'no-data',
});

/** A check: ok where the sums agree within tolerance and no single part fails on its own. */
export function check(
  id: CheckId,
  left: Picos,
  right: Picos,
  tolerance: Picos,
  failures: readonly CheckFailure[],
): CheckResult {
  const isOk = absolute(picos(left - right)) <= tolerance && failures.length === 0;
  return { id, left, right, tolerance, failures, status: isOk ? 'ok' : 'check' };
}

/** A check of quantities or counts. */
export const checkMicros = (
  id: CheckId,
  left: Micros,
  right: Micros,
  tolerance: Micros,
  failures: readonly CheckFailure[],
): CheckResult => check(id, toPicos(left), toPicos(right), toPicos(tolerance), failures);
